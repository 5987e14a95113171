"""What a lost node held has ended for everybody who asks; here feed and rows learn it, and it leaves the index."""

from collections.abc import Callable, Sequence

from msgspec import structs

from functions.shared.claims.meetings import letting_go
from functions.shared.feed.appending import append, last_seq
from functions.shared.feed.changes import Why, changes, gap_of
from functions.shared.feed.departures import departures, endings
from functions.shared.feed.events import Event
from functions.shared.feed.folding import fold
from functions.shared.feed.reading import events_since
from functions.shared.grammars.moments import rfc3339
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.ends import LeftAlone, end_unseen, left_alone
from functions.shared.tables.conferences.left import write_left
from functions.shared.tables.conferences.rows import find_left_behind
from functions.shared.tables.nodes import Node
from functions.shared.telemetry.observations import count, count_of, logger
from functions.shared.told.meetings import write_meetings

# Of each node in one run; each costs seven or eight calls.
MOST_AT_ONCE = 100
NODE_LOST = "node_lost"


def end_lost(node: Node, now: float, has_time: Callable[[], bool]) -> None:
    """End the conferences of a node that was not seen for five minutes, or is not known at all.

    Those of a node whose relay lives are that relay's.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    if node.state(now) != "lost":
        return
    if node.heartbeat:
        # Every minute for as long as it is; one without a row was removed.
        count_of("NodeLost", node=node.name)
    if not node.is_over(now):
        return
    seen = node.switch_seen or now
    for one in left_alone(node.name, most=MOST_AT_ONCE):
        # What its relay had not told when it died is missing, too.
        told = _told(one, seen, now, told_until=min(seen, node.told_until or seen))
        # Feed first, as a relay does: whoever dies in between finds that it is told.
        if told is not None:
            _end(one, node, now, seen=seen, told=told)
        if not has_time():
            return


def _end(one: LeftAlone, node: Node, now: float, *, seen: float, told: int) -> None:
    # Together: once the row has ended nobody looks for its claim, which would last for ever; and a node that comes back
    # at this moment keeps both.
    gone = letting_go(one.conference, one.meeting, node=node.name, now=now)
    if end_unseen(one, at=seen, reason=NODE_LOST, told=told, also=gone):
        count("ConferenceLost")
        logger.warning("ended a conference of a lost node", extra={"conference": one.conference, "node": node.name})


def _told(one: LeftAlone, seen: float, now: float, *, told_until: float) -> int | None:
    """Tell that everybody had left and that it had ended when the node was seen last, after a gap.

    Returns:
        The newest seq; None where a relay tells of the conference meanwhile: the node is back.
    """
    stored = find_left_behind(one.conference)
    if stored is None or stored.ended_at is not None or _bare(stored.state) != one.state:
        return None
    later = events_since(one.conference, stored.told or 0)
    position = later[-1].seq if later else last_seq(one.conference, now=now)
    # A name may have had other meetings since.
    since = [event for event in later if event.meeting == one.meeting]
    state = fold(stored.state, since)
    if state is not None and state.uuid == one.meeting:
        at = rfc3339(seen)
        why = Why({member.uuid: NODE_LOST for member in state.members}, ended=NODE_LOST)
        gap = gap_of(state, since=rfc3339(told_until), reason=NODE_LOST, at=rfc3339(now))
        events = [gap, *changes(state, None, at=at, why=why)]
        done = append(events, domain=state.domain, now=now, after=position, unless=_is_of_a_relay)
        if not done.all_told:
            return None
        since, position = [*since, *done.since], done.seq
    # Of those, too, whom a run told that did not come to its end.
    departed = list(departures(stored.state, since))
    write_meetings(departed, list(endings(stored.state, since)), now=now)
    write_left(one.conference, departed, now=now)
    return position


def _bare(state: ConferenceState) -> ConferenceState:
    return structs.replace(state, members=(), recordings=(), streams=(), hands=())


def _is_of_a_relay(others: Sequence[Event]) -> bool:
    """Whether somebody who sees the switch has told something."""
    return any(
        one.type.startswith(("conference.", "member.")) or one.type in ("floor.changed", "gap") for one in others
    )
