"""Programs of the relay's own beside it."""
