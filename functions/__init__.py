"""Stateless functions: HTTP in, answer out."""
