"""What happens to a command between its acceptance and its end."""
