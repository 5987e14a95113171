"""What is so in the stand-in: its calls, conferences and profiles, and whoever listens to it."""
