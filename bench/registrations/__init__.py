"""What a real FreeSWITCH can register in a second, by where it finds its users: here, PHP, functions, the edge."""

from bench.registrations.measurement import measure

__all__ = ["measure"]
