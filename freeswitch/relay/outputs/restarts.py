"""How often something that broke is started again, and after which pause: back-off with full jitter, in a budget."""

from collections.abc import Callable
from dataclasses import dataclass

from freeswitch.relay.loops.backoff import limit_of


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
    # After the machine's restart its steady clock begins anew: what seems to lie ahead is long over.
    recent = tuple(at for at in restarts if 0 <= now - at < budget.within)
    if len(recent) >= budget.most:
        return None
    return (*recent, now), limit_of(len(recent), budget.first, budget.longest) * chance()
