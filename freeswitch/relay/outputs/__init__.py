"""Recordings and streams as jobs with a life, kept by the relay."""
