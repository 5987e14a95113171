"""Simulated telephones: they register, dial and are let in by the functions, as FreeSWITCH would let them in."""
