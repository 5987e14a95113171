"""The relay's log and its metrics."""
