"""Gateways to telephone companies: how they are, followed and told."""
