"""Who is a host, and who is kept out: what FreeSWITCH does not know of a meeting."""
