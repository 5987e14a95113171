"""How large a day is, and what is known of it when it is over."""

from dataclasses import dataclass, field

from tests.simulation.exchange import Exchange, Trouble
from tests.simulation.fleet import Fleet
from tests.simulation.oracle import Oracle


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    nodes: int = 1000
    conferences: int = 100_000
    users: int = 1_000_000
    # Of 24 hours from this one to that one; a meeting takes an hour at most, so two halves are a day.
    from_hour: int = 0
    to_hour: int = 24
    deaths: int = 40
    drains: int = 40
    splits: int = 40
    processes: int = 50
    skew: float = 2.0
    # By how much people come before or after the beginning of their meeting.
    late_seconds: float = 90.0
    # Who comes where their carrier brings all who dial a number; the rest come where there is little to do.
    carriers_share: float = 0.85
    # Every so many minutes; each asks a question for each node.
    sweep_minutes: int = 15
    trouble: Trouble = field(default_factory=Trouble)

    @property
    def hours(self) -> int:
        return self.to_hour - self.from_hour


@dataclass
class Outcome:
    """What a run has shown."""

    size: Size
    seed: int
    oracle: Oracle
    exchange: Exchange
    fleet: Fleet
    peak_inside: int
    seconds: float
    megabytes: float
    # The busiest node's load against the mean, when most people were inside.
    imbalance: float
