"""What happens on the switch, told as it happens: what an event costs, and how long it takes to a socket."""

from bench.live.measurement import measure

__all__ = ["measure"]
