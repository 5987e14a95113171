"""Entries: links that bring one person into one room, without an account."""
