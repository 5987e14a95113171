"""Links that bring one person into one room."""
