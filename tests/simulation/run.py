"""A day of a fleet: all of it put together from a size and a seed, run, and judged."""

import resource
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from math import exp
from random import Random
from unittest.mock import patch

from functions.shared.tables.base import TablesUnavailable, table_name
from functions.shared.tables.claims import ClaimsItem, claim_in
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.history.meetings import MeetingsItem
from functions.shared.tables.live.connections import ConnectionsItem
from functions.shared.tables.nodes import NodesItem
from functions.shared.tables.provisioned.identities import IdentitiesItem
from functions.shared.tables.provisioned.rooms import RoomsItem
from functions.shared.tables.provisioned.routes import RoutesItem
from functions.shared.tables.provisioned.users import UsersItem
from functions.sweep.app import run_once
from tests.simulation.callers import Callers
from tests.simulation.day import Day, OfProcess, Process
from tests.simulation.exchange import Exchange
from tests.simulation.faults import Faults
from tests.simulation.fleet import Caller, Fleet
from tests.simulation.oracle import Oracle
from tests.simulation.relays import Relays, World
from tests.simulation.sizes import Outcome, Size
from tests.simulation.store import Store
from tests.simulation.town import Town

KINDS = (
    AttemptsItem, ClaimsItem, CommandsItem, ConferencesItem, ConnectionsItem, FeedItem, IdentitiesItem, MeetingsItem,
    NodesItem, RoomsItem, RoutesItem, UsersItem,
)  # fmt: skip
BEGAN = 1_800_000_000.0
HOUR = 3600.0
# Most meetings begin at the hour or half past it, and people come around that moment.
SLOTS = (0.0, 0.0, 0.0, 1800.0, 1800.0, 900.0, 2700.0)
BUSIEST = (9, 10, 13, 14, 15)
EARLIEST_SECONDS = 300.0
# How many come to a meeting: spread as widely as this, around the mean.
SPREAD = 0.9
LOGNORMAL_MEAN = exp(SPREAD**2 / 2)
MOST_IN_A_ROOM = 2000
SHORTEST, LONGEST = 600.0, 3600.0
SWEEP_SECONDS = 60.0
# After the last one has gone: the sweep ends what stands under nodes that are gone.
AFTERWARDS = 900.0
# The way to the tables, both directions, for two questions; beyond it time is on nobody's side.
WAY_SECONDS = 0.25


class Simulation:
    """One day."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size, self.seed = size, seed
        self.random = Random(seed)
        self.day = Day(BEGAN)
        self.store = Store(KINDS)
        self.exchange = Exchange(self.day, self.store, self.random, size.trouble)
        self.town = Town(size.conferences)
        self.peak_inside = 0
        self.imbalance = 0.0
        self._users = 0
        self._rooms = list(range(size.conferences))
        self.random.shuffle(self._rooms)

    def run(self) -> Outcome:
        """Let the day pass."""
        began = time.monotonic()
        with self.exchange.installed(), self._times():
            self._set_the_stage()
            self.day.run(BEGAN + self.size.hours * HOUR + EARLIEST_SECONDS + max(SLOTS) + LONGEST + AFTERWARDS)
            self._judge()
        return Outcome(
            self.size, self.seed, self.oracle, self.exchange, self.fleet, self.peak_inside, time.monotonic() - began,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, self.imbalance,
        )  # fmt: skip

    @contextmanager
    def _times(self) -> Iterator[None]:
        """Give the product this day's clocks, and each process a memory of its own."""
        nodes, users = "functions.shared.tables.known.nodes", "functions.shared.tables.provisioned.users"
        with ExitStack() as stack:
            for module in (nodes, users):
                stack.enter_context(patch(f"{module}.time", self.day))
            for module, name in ((nodes, "_known"), (nodes, "_all"), (users, "_domains")):
                stack.enter_context(patch(f"{module}.{name}", OfProcess(self.day, f"{module}.{name}")))
            yield

    def _set_the_stage(self) -> None:
        size, random = self.size, self.random
        self.town.into(self.store)
        self.fleet = Fleet(self.day, self.store, random, [f"fs{number}" for number in range(size.nodes)])
        self.oracle = Oracle(self.day, self.fleet, 2 * size.skew + WAY_SECONDS)
        self.store.written[table_name("claims")] = self.oracle.wrote_claim
        world = World(self.fleet, Relays(self.day, self.oracle), self.oracle)
        processes = [
            Process(f"function {number}", random.uniform(-size.skew, size.skew)) for number in range(size.processes)
        ]
        self.callers = Callers(
            self.day, world=world, town=self.town, random=random, processes=processes,
            carriers_share=size.carriers_share,
        )  # fmt: skip
        faults = Faults(self.day, world=world, callers=self.callers, random=random)
        end = BEGAN + size.hours * HOUR
        faults.plan(BEGAN, end, deaths=size.deaths, drains=size.drains, splits=size.splits)
        self._sweeper = Process("sweep", random.uniform(-size.skew, size.skew))
        self.day.after(SWEEP_SECONDS, self._sweep)
        self._hour(size.from_hour)

    def _hour(self, hour: int) -> None:
        """Plan who comes in an hour: of all at once there would be too many to hold."""
        self._look_around()
        if hour >= self.size.to_hour:
            return
        first, last = (round(self.size.conferences * part) for part in _share(hour))
        for room in range(first, last):
            self._plan(self._rooms[room], self.day.now + EARLIEST_SECONDS)
        self.day.after(HOUR, lambda: self._hour(hour + 1))

    def _plan(self, room: int, hour: float) -> None:
        """Plan a room's meeting: most are small, some are very large."""
        random = self.random
        mean = self.size.users / self.size.conferences
        comes = min(MOST_IN_A_ROOM, max(1, round(random.lognormvariate(0.0, SPREAD) * mean / LOGNORMAL_MEAN)))
        begin = hour + random.choice(SLOTS)
        end = begin + random.uniform(SHORTEST, LONGEST)
        for _ in range(comes):
            self._users += 1
            self._plan_caller(self._users, room, begin, end)

    def _plan_caller(self, user: int, room: int, begin: float, end: float) -> None:
        random = self.random
        comes = max(self.day.now, begin + random.gauss(0.0, self.size.late_seconds))
        leaves = max(comes + 30.0, end + random.gauss(0.0, 60.0)) if random.random() < 0.9 else comes + 120.0
        self.day.at(comes - random.uniform(5, 120), lambda: self.callers.registers(user, room))
        caller = Caller(user, room, leaves, by_pin=user % 10 < 3)
        self.day.at(comes, lambda: self.callers.comes(caller))

    def _sweep(self) -> None:
        self.day.start(self._sweep_once, self._sweeper)
        self.day.after(SWEEP_SECONDS * self.size.sweep_minutes, self._sweep)
        self._look_around()

    def _sweep_once(self) -> None:
        actor, began = self.day.actor, self.day.now
        assert actor is not None
        try:
            run_once(self.day.time(), self.day.monotonic)
        except TablesUnavailable:
            self.oracle.unavailable += 1
        self.oracle.sweeps.append((self.day.now - began, actor.calls))

    def _look_around(self) -> None:
        if self.callers.inside > self.peak_inside:
            self.peak_inside = self.callers.inside
            loads = [node.members for node in self.fleet.nodes.values()]
            self.imbalance = max(loads) * len(loads) / max(1, sum(loads))

    def _judge(self) -> None:
        """When all have gone nothing may be left: no claim without an end, no node that still drains."""
        for hash_key, rows in self.store.tables[table_name("claims")].rows.items():
            claim = claim_in(rows[""].row)
            if claim.is_held(self.day.now):
                self.oracle.violated("a claim ends with its meeting", f"{hash_key}: {claim}")
            first = self.store.tables[table_name("claims")].find((hash_key, ""))
            for name in claim.names:
                copy = self.store.tables[table_name("claims")].find((name, ""))
                if "#" not in hash_key and first is not None and (copy is None or _end(copy.row) != _end(first.row)):
                    self.oracle.counted["copies that say less than their claim"] += 1
        for node in self.fleet.nodes.values():
            if node.drained_at is not None and node.meetings:
                self.oracle.violated("a node that drains becomes empty", node.name)
            if node.meetings:
                self.oracle.violated("everybody has gone home", node.name)


def _end(row: dict[str, dict[str, str]]) -> object:
    return row["stamp"]


def _share(hour: int) -> tuple[float, float]:
    """Which part of a day's meetings is in an hour: few at night, most in the morning and after noon."""
    weights = [12.0 if at in BUSIEST else 6.0 if 8 <= at <= 17 else 1.0 for at in range(24)]
    before, total = sum(weights[:hour]), sum(weights)
    return before / total, (before + weights[hour]) / total
