"""Contexts and their extensions as routes, in the order in which FreeSWITCH hunts."""
