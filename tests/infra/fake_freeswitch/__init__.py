"""Tests of the stand-in FreeSWITCH."""
