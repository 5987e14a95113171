"""Open connections: (`#connection`, connection) whose it is, (conference, connection) that it listens to it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection, KeysOnlyProjection

from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.base import ItemMeta, TableItem, answering, shared_connection, table_name
from functions.shared.tables.own_rows import says
from functions.shared.tables.reading import decoded, items_of, readable

# API Gateway ends every connection after so long.
LIFE_SECONDS = 2 * 3600


class Viewer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who listens: what stood in the token that opened the connection."""

    subject: str
    domain: str
    conferences: tuple[str, ...] = ()
    can: tuple[str, ...] = ()
    # The token's own id, when it was issued and when it ends (seconds since 1970).
    token: str = ""
    issued: float | None = None
    ends: float = 0.0
    # What the holder is called.
    name: str = ""
    # Whether they came by a participant's link; and whether they follow a conference only while they are in it, for its
    # room had a lobby when they began to.
    guest: bool = False
    inside: bool = False


class ByConnection(GlobalSecondaryIndex["ConnectionsItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """What a connection listens to."""

    class Meta:
        index_name = "by_connection"
        projection = KeysOnlyProjection()

    connection = UnicodeAttribute(hash_key=True)
    conference = UnicodeAttribute(range_key=True)


class ByDomain(GlobalSecondaryIndex["ConnectionsItem"]):  # type: ignore[no-untyped-call]  # see above
    """The open connections of a domain, each once, and of a subject in it: only the rows that say whose each is."""

    class Meta:
        index_name = "by_domain"
        projection = IncludeProjection(["viewer"])

    domain = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)
    viewer = UnicodeAttribute()


class ConnectionsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("connections")

    conference = UnicodeAttribute(hash_key=True)
    connection = UnicodeAttribute(range_key=True)
    viewer = UnicodeAttribute()
    # Of the row that says whose it is.
    domain = UnicodeAttribute(null=True)
    subject = UnicodeAttribute(null=True)
    # Since when it listens (RFC 3339).
    since = UnicodeAttribute(null=True)
    expires = NumberAttribute()
    by_connection = ByConnection()
    by_domain = ByDomain()


def written(viewer: Viewer) -> str:
    return msgspec.json.encode(viewer).decode()


def read_viewer(text: str, what: str) -> Viewer:
    """Read who it is.

    Raises:
        Unreadable: the row holds something else.
    """
    return decoded(text, Viewer, what)


def put_connection(connection: str, viewer: Viewer, *, now: float) -> None:
    """A connection is open."""
    whose = [ConnectionsItem.domain.set(viewer.domain), ConnectionsItem.subject.set(viewer.subject)]
    _write(_home(connection), connection, viewer, whose, now=now)


def find_viewer(connection: str) -> Viewer | None:
    """Whose connection it is, as new as the last write; None for one that is closed."""
    with answering():
        try:
            item = ConnectionsItem.get(_home(connection), connection, consistent_read=True)
        except ConnectionsItem.DoesNotExist:
            return None
    return read_viewer(item.viewer, f"connection {connection}")


def open_connections() -> Iterator[tuple[str, Viewer]]:
    """Read every open connection, and whose it is; a scan, so never for somebody who waits.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        found = ConnectionsItem.scan(ConnectionsItem.conference.startswith(_home("")))
        yield from readable(found, lambda item: (item.connection, read_viewer(item.viewer, "a connection")))


def connections_of(domain: str, subject: str = "") -> Iterator[tuple[str, Viewer]]:
    """Read the open connections of a domain, or of one subject in it; one of the last moment may be missing.

    Raises:
        TablesUnavailable: no answer in time.
    """
    whose = ConnectionsItem.subject == subject if subject else None
    with answering():
        found = ConnectionsItem.by_domain.query(domain, whose)
        yield from readable(found, lambda item: (item.connection, read_viewer(item.viewer, "a connection")))


def listen(conference: str, connection: str, viewer: Viewer, *, now: float) -> None:
    """From now on the connection is told what happens in the conference; to say it twice changes nothing."""
    _write(conference, connection, viewer, [], now=now)


def _write(conference: str, connection: str, viewer: Viewer, more: Iterable[Action], *, now: float) -> None:
    actions: list[Action] = [
        *more,
        ConnectionsItem.viewer.set(written(viewer)),
        ConnectionsItem.expires.set(int(now + LIFE_SECONDS)),
        ConnectionsItem.since.set(ConnectionsItem.since | rfc3339(now)),
    ]
    with answering():
        ConnectionsItem(conference, connection).update(actions=actions)


def beginnings(domain: str) -> str:
    """What stands for a conference's name where somebody listens to which of them begin and end; none has a `*`."""
    return f"*{domain}"


def is_beginnings(listened: str) -> bool:
    """Whether somebody listens to that, and not to a conference."""
    return listened.startswith("*")


def listen_no_more(conference: str, connection: str) -> bool:
    """Tell a connection nothing more of a conference; False where it did not listen."""
    table: Any = ConnectionsItem._get_connection()
    with answering():
        gone = table.delete_item(conference, connection, return_values="ALL_OLD")
    return "Attributes" in gone


def listened_to(connection: str) -> list[str]:
    """The conferences that a connection listens to; one of the last second may be missing."""
    with answering():
        found = items_of(ConnectionsItem.by_connection.query(connection))
        return [item.conference for item in found if item.conference != _home(connection)]


def listeners(conference: str) -> list[tuple[str, Viewer]]:
    """Every connection that listens to a conference, and whose it is: one Query for each 1 MB of rows."""
    with answering():
        found = ConnectionsItem.query(conference, consistent_read=True)
        return list(readable(found, lambda item: (item.connection, read_viewer(item.viewer, "a listener"))))


@dataclass(frozen=True)
class Listener:
    """A connection that listens, whose it is, and since when (RFC 3339)."""

    connection: str
    viewer: Viewer
    since: str


def listening(conference: str, domain: str, *, now: float) -> list[Listener]:
    """Who of a domain listens to a conference: no connection whose time is over, and none whose token's is."""
    of_domain = says(ConnectionsItem.viewer, domain) & (ConnectionsItem.expires > now)
    with answering():
        found = ConnectionsItem.query(conference, filter_condition=of_domain, consistent_read=True)
        each = readable(
            found, lambda item: Listener(item.connection, read_viewer(item.viewer, "a listener"), item.since or "")
        )
        return [one for one in each if one.viewer.domain == domain and one.viewer.ends > now]


def forget_connection(connection: str) -> bool:
    """A connection is closed: its rows go, 25 at a time. Tells whether it listened to anything."""
    conferences = [_home(connection), *listened_to(connection)]
    client: Any = shared_connection().client
    name = str(ConnectionsItem.Meta.table_name)
    for keys in _parts(conferences):
        wanted = [
            {"DeleteRequest": {"Key": {"conference": {"S": one}, "connection": {"S": connection}}}} for one in keys
        ]
        with answering():
            # What is left out goes when its time is over, or when somebody finds that the connection is gone.
            client.batch_write_item(RequestItems={name: wanted})
    return len(conferences) > 1


def _home(connection: str) -> str:
    """No conference's name begins so."""
    return f"#{connection}"


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), 25):
        yield names[start : start + 25]
