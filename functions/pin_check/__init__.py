"""May this caller enter this room."""
