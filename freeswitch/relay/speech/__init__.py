"""Texts that are spoken into a conference."""
