"""Tests of the loopback nginx in front of the functions."""
