"""How long the answers about users take who are not there, by the clock: what whoever looks for names could see.

Each is timed beside one about a user who is there, with tables as far away as DynamoDB is.
"""

import time
from collections.abc import Callable
from statistics import median

from bench.asked import REGISTER, STRANGER, event, tables_with
from bench.events import CONTEXT
from bench.lookups import looked_up, quietly
from bench.ratio import Ratio
from bench.stub_tables import DistantTables, stubbed
from functions.directory.app import handler as directory_handler
from functions.directory.entries import strangers
from functions.shared.lookups.strangers import OF_A_NODE

# Timed by the clock, each beside its other.
NEIGHBOURS = 400


def measure() -> list[Ratio]:
    known, unknown = event("/directory", REGISTER), event("/directory", STRANGER)

    def over_the_budget() -> object:
        return directory_handler(unknown, CONTEXT)

    with stubbed(tables_with(10, DistantTables)):
        read = wall_ratio(lambda: looked_up(unknown), lambda: looked_up(known))
        strangers.forget()
        for _ in range(OF_A_NODE + 1):
            quietly(over_the_budget)()
        unread = wall_ratio(over_the_budget, lambda: directory_handler(known, CONTEXT))
    return [
        Ratio("directory, by the clock, an unknown user ÷ a known one", read[0], 1.1, 0.9, note=read[1]),
        Ratio("the same over the budget, where nobody looks", unread[0], 1.1, 0.9, note=unread[1]),
    ]


def wall_ratio(call: Callable[[], object], other: Callable[[], object]) -> tuple[float, str]:
    """The median of neighbours by the clock, who takes turns in being first; and how long the other takes."""
    taken: tuple[list[float], list[float]] = ([], [])
    calls = quietly(call), quietly(other)
    for number in range(2 * NEIGHBOURS):
        which = (number + number // 2) % 2
        began = time.perf_counter()
        calls[which]()
        taken[which].append(time.perf_counter() - began)
    ratio = median(one / two for one, two in zip(*taken, strict=True))
    return ratio, f"{median(taken[1]) * 1e3:.2f} ms"
