"""How a command ended, in its conference's feed: told once its row says so, once, whoever tells it.

Whoever ends a command tells it at once; the sweep, which finds every command that has ended, makes up for those who
died in between. The event's id is the command's, and the row knows a seq from before its end: so twice is once.
"""

import msgspec

from functions.shared.command_life.outcomes import KEY, MOVE, RULE, CommandRow
from functions.shared.feed.appending import append_once, last_seq
from functions.shared.feed.events import CommandFinished, Event
from functions.shared.feed.own_events import finished
from functions.shared.feed.reading import events_since
from functions.shared.grammars.moments import rfc3339


class _Whom(msgspec.Struct, frozen=True):
    """Whom a stored command is about: one in a field, or those of its steps."""

    member: str | None = None
    steps: "tuple[_Whom, ...]" = ()


def before_its_end(row: CommandRow, *, now: float) -> int | None:
    """What the row is to know of the feed when it ends; None of a command to the node, which no feed tells.

    Raises:
        TablesUnavailable: no answer in time.
    """
    return last_seq(row.conference, now=now) if row.conference else None


def end_event(row: CommandRow) -> Event | None:
    """The event of a command's end; None where there is none to tell."""
    if not row.conference or row.is_open or row.told_after is None:
        return None
    told = CommandFinished(
        id=row.id,
        kind=row.kind,
        state=row.state,
        reason=row.outcome.reason if row.outcome is not None else None,
        rule=row.subject.removeprefix(RULE) if row.subject.startswith(RULE) else None,
        by=None if row.subject.startswith((RULE, KEY, MOVE)) else row.subject,
        member=_member_of(row),
    )
    at = row.created_at if row.finished_at is None else row.finished_at
    return finished(row.conference, row.conference_uuid, told, at=rfc3339(at))


def _member_of(row: CommandRow) -> str | None:
    try:
        body = msgspec.json.decode(row.body, type=_Whom)
    except ValueError:
        # Another version's command: that it ended is told all the same, and so are the others' ends.
        return None
    named = {one.member for one in (body, *body.steps) if one.member is not None}
    return named.pop() if len(named) == 1 else None


def tell_end(row: CommandRow, *, now: float) -> None:
    """Tell how a command ended, unless that is told.

    Raises:
        TablesUnavailable: it may be told; to tell it again is right, and the sweep does so.
    """
    event = end_event(row)
    if event is not None and row.told_after is not None:
        append_once([event], domain=row.domain or None, now=now, after=row.told_after)


class ToldEnds:
    """Makes sure that many ends are told: of each conference the feed is read once, as far as the oldest needs it."""

    def __init__(self, now: float) -> None:
        self._now = now
        # By conference: from which seq on the ids of its events are known.
        self._known: dict[str, tuple[int, set[str]]] = {}

    def make_sure(self, row: CommandRow) -> None:
        """Tell the command's end unless it is told.

        Raises:
            TablesUnavailable: it may be told.
        """
        event = end_event(row)
        if event is None or row.told_after is None:
            return
        since, ids = self._known.get(row.conference, (row.told_after + 1, set()))
        if row.told_after < since:
            ids = {one.id for one in events_since(row.conference, row.told_after)}
            self._known[row.conference] = row.told_after, ids
        if event.id not in ids:
            tell_end(row, now=self._now)
