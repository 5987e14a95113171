"""Tests of stills."""
