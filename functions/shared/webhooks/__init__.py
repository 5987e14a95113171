"""Webhooks: who is told what over HTTPS, and what became of each try."""
