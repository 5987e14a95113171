"""Meetings that were: who came and went, when and why, and what is counted of it once they are over."""
