"""Layouts, and films that grow as a recording's file does."""
