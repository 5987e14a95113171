"""What happens to nodes: they die and come back, drain for an upgrade, are cut off from the tables."""

from collections.abc import Callable
from functools import partial
from random import Random

from functions.shared.tables.base import TablesUnavailable
from tests.simulation.callers import Callers
from tests.simulation.day import Day, Process
from tests.simulation.fleet import SimulatedNode
from tests.simulation.relays import World
from tests.simulation.wishing import wish

LOOK_SECONDS = 5.0
UPGRADE_SECONDS = 60.0


class Faults:
    """One node has one trouble at a time."""

    def __init__(self, day: Day, *, world: World, callers: Callers, random: Random) -> None:
        self._day = day
        self._fleet, self._relays, self._oracle = world.fleet, world.relays, world.oracle
        self._callers = callers
        self._random = random
        self._operator = Process("operator", random.uniform(-1, 1))
        self._busy: set[str] = set()

    def plan(self, begin: float, end: float, *, deaths: int, drains: int, splits: int) -> None:
        """Have so many of each at random moments."""
        for trouble, times in ((self.dies, deaths), (self.drains, drains), (self.is_cut_off, splits)):
            for _ in range(times):
                self._day.at(self._random.uniform(begin, end), partial(self._to_somebody, trouble))

    def _to_somebody(self, trouble: Callable[[SimulatedNode], None]) -> None:
        free = [node for name, node in self._fleet.nodes.items() if name not in self._busy]
        if free:
            node = self._random.choice(free)
            self._busy.add(node.name)
            trouble(node)

    def dies(self, node: SimulatedNode) -> None:
        """The host is gone, with everybody; it comes back empty after seconds or half an hour."""
        self._oracle.counted["deaths"] += 1
        self._oracle.suspects.add(node.name)
        self._fleet.stop(node)
        node.runs = False
        self._callers.thrown_out(node)
        away = self._random.choice((self._random.uniform(5, 60), self._random.uniform(120, 1800)))
        self._day.after(away, lambda: self._is_back(node))

    def _is_back(self, node: SimulatedNode) -> None:
        node.runs = True
        node.cut_off = False
        node.beaten = min(node.beaten, self._day.now)
        self._busy.discard(node.name)
        self._relays.returns(node)

    def is_cut_off(self, node: SimulatedNode) -> None:
        """Its relay reaches no table for a while; calls go on, and more come: FreeSWITCH's look-ups go another way."""
        self._oracle.counted["splits"] += 1
        self._oracle.suspects.add(node.name)
        self._fleet.stop(node)
        node.cut_off = True
        self._day.after(self._random.uniform(5, 180), lambda: self._is_back(node))

    def drains(self, node: SimulatedNode) -> None:
        """An operator empties a node, starts it again when it is empty, and lets it take calls again."""
        self._oracle.counted["drains"] += 1
        self._day.start(lambda: self._set(node, draining=True), self._operator)

    def _set(self, node: SimulatedNode, *, draining: bool) -> None:
        while not self._is_set(node, draining=draining):
            self._day.rest(1.0)
        if draining:
            node.drained_at = self._day.now
            self._look(node)
        else:
            self._busy.discard(node.name)

    def _is_set(self, node: SimulatedNode, *, draining: bool) -> bool:
        try:
            return wish(node.name, draining=draining, now=self._day.now)
        except TablesUnavailable:
            return False

    def _look(self, node: SimulatedNode) -> None:
        if node.meetings:
            self._day.after(LOOK_SECONDS, lambda: self._look(node))
            return
        assert node.drained_at is not None
        self._oracle.drains.append(self._day.now - node.drained_at)
        # Whoever was let in a moment before comes to a node that is away: they call again.
        self._oracle.suspects.add(node.name)
        self._fleet.stop(node)
        node.runs = False
        self._day.after(UPGRADE_SECONDS, lambda: self._upgraded(node))

    def _upgraded(self, node: SimulatedNode) -> None:
        node.drained_at = None
        self._is_back(node)
        self._busy.add(node.name)
        self._day.start(lambda: self._set(node, draining=False), self._operator)
