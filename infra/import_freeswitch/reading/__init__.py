"""The text that FreeSWITCH would parse, and where each line of it stood."""
