"""Who was let to observe a conference, and by which token: (`@observers`, the user of the call), until it must end."""

from collections.abc import Iterator

import msgspec

from functions.shared.tables.base import answering
from functions.shared.tables.live.connections import ConnectionsItem, Viewer
from functions.shared.tables.reading import decoded, readable
from functions.shared.tables.transactions import Delete, Put

# No conference's name has an @, and no connection's row of its own begins so.
OBSERVERS_KEY = "@observers"


class Observing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody who may watch: a call of `user`, for as long as the token of `viewer` and the room let them.

    Attributes:
        person: the user of the directory that the token's subject named then; empty where it named none.
        until: seconds since 1970; the call ends by itself then.
    """

    user: str
    viewer: Viewer
    conference: str
    person: str = ""
    until: int


def new_observing(one: Observing) -> Put:
    """To be written together with the user of the call."""
    body = msgspec.json.encode(one).decode()
    return Put(ConnectionsItem(OBSERVERS_KEY, one.user, viewer=body, expires=one.until))


def all_observing() -> Iterator[Observing]:
    """Read everybody who was let to observe, all domains together.

    Raises:
        TablesUnavailable: no answer in time.
    """
    with answering():
        found = ConnectionsItem.query(OBSERVERS_KEY, consistent_read=True)
        yield from readable(found, lambda item: decoded(item.viewer, Observing, f"observer {item.connection}"))


def no_longer_observing(user: str) -> Delete:
    """To be written together with the word that they were ended; refused where that is done already."""
    return Delete(ConnectionsItem(OBSERVERS_KEY, user), ConnectionsItem.connection.exists())


def forget_observing(user: str) -> None:
    """They watch no more; to say it twice changes nothing."""
    with answering():
        ConnectionsItem(OBSERVERS_KEY, user).delete()
