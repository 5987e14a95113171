"""Who listens: tickets, the WebSocket's events, and the events of a conference for who asks."""
