"""Lookups through the loopback nginx compared with lookups over a new TLS connection each."""

from bench.edge.measurement import measure

__all__ = ["measure"]
