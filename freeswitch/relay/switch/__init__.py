"""FreeSWITCH's event socket: two connections, their frames, and what comes over them."""
