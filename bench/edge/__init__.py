"""Lookups through the loopback nginx compared with lookups over a new TLS connection each."""
