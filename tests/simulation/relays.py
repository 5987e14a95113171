"""What the nodes' relays do with the tables when a meeting begins or ends, in the order in which the relay does it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from freeswitch.relay.conferences.writing.meeting_writer import TAKEN_SECONDS
from freeswitch.relay.lease.node import LEASE_SECONDS
from functions.shared.claims.meetings import hold, let_go, take
from functions.shared.grammars.moments import rfc3339
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import conferences_of_node, find_left_behind
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.fleet.leases import take_lease
from tests.simulation.day import Day
from tests.simulation.fleet import Fleet, Meeting, SimulatedNode
from tests.simulation.oracle import Oracle

AGAIN_SECONDS = 1.0
Step = Callable[[], None]


class Relays:
    """One step of a conference at a time at each node, as its relay keeps them in order."""

    def __init__(self, day: Day, oracle: Oracle) -> None:
        self._day = day
        self._oracle = oracle
        self._waiting: dict[tuple[str, str], deque[Step]] = {}

    def begins(self, node: SimulatedNode, meeting: Meeting) -> None:
        """A conference was created on FreeSWITCH, or may have been taken while nobody told of it."""
        self._do(node, meeting.conference, lambda: self._begin(node, meeting))

    def ends(self, node: SimulatedNode, conference: str, uuid: str) -> None:
        self._do(node, conference, lambda: self._end(node, conference, uuid))

    def returns(self, node: SimulatedNode) -> None:
        """The relay reaches the tables again: it says what goes on, and ends what only the tables know."""
        for meeting in node.meetings.values():
            meeting.shown = False
            self.begins(node, meeting)
        self._do(node, "", lambda: self._look(node))

    def _do(self, node: SimulatedNode, conference: str, step: Step) -> None:
        waiting = self._waiting.setdefault((node.name, conference), deque())
        waiting.append(step)
        if len(waiting) == 1:
            self._day.start(lambda: self._work(node, conference), node.process)

    def _work(self, node: SimulatedNode, conference: str) -> None:
        waiting = self._waiting[node.name, conference]
        while waiting:
            if node.runs and node.cut_off:
                self._day.rest(AGAIN_SECONDS)
                continue
            try:
                # A dead relay does nothing; what it held is the sweep's, or its own when it comes back.
                if node.runs:
                    waiting[0]()
            except TablesUnavailable:
                self._oracle.unavailable += 1
                self._day.rest(AGAIN_SECONDS)
                continue
            waiting.popleft()
        del self._waiting[node.name, conference]

    def _begin(self, node: SimulatedNode, meeting: Meeting) -> None:
        if meeting.over or meeting.shown:
            return
        if take(meeting.conference, node=node.name, now=self._day.time()) == node.name and self._written(node, meeting):
            # While it asked, FreeSWITCH may have stopped.
            if node.meetings.get(meeting.conference) is meeting:
                meeting.shown = True
                self._oracle.is_shown(node, meeting)
            return
        self._oracle.is_foreign(node, meeting)
        self._day.after(TAKEN_SECONDS, lambda: self._again(node, meeting))

    def _again(self, node: SimulatedNode, meeting: Meeting) -> None:
        if node.meetings.get(meeting.conference) is meeting:
            self.begins(node, meeting)

    def _written(self, node: SimulatedNode, meeting: Meeting) -> bool:
        now = self._day.time()
        stored = find_left_behind(meeting.conference)
        state = ConferenceState(
            name=meeting.conference, uuid=meeting.uuid, node=node.name, started_at=rfc3339(now), member_count=1,
            domain=meeting.conference.partition(".")[2],
        )  # fmt: skip
        over = () if stored is None else (stored.state.uuid,)
        if not write_rows(state, over=over, told=None if stored is None else stored.told):
            return False
        return hold(meeting.conference, meeting.uuid, node=node.name, now=now) == node.name

    def _end(self, node: SimulatedNode, conference: str, uuid: str) -> None:
        now = self._day.time()
        let_go(conference, uuid, node=node.name, now=now)
        end_conference(conference, uuid, now=now)

    def _look(self, node: SimulatedNode) -> None:
        take_lease(
            node.name, owner="relay", now=self._day.time(), seconds=LEASE_SECONDS, queue_url="queue", switch_up=True
        )
        here = {meeting.uuid for meeting in node.meetings.values()}
        for state in conferences_of_node(node.name):
            if state.uuid not in here:
                self.ends(node, state.name, state.uuid)


@dataclass(frozen=True)
class World:
    """What everybody acts upon: the nodes, what their relays do, and who watches all of it."""

    fleet: Fleet
    relays: Relays
    oracle: Oracle
