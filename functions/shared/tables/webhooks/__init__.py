"""Webhooks in their table: what they are, how far each has been told, and what became of each event."""
