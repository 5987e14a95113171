"""Tests of the spoken prompts."""
