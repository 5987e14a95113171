"""What a file may not say, noun by noun."""
