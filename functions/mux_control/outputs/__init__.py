"""Recordings and streams."""
