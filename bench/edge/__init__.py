"""What the edge is worth: connections that stay open, answers from memory, an outage."""

from collections.abc import Iterator

from bench.edge import measurement, repeated
from bench.ratio import Ratio


def measure() -> Iterator[Ratio]:
    """All measurements of the edge."""
    yield from measurement.measure()
    yield from repeated.measure()
