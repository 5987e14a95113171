"""What happens to a command between the wish and its end."""
