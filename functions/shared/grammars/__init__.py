"""What a name, a field, a file may look like."""
