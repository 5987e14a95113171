"""How one meeting becomes rows: what waits, what is different, whose the name is."""
