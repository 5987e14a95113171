"""How a wish becomes a command: read, checked, written, sent."""
