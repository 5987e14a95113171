"""Scheduled: ends what is late, and what nobody can know any more."""
