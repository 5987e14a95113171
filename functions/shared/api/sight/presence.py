"""Whether a conference is there: its row, and whether its node still stands behind what the row says."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from msgspec import structs

from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.sight.output_sight import seen
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.grammars.moments import rfc3339
from functions.shared.rooms.waiting import waiting_room_of
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import ENDED_SECONDS, StoredConference
from functions.shared.tables.known.nodes import known_node, node_now
from functions.shared.tables.nodes import Node, NodeState
from functions.shared.tables.own_rows import find_own_conference

# A relay that restarts has its lease back within seconds.
UNSERVED_RETRY_SECONDS = 5
# A relay tries to reach FreeSWITCH about once a second, and tells at once.
SWITCH_DOWN_RETRY_SECONDS = 1


class ConferenceView(ConferenceState, frozen=True, kw_only=True):
    """A conference. `node_state` is `up` while a relay follows it, `switch_down` while that cannot reach FreeSWITCH,
    `lost` while there is no relay: then this is what was known at `as_of`, and no command is taken. What happened after
    it are the events after `seq`; some of those may be in it already.
    """

    node_state: NodeState
    as_of: str
    seq: int | None = None


@dataclass(frozen=True)
class Presence:
    """A conference that goes on, as far as its node tells: `as_of` is when the node was last seen."""

    conference: ConferenceState
    node: Node
    node_state: NodeState
    # The seq of the event that moved a hand last.
    hands: int = 0
    # Up to which seq of the feed the rows are folded; None of rows of before there was one.
    told: int | None = None

    @property
    def as_of(self) -> str:
        return rfc3339(self.node.switch_seen)

    @property
    def view(self) -> ConferenceView:
        """As everybody is shown it."""
        fields = {field: getattr(self.conference, field) for field in ConferenceState.__struct_fields__}
        return ConferenceView(**fields, node_state=self.node_state, as_of=self.as_of, seq=self.told)

    def with_conference(self, conference: ConferenceState) -> "Presence":
        """The same with what else is known of the conference."""
        return replace(self, conference=conference)

    def serving_node(self) -> Node:
        """The node, if it carries out commands now; 503 otherwise."""
        return serving(self.node, self.conference.node)


def living_conference(name: str, grant: Grant) -> ConferenceState:
    """Read a conference that the token's domain has and that has not ended: 404 or 410 otherwise."""
    return present_conference(name, grant).conference


def present_conference(name: str, grant: Grant, *, node_of: Callable[[str], Node | None] = known_node) -> Presence:
    """Do the same, and tell what is known of its node: `node_of` may be five seconds old, or ask now."""
    return presence_of(name, grant.domain, node_of=node_of)


def people_waiting(name: str, grant: Grant, *, node_of: Callable[[str], Node | None] = known_node) -> Presence:
    """Do the same for the conference in which people wait for this one: 404 where nobody does."""
    stored = find_own_conference(waiting_room_of(name), grant.domain)
    if stored is None or stored.ended_at is not None:
        raise nobody_waits(name)
    try:
        return presence_in(stored, node_of=node_of)
    except Problem as problem:
        if problem.code in ("conference_not_found", "conference_ended"):
            raise nobody_waits(name) from None
        raise


def nobody_waits(name: str) -> Problem:
    return Problem("nobody_waits", f"nobody waits to be let into {name[:64]}")


def presence_of(name: str, domain: str, *, node_of: Callable[[str], Node | None] = known_node) -> Presence:
    """Do the same for whoever is of this domain."""
    stored = find_own_conference(name, domain)
    if stored is None:
        raise no_conference(name)
    return presence_in(stored, node_of=node_of)


def presence_in(stored: StoredConference, *, node_of: Callable[[str], Node | None] = known_node) -> Presence:
    """What its node makes of a conference: 410 where that was gone for too long."""
    name, now = stored.state.name, time.time()
    if stored.ended_at is not None:
        raise _ended(name, stored.ended_at, stored.ended_reason, now)
    node = node_of(stored.state.node)
    if node is None:
        raise _ended(name, now, "node_lost", now)
    state = node.state(now)
    if node.is_over(now):
        raise _ended(name, node.switch_seen, over_reason(state), now)
    conference = structs.replace(
        stored.state,
        recordings=tuple(seen(recording, node, now) for recording in stored.state.recordings),
        streams=tuple(seen(stream, node, now) for stream in stored.state.streams),
    )
    return Presence(conference, node, state, stored.hands, stored.told)


def serving_node(name: str) -> Node:
    """Read the node as it is now: 503 where it would not carry out a command."""
    return serving(node_now(name), name)


def serving(node: Node | None, name: str) -> Node:
    """The node if a relay serves it and FreeSWITCH is there: 503 otherwise."""
    if node is None or not node.is_served(time.time()):
        detail = f"no relay serves the node {name}; nothing was done"
        raise unavailable(detail, code="node_unserved", seconds=UNSERVED_RETRY_SECONDS)
    if not node.switch_up:
        detail = f"the relay of the node {name} cannot reach FreeSWITCH; nothing was done"
        raise unavailable(detail, code="switch_down", seconds=SWITCH_DOWN_RETRY_SECONDS)
    return node


_ENDS = {
    "node_lost": "{name} was last seen at {at}, then its node was lost; it is found again if the node brings it back",
    "switch_lost": "{name} was last seen at {at}, then FreeSWITCH was gone; it is found again if that brings it back",
}


def over_reason(state: NodeState) -> str:
    """Why a conference is over although nobody saw its end."""
    return "node_lost" if state == "lost" else "switch_lost"


def _ended(name: str, at: float, reason: str | None, now: float) -> Problem:
    if now - at > ENDED_SECONDS:
        return no_conference(name)
    detail = _ENDS.get(reason or "", "{name} ended at {at}; nobody is in it now")
    return Problem("conference_ended", detail.format(name=name, at=rfc3339(at)), reason=reason)
