"""What happens in a conference, told in order and once: events, what makes them, and what they make of a state."""
