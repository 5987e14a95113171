"""Tests against a real FreeSWITCH."""
