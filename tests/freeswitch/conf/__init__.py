"""The FreeSWITCH configuration that ships with a node."""
