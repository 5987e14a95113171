"""Stands beside FreeSWITCH, between its look-ups and the functions: a cache with manners, never a second truth."""
