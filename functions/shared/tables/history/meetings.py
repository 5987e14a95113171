"""Meetings that were: (domain, start and uuid) to list them, (`#uuid`, `#`) one, (`#uuid`, `member#…`) its stays.

A relay writes stays and ends; the sweep counts, lists, and says until when all of it is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.shared.meetings.meeting import Meeting, Stay
from functions.shared.tables.base import ItemMeta, TableItem, answering, condition_failed, table_name
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.reading import decoded, items_of, readable

HEAD, STAY = "#", "member#"
# Until the sweep has learnt for how long its domain keeps a meeting, which it does within a minute of the end.
UNSETTLED_SECONDS = 366 * 24 * 3600
# Rows that a request reads at most: DynamoDB reads what is not wanted, too.
PAGE_ROWS, MOST_ROWS = 200, 2000


class Unsettled(GlobalSecondaryIndex["MeetingsItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """Meetings that have ended and were not counted yet: short, for they leave it within a minute."""

    class Meta:
        index_name = "to_settle"
        projection = AllProjection()

    to_settle = UnicodeAttribute(hash_key=True)


class MeetingsItem(TableItem):
    """`body` is a Meeting or a Stay as JSON."""

    class Meta(ItemMeta):
        table_name = table_name("meetings")

    # A domain, or `#` and a meeting's uuid: no domain begins so.
    place = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    # Of meetings.
    domain = UnicodeAttribute(null=True)
    conference = UnicodeAttribute(null=True)
    # From its end until it is counted; one of many texts, so that the index has many partitions.
    to_settle = UnicodeAttribute(null=True)
    # Under which key it is listed.
    listed = UnicodeAttribute(null=True)
    expires = NumberAttribute(null=True)
    unsettled = Unsettled()


@dataclass(frozen=True)
class Head:
    """A meeting's own row: the text that stands there, and under which key it is listed already."""

    meeting: Meeting
    text: str
    listed: str | None


def write_stays(stays: Iterable[tuple[str, Stay]], *, now: float) -> None:
    """Write stays, each with its meeting's uuid, 25 rows a call; to write one again changes nothing.

    Raises:
        TablesUnavailable: a part of them may be written.
    """
    expires = int(now + UNSETTLED_SECONDS)
    write_in_batches(MeetingsItem, [_stay_item(meeting, stay, expires) for meeting, stay in stays], [])


def end_meeting(meeting: Meeting, *, now: float) -> None:
    """Write that a meeting is over; the sweep counts it, once more if it was told to end once more.

    Raises:
        TablesUnavailable: to write it again is right.
    """
    changes: list[Action] = [
        MeetingsItem.body.set(_text(meeting)),
        MeetingsItem.domain.set(meeting.domain),
        MeetingsItem.conference.set(meeting.conference),
        MeetingsItem.to_settle.set(meeting.uuid[-2:] or HEAD),
        MeetingsItem.expires.set(int(now + UNSETTLED_SECONDS)),
    ]
    with answering():
        MeetingsItem(_place(meeting.uuid), HEAD).update(actions=changes)


def unsettled_meetings() -> Iterator[Head]:
    """Read the meetings that were not counted yet.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        yield from readable(MeetingsItem.unsettled.scan(page_size=PAGE_ROWS), _head)


def settle(head: Head, meeting: Meeting, stays: Iterable[Stay], *, expires: float | None) -> bool:
    """List a meeting that was counted, and keep it and its stays until then (seconds since 1970; None: for ever).

    Returns:
        False if its relay has written it meanwhile: it is counted once more.

    Raises:
        TablesUnavailable: to do it again is right.
    """
    until = None if expires is None else int(expires)
    key = f"{meeting.started_at or meeting.ended_at}#{meeting.uuid}"
    listed = MeetingsItem(
        meeting.domain, key, body=_text(meeting), domain=meeting.domain, conference=meeting.conference, expires=until
    )
    # One that ended twice may have begun a moment earlier or later in the eyes of the second relay.
    old = [(meeting.domain, head.listed)] if head.listed not in (None, key) else []
    write_in_batches(MeetingsItem, [listed], [one for one in old if one[1]])
    keeping = MeetingsItem.expires.remove() if until is None else MeetingsItem.expires.set(until)
    for stay in stays:
        _keep(meeting.uuid, stay, keeping)
    changes: list[Action] = [
        MeetingsItem.body.set(_text(meeting)),
        MeetingsItem.listed.set(key),
        MeetingsItem.to_settle.remove(),
        keeping,
    ]
    with answering():
        try:
            MeetingsItem(_place(meeting.uuid), HEAD).update(actions=changes, condition=MeetingsItem.body == head.text)
        except UpdateError as error:
            if condition_failed(error):
                return False
            raise
    return True


def _keep(meeting: str, stay: Stay, keeping: Action) -> None:
    """Not its text: somebody may be erasing a name from it."""
    with answering():
        try:
            MeetingsItem(_place(meeting), _key(stay)).update(actions=[keeping], condition=MeetingsItem.body.exists())
        except UpdateError as error:
            if not condition_failed(error):
                raise


def find_own_meeting(uuid: str, domain: str, *, now: float) -> Meeting | None:
    """Read a meeting of the domain; another domain's takes as long as none, for DynamoDB leaves it out."""
    mine = MeetingsItem.domain == domain
    with answering():
        found = MeetingsItem.query(_place(uuid), MeetingsItem.key == HEAD, mine, consistent_read=True)
        item = next((one for one in items_of(found) if not _is_over(one, now)), None)
    return None if item is None else _head(item).meeting


def stays_of(uuid: str, *, after: str | None = None, limit: int | None = None) -> tuple[list[Stay], str | None]:
    """Read a meeting's stays, by when they began.

    Returns:
        The stays, and the key after which to go on; None where there are no more.
    """
    beyond = MeetingsItem.key.startswith(STAY) if after is None else MeetingsItem.key.between(f"{after}\0", f"{STAY}￿")
    items: list[MeetingsItem] = []
    with answering():
        for item in items_of(MeetingsItem.query(_place(uuid), beyond, page_size=limit, consistent_read=True)):
            if limit is not None and len(items) == limit:
                return list(readable(items, _stay)), items[-1].key
            items.append(item)
    return list(readable(items, _stay)), None


def meetings_of(
    domain: str,
    wanted: Callable[[str], bool],
    *,
    since: str | None = None,
    until: str | None = None,
    page: tuple[str | None, int],
    now: float,
) -> tuple[list[Meeting], str | None]:
    """Read meetings of a domain that began in a time, newest first: a page's key after which it begins, and its size.

    Args:
        wanted: by the conference's name.
        since, until: RFC 3339 in UTC, to the millisecond.

    Returns:
        What was found, and the key after which to go on; None where there is no more.
    """
    after, limit = page
    high = "￿" if until is None else until
    if after is not None and after < high:
        high = after
    found: list[Meeting] = []
    seen, last = 0, after
    with answering():
        between = MeetingsItem.key.between(since, high) if since else MeetingsItem.key <= high
        items = MeetingsItem.query(domain, between, scan_index_forward=False, page_size=PAGE_ROWS, consistent_read=True)
        for item in items_of(items):
            # DynamoDB's bounds are inclusive.
            if item.key == after:
                continue
            if len(found) == limit or seen == MOST_ROWS:
                return found, last
            seen, last = seen + 1, item.key
            if wanted(item.conference or "") and not _is_over(item, now):
                found += readable([item], _meeting)
    return found, None


def forget_who(uuid: str, is_them: Callable[[Stay], bool]) -> int:
    """Erase a person's name from the stays of a meeting; gives from how many."""
    erased: list[MeetingsItem] = []
    with answering():
        for item in items_of(MeetingsItem.query(_place(uuid), MeetingsItem.key.startswith(STAY), consistent_read=True)):
            stay = _stay(item)
            if is_them(stay):
                bare = msgspec.structs.replace(stay, user=None, invitee=None, name=None, erased=True)
                erased.append(MeetingsItem(item.place, item.key, body=_text(bare), expires=item.expires))
    write_in_batches(MeetingsItem, erased, [])
    return len(erased)


def _stay_item(meeting: str, stay: Stay, expires: int | None) -> MeetingsItem:
    return MeetingsItem(_place(meeting), _key(stay), body=_text(stay), expires=expires)


def _key(stay: Stay) -> str:
    return f"{STAY}{stay.joined_at or ''}#{stay.uuid}"


def _place(uuid: str) -> str:
    return f"#{uuid}"


def _text(body: msgspec.Struct) -> str:
    return msgspec.json.encode(body).decode()


def _head(item: MeetingsItem) -> Head:
    return Head(_meeting(item), item.body, item.listed)


def _meeting(item: MeetingsItem) -> Meeting:
    return decoded(item.body, Meeting, f"the meeting {item.key!r} of {item.place!r}")


def _stay(item: MeetingsItem) -> Stay:
    return decoded(item.body, Stay, f"the stay {item.key!r} of {item.place!r}")


def _is_over(item: MeetingsItem, now: float) -> bool:
    # DynamoDB deletes what has expired within days, not at once.
    return item.expires is not None and item.expires <= now
