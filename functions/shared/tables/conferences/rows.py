"""What is happening now in every conference; written by its node's relay only."""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.state import ConferenceState, MemberState, RecordingState, StreamState
from functions.shared.tables.base import (
    ItemMeta,
    TableItem,
    Unreadable,
    answering,
    batch_get_rows,
    table_name,
)
from functions.shared.tables.conferences.hands import HAND, Hand, with_hands
from functions.shared.tables.reading import decoded, items_of, readable, salvaged, tell

Body = TypeVar("Body", bound=msgspec.Struct)

CONFERENCE_KEY = "#"
MEMBER, RECORDING, STREAM = "member#", "recording#", "stream#"

# An ended conference answers 410 for a day, then 404.
ENDED_SECONDS = 24 * 3600


class StoredConference(msgspec.Struct, frozen=True, kw_only=True):
    """A conference as it is stored; `ended_at` (seconds since 1970) is None while it lives."""

    state: ConferenceState
    ended_at: float | None = None
    # Why, where nobody saw its end.
    ended_reason: str | None = None
    # Up to which seq of the feed the rows are folded; None in what was written before there was one.
    told: int | None = None
    # The seq of the newest event that moved a hand.
    hands: int = 0
    # Whether users of other domains are named with theirs; they are not in what was written before that was so.
    names_domains: bool = False


class ByDomain(GlobalSecondaryIndex["ConferencesItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """Living conferences of a domain: an ended one loses the attribute and so its place in the index."""

    class Meta:
        index_name = "by_domain"
        projection = AllProjection()

    live_domain = UnicodeAttribute(hash_key=True)
    conference = UnicodeAttribute(range_key=True)


class ByNode(GlobalSecondaryIndex["ConferencesItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """Living conferences of a node."""

    class Meta:
        index_name = "by_node"
        projection = AllProjection()

    live_node = UnicodeAttribute(hash_key=True)
    conference = UnicodeAttribute(range_key=True)


class ConferencesItem(TableItem):
    """`#` the conference, `member#uuid`, `recording#id`, `stream#id`, `hand#…`; each is a struct as JSON."""

    class Meta(ItemMeta):
        table_name = table_name("conferences")

    conference = UnicodeAttribute(hash_key=True)
    key = UnicodeAttribute(range_key=True)
    body = UnicodeAttribute()
    # The meeting's uuid: rows that a crash left behind from an earlier meeting of the same name are not read.
    uuid = UnicodeAttribute()
    # Of recordings and streams: what only the relay needs, and what stood there and could not be read; see
    # `tables.outputs`.
    job = UnicodeAttribute(null=True)
    unread = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    live_domain = UnicodeAttribute(null=True)
    live_node = UnicodeAttribute(null=True)
    ended_at = NumberAttribute(null=True)
    ended_reason = UnicodeAttribute(null=True)
    told = NumberAttribute(null=True)
    # How many observe it, for who may read no body; none where nobody does.
    observed_by = NumberAttribute(null=True)
    # The uuid of the meeting as which one began that was moved here, for who may read no body.
    began_as = UnicodeAttribute(null=True)
    # 1 where users of other domains are named with theirs.
    names_domains = NumberAttribute(null=True)
    expires = NumberAttribute(null=True)
    by_domain = ByDomain()
    by_node = ByNode()


def find_conference(name: str) -> StoredConference | None:
    """Read a conference with its members, recordings and streams: one Query, as new as the last write.

    Raises:
        Unreadable: its own row cannot be read; another row that cannot is left out.
    """
    with answering():
        items = list(items_of(ConferencesItem.query(name, consistent_read=True)))
    head = next((item for item in items if item.key == CONFERENCE_KEY), None)
    return None if head is None else _whole(stored_head(head), [item for item in items if item.uuid == head.uuid])


def find_left_behind(name: str) -> StoredConference | None:
    """Read a conference that will be written anew: of its own row as much as can be read."""
    with answering():
        items = list(items_of(ConferencesItem.query(name, consistent_read=True)))
    head = next((item for item in items if item.key == CONFERENCE_KEY), None)
    if head is None:
        return None
    return _whole(_salvaged_head(head), [item for item in items if item.uuid == head.uuid])


def _whole(stored: StoredConference, rows: Sequence[ConferencesItem]) -> StoredConference:
    state = msgspec.structs.replace(
        stored.state,
        members=tuple(sorted(_bodies(rows, MEMBER, MemberState), key=lambda member: member.number or 0)),
        recordings=tuple(_bodies(rows, RECORDING, RecordingState)),
        streams=tuple(_bodies(rows, STREAM, StreamState)),
    )
    moved = max((int(row.version or 0) for row in rows if row.key.startswith(HAND)), default=0)
    return msgspec.structs.replace(stored, state=with_hands(state, _bodies(rows, HAND, Hand)), hands=moved)


def conferences_of_domain(domain: str, *, limit: int, after: str | None = None) -> list[ConferenceState]:
    """Read up to `limit` living conferences of a domain in the order of their names, without members.

    Those in which people wait are none of them.
    """
    beyond = ConferencesItem.conference > after if after is not None else None
    with answering():
        # Not `limit`: a row that is left out is made up for by the next one.
        found = ConferencesItem.by_domain.query(domain, range_key_condition=beyond, page_size=limit)
        shown = (state for state in readable(found, _state) if not is_waiting_room(state.name))
        return list(islice(shown, limit))


def conferences_named(names: Sequence[str], *, domain: str, limit: int) -> list[ConferenceState]:
    """Read up to `limit` living conferences of a domain out of these, in this order, without members."""
    found: list[ConferenceState] = []
    # BatchGetItem takes 100 keys.
    for start in range(0, len(names), 100):
        keys = [(name, CONFERENCE_KEY) for name in names[start : start + 100]]
        # First only whose each is: what another domain's says would have to be read before it is left out.
        owners = batch_get_rows(ConferencesItem, keys, only=("conference", "live_domain"))
        mine = {row["conference"]["S"] for row in owners if row.get("live_domain", {}).get("S") == domain}
        rows = batch_get_rows(ConferencesItem, [key for key in keys if key[0] in mine]) if mine else []
        items = items_of(map(ConferencesItem.from_raw_data, rows))
        living = (item for item in items if item.live_domain == domain)
        named = {state.name: state for state in readable(living, _state)}
        found += [named[name] for name in names[start : start + 100] if name in named]
        if len(found) >= limit:
            break
    return found[:limit]


def conferences_of_node(node: str) -> list[ConferenceState]:
    """Read the living conferences of a node, without members; right after a write the newest may be missing.

    Of a row that cannot be read at least the name and the meeting are known: its relay must end or rewrite it.
    """
    return [stored.state for stored in heads_of_node(node)]


def heads_of_node(node: str) -> list[StoredConference]:
    """Do the same, with what else their own rows say."""
    with answering():
        return [_salvaged_head(item) for item in items_of(ConferencesItem.by_node.query(node))]


def nodes_of_conferences() -> set[str]:
    """Read the names of the nodes under which living conferences stand; a scan, so never for a caller who waits."""
    with answering():
        found = items_of(ConferencesItem.by_node.scan(attributes_to_get=["live_node"]))
        # What a node records, streams and stores stands there, too, before an @.
        return {item.live_node.rpartition("@")[2] for item in found if item.live_node}


def stored_head(item: ConferencesItem) -> StoredConference:
    """What a conference's own row says, without members, recordings and streams."""
    return _head(item, _state(item))


def _salvaged_head(item: ConferencesItem) -> StoredConference:
    return _head(item, salvaged_state(item))


def _head(item: ConferencesItem, state: ConferenceState) -> StoredConference:
    return StoredConference(
        state=state,
        ended_at=_ended_at(item),
        ended_reason=item.ended_reason,
        told=_told(item),
        names_domains=bool(item.names_domains),
    )


def _told(item: ConferencesItem) -> int | None:
    return None if item.told is None else int(item.told)


def _ended_at(item: ConferencesItem) -> float | None:
    return None if item.ended_at is None else float(item.ended_at)


def _state(item: ConferencesItem) -> ConferenceState:
    return _decoded(ConferenceState, item)


def salvaged_state(item: ConferencesItem) -> ConferenceState:
    """What a conference's own row says, or as much of it as can be read."""
    try:
        return _state(item)
    except Unreadable as error:
        tell(error)
        known = {"name": item.conference, "uuid": item.uuid, "node": item.live_node or ""}
        return salvaged(item.body, ConferenceState, **known)


def _bodies(items: Sequence[ConferencesItem], prefix: str, kind: type[Body]) -> list[Body]:
    return list(readable((item for item in items if item.key.startswith(prefix)), partial(_decoded, kind)))


def _decoded(kind: type[Body], item: ConferencesItem) -> Body:
    return decoded(item.body, kind, f"item {item.conference!r} {item.key!r}")
