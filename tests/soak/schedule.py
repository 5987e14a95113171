"""Which faults come when: all of it follows from the seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.soak.promises import PROMISES

# How long a fault lasts, from and to; what is not named here happens at once.
LASTS: dict[str, tuple[float, float]] = {
    "switch away": (2.0, 6.0),
    "tables slow": (3.0, 8.0),
    "tables refusing": (2.0, 6.0),
    # Longer than a lease (10 s) now and then.
    "tables gone": (2.0, 12.0),
    "tables silent": (2.0, 6.0),
    "tables deaf": (1.0, 3.0),
    "queue slow": (3.0, 8.0),
    "queue refusing": (2.0, 6.0),
    "queue gone": (2.0, 6.0),
    "queue silent": (2.0, 6.0),
    "queue deaf": (1.0, 3.0),
    "disk full": (3.0, 5.0),
}
# What recovering usually takes, for planning only; the next fault waits for it in any case.
USUALLY: dict[str, float] = {
    "hush events": 15.0,
    "hush commands": 15.0,
    "kill relay": 14.0,
    "end relay": 5.0,
    "kill functions": 4.0,
    "end functions": 5.0,
    "restart switch": 3.0,
}
USUAL_SECONDS, REST_SECONDS = 2.0, (0.5, 2.5)
# Two at once, now and then.
PAIRS = 0.15
FIRST_SECONDS = 3.0
# Nothing begins so shortly before the end.
LAST_SECONDS = 8.0


@dataclass(frozen=True)
class Fault:
    """One fault and how long it lasts; 0 for what happens at once."""

    kind: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Blow:
    """One or two faults that begin together, not before `at` seconds of the run."""

    at: float
    faults: tuple[Fault, ...]

    @property
    def name(self) -> str:
        return " + ".join(fault.kind for fault in self.faults)

    @property
    def lasts(self) -> float:
        return max(fault.seconds for fault in self.faults)

    @property
    def usual(self) -> float:
        """How long it and what follows from it usually take."""
        return self.lasts + max(USUALLY.get(fault.kind, USUAL_SECONDS) for fault in self.faults)

    def __str__(self) -> str:
        told = " + ".join(
            f"{fault.kind} {fault.seconds:.1f} s" if fault.seconds else fault.kind for fault in self.faults
        )
        return f"{self.at:6.1f} s  {told}"


def schedule(seed: int, seconds: float, only: Sequence[str] = ()) -> list[Blow]:
    """Everything that happens in a run of so many seconds; `only` of these kinds, where some are named."""
    chance = random.Random(f"faults {seed}")
    kinds, blows, at = _kinds(chance, only), list[Blow](), FIRST_SECONDS
    while True:
        faults = [_fault(next(kinds), chance)]
        if chance.random() < PAIRS:
            faults.append(_fault(next(kinds), chance))
        blow = Blow(at, tuple(faults))
        if at + blow.usual > seconds - LAST_SECONDS:
            return blows
        blows.append(blow)
        at += blow.usual + chance.uniform(*REST_SECONDS)


def _kinds(chance: random.Random, only: Sequence[str]) -> Iterator[str]:
    """Every kind once, in an order of its own, and again."""
    while True:
        deck = sorted(only or PROMISES)
        chance.shuffle(deck)
        yield from deck


def _fault(kind: str, chance: random.Random) -> Fault:
    return Fault(kind, round(chance.uniform(*LASTS[kind]), 1) if kind in LASTS else 0.0)
