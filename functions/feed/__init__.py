"""Brings what happens to who listens."""
