"""Sends what happens to the servers that asked for it: in order, signed, again until it is taken."""
