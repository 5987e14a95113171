"""What an entry may not say, noun by noun."""
