"""Recordings: their parts, whether they grow, how they are finished and erased."""
