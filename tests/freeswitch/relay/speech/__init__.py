"""Tests of what the relay speaks."""
