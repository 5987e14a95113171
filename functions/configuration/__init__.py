"""The conference profile and layouts of a room."""
