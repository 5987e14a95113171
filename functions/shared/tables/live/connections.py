"""Open connections: (`#connection`, connection) whose it is, (conference, connection) that it listens to it."""

from collections.abc import Iterator
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from functions.shared.tables.base import ItemMeta, TableItem, answering, shared_connection, table_name
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


class ByConnection(GlobalSecondaryIndex["ConnectionsItem"]):  # type: ignore[no-untyped-call]  # pynamodb leaves __init_subclass__ untyped
    """What a connection listens to."""

    class Meta:
        index_name = "by_connection"
        projection = KeysOnlyProjection()

    connection = UnicodeAttribute(hash_key=True)
    conference = UnicodeAttribute(range_key=True)


class ConnectionsItem(TableItem):
    class Meta(ItemMeta):
        table_name = table_name("connections")

    conference = UnicodeAttribute(hash_key=True)
    connection = UnicodeAttribute(range_key=True)
    viewer = UnicodeAttribute()
    expires = NumberAttribute()
    by_connection = ByConnection()


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
    listen(_home(connection), connection, viewer, now=now)


def find_viewer(connection: str) -> Viewer | None:
    """Whose connection it is, as new as the last write; None for one that is closed."""
    with answering():
        try:
            item = ConnectionsItem.get(_home(connection), connection, consistent_read=True)
        except ConnectionsItem.DoesNotExist:
            return None
    return read_viewer(item.viewer, f"connection {connection}")


def listen(conference: str, connection: str, viewer: Viewer, *, now: float) -> None:
    """From now on the connection is told what happens in the conference."""
    with answering():
        ConnectionsItem(conference, connection, viewer=written(viewer), expires=int(now + LIFE_SECONDS)).save()


def listen_no_more(conference: str, connection: str) -> None:
    """To do it twice changes nothing."""
    with answering():
        ConnectionsItem(conference, connection).delete()


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


def forget_connection(connection: str) -> None:
    """A connection is closed: its rows go, 25 at a time."""
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


def _home(connection: str) -> str:
    """No conference's name begins so."""
    return f"#{connection}"


def _parts(names: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(names), 25):
        yield names[start : start + 25]
