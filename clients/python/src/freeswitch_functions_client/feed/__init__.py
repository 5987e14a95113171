"""What happens in a conference, as it happens."""
