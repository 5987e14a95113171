"""Webhooks over the API: made, changed, tried; what became of each event."""
