"""A conference as it is and as it changes."""
