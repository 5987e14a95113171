"""Nodes as they are, and as their rows say: a row that is read says what the beats until then would have written."""

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

from freeswitch.relay.lease.node import BEAT_SECONDS, LEASE_SECONDS
from functions.shared.claims.placing import load_of
from functions.shared.tables.base import table_name
from functions.shared.tables.fleet.leases import take_lease
from tests.simulation.day import Day, Process
from tests.simulation.memory_tables import Kept, Key
from tests.simulation.store import Store


@dataclass
class Caller:
    """Somebody who wants to be in a room until some moment."""

    user: int
    room: int
    until: float
    by_pin: bool
    tries: int = 0


@dataclass
class Meeting:
    """A conference that goes on at a node; `shown`: its rows stand, so everybody sees it."""

    conference: str
    uuid: str
    members: int = 0
    shown: bool = False
    foreign: bool = False
    over: bool = False
    callers: list[Caller] = field(default_factory=list)


@dataclass
class SimulatedNode:
    """A FreeSWITCH with its relay.

    Attributes:
        process: the relay's: its clock is the tables', to half a second.
        phase: when in 2.5 s it beats.
        runs: FreeSWITCH takes calls.
        cut_off: its relay reaches no table.
        beaten: its last beat, in seconds since 1970.
        drained_at: since when it drains.
    """

    name: str
    process: Process
    phase: float
    beaten: float
    runs: bool = True
    cut_off: bool = False
    drained_at: float | None = None
    meetings: dict[str, Meeting] = field(default_factory=dict)

    @property
    def beats(self) -> bool:
        return self.runs and not self.cut_off

    @property
    def members(self) -> int:
        return sum(meeting.members for meeting in self.meetings.values())

    def lost_since(self, now: float, seconds: float) -> bool:
        """Whether it has truly not told for so long that it follows FreeSWITCH."""
        return now - self.seen(now) > seconds

    def seen(self, now: float) -> float:
        """When it told last."""
        return now - (now - self.phase) % BEAT_SECONDS if self.beats else self.beaten


class Fleet:
    """All nodes."""

    def __init__(self, day: Day, store: Store, random: Random, names: list[str]) -> None:
        self._day = day
        self._table = store.tables[table_name("nodes")]
        self.nodes: dict[str, SimulatedNode] = {}
        for name in names:
            process = Process(f"relay of {name}", random.uniform(-0.5, 0.5))
            self.nodes[name] = SimulatedNode(name, process, random.uniform(0, BEAT_SECONDS), beaten=day.now)
            take_lease(name, owner="relay", now=day.now, seconds=LEASE_SECONDS, queue_url="queue", switch_up=True)
        store.read_first[self._table.name] = self.refresh
        # A beat is one write; they are not asked for one by one.
        self.beats_untold = 0
        self.claims_written = 0
        self._claims = store.tables[table_name("claims")]
        self._having: defaultdict[str, set[str]] = defaultdict(set)

    def began(self, node: SimulatedNode, conference: str) -> None:
        self._having[conference].add(node.name)

    def ended(self, node: SimulatedNode, conference: str) -> None:
        self._having[conference].discard(node.name)
        if not self._having[conference]:
            del self._having[conference]

    def having(self, conference: str) -> list[SimulatedNode]:
        """The nodes on which a conference of this name goes on."""
        return [self.nodes[name] for name in sorted(self._having.get(conference, ()))]

    def owner(self, conference: str) -> str | None:
        """The node that stands in the claim."""
        kept = self._claims.find((conference, ""))
        return None if kept is None else str(kept.row["node"]["S"])

    def refresh(self, key: Key) -> None:
        """Have a node's row say what its relay has written since it was read last."""
        node, kept = self.nodes[key[0]], self._table.find(key)
        if kept is None or not node.beats:
            return
        at = node.seen(self._day.now)
        if at <= node.beaten:
            return
        beats = max(1, round((at - node.beaten) / BEAT_SECONDS))
        self.beats_untold += beats
        said = at + node.process.skew
        load = sum(load_of(meeting.conference, None, meeting.members) for meeting in node.meetings.values())
        row: dict[str, Any] = kept.row | {
            "heartbeat": _number(said), "switch_seen": _number(said), "lease_until": _number(said + LEASE_SECONDS),
            "beats": _number(float(kept.row["beats"]["N"]) + beats), "conferences": _number(len(node.meetings)),
            "members": _number(node.members), "load": _number(load), "told_until": _number(said),
        }  # fmt: skip
        node.beaten = at
        # No index has any of it, and the size is the same but for some digits.
        self._table.rows[key[0]][key[1]] = Kept(row, kept.size)

    def stop(self, node: SimulatedNode) -> None:
        """No beat comes any more: the row stays as the last one left it."""
        self.refresh((node.name, ""))
        node.beaten = node.seen(self._day.now)


def _number(value: float) -> dict[str, str]:
    return {"N": repr(value)}
