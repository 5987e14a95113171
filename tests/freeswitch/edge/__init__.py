"""Tests of what stands between FreeSWITCH and the functions; each starts it as a process of its own."""
