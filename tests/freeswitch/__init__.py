"""Tests of what runs on the FreeSWITCH host."""
