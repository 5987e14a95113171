"""Tests of the finishing process."""
