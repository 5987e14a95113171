"""How calls are heard and seen, by what their two ends report of lost packets, jitter and the way there and back."""
