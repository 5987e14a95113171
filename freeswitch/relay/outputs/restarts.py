"""How often what broke is begun again, and after which pause: back-off with full jitter, within a budget."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """At most `most` restarts `within` so many seconds; the pauses double from `first` to `longest`."""

    most: int
    within: float
    first: float = 1.0
    longest: float = 30.0


def next_try(
    restarts: tuple[float, ...], now: float, budget: Budget, chance: Callable[[], float]
) -> tuple[tuple[float, ...], float] | None:
    """Count one more restart.

    Returns:
        The restarts that count from now on and the seconds to wait, or None when the budget is spent.
    """
    recent = tuple(at for at in restarts if now - at < budget.within)
    if len(recent) >= budget.most:
        return None
    limit = min(budget.longest, budget.first * float(1 << min(len(recent), 30)))
    return (*recent, now), limit * chance()
