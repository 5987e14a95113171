"""The time of a simulation: whoever waits is a greenlet that goes on at its moment; no clock is looked at."""

import heapq
from collections.abc import Callable
from itertools import count
from typing import Any

from greenlet import getcurrent, greenlet


class Process:
    """A process of a function, or a relay: its clock is off by `skew` seconds, and it remembers what it has read."""

    def __init__(self, name: str, skew: float = 0.0) -> None:
        self.name = name
        self.skew = skew
        self.memory: dict[str, dict[Any, Any]] = {}


class Actor(greenlet):
    """One run of a process's code; `calls` are the questions that it has asked the tables."""

    def __init__(self, run: Callable[[], None], process: Process, parent: greenlet) -> None:
        super().__init__(run, parent)
        self.process = process
        self.calls = 0


class Day:
    """Moments in order; those of one time in the order in which they were asked for."""

    def __init__(self, began: float) -> None:
        self.began = self.now = began
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = count()
        self._loop = getcurrent()
        self.outside = Process("outside")

    def at(self, when: float, do: Callable[[], object]) -> None:
        """Have something done at a moment, in seconds since 1970; it must not wait."""
        heapq.heappush(self._due, (max(when, self.now), next(self._numbers), do))

    def after(self, seconds: float, do: Callable[[], object]) -> None:
        self.at(self.now + seconds, do)

    def start(self, run: Callable[[], None], process: Process) -> None:
        """Have something done by a process, from now on; it may wait for the tables."""
        self.at(self.now, Actor(run, process, self._loop).switch)

    def rest(self, seconds: float) -> None:
        """Let time pass for who is running."""
        self.at(self.now + seconds, getcurrent().switch)
        self._loop.switch()

    def run(self, until: float) -> None:
        """Let everything happen that is due until then."""
        while self._due and self._due[0][0] <= until:
            self.now, _, do = heapq.heappop(self._due)
            do()
        self.now = until

    @property
    def actor(self) -> Actor | None:
        """Who is running; None where the simulation itself is."""
        running = getcurrent()
        return running if isinstance(running, Actor) else None

    @property
    def process(self) -> Process:
        actor = self.actor
        return self.outside if actor is None else actor.process

    # What modules of the product use of `time`.

    def time(self) -> float:
        """What the clock of whoever is running says."""
        return self.now + self.process.skew

    def monotonic(self) -> float:
        return self.now


class OfProcess(dict[Any, Any]):
    """What a module remembers in a dictionary of its own, for each process another one."""

    def __init__(self, day: Day, name: str) -> None:
        super().__init__()
        self._day = day
        self._name = name

    def _mine(self) -> dict[Any, Any]:
        return self._day.process.memory.setdefault(self._name, {})

    def get(self, key: Any, default: Any = None) -> Any:
        return self._mine().get(key, default)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._mine()[key] = value

    def __len__(self) -> int:
        return len(self._mine())

    def clear(self) -> None:
        self._mine().clear()
