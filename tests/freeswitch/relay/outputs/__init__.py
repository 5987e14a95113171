"""Tests of recordings and streams as jobs."""
