"""Whether somebody may go on observing: asked when they ask to, and again and again while they do."""

from collections.abc import Callable, Collection, Iterable
from functools import cache, partial
from typing import Literal

import msgspec

from functions.shared.provisioning.difference import Change
from functions.shared.rights import may
from functions.shared.standings.grants import MORE_THAN_A_HOST
from functions.shared.standings.persons import Comer, user_of
from functions.shared.tables.conferences.kept_out import find_room_to_enter, is_kept_out, living_meeting
from functions.shared.tables.live.observing import Observing
from functions.shared.tables.own_rows import find_own_room
from functions.shared.tables.provisioned.documents import read_documents
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.provisioned.users import UsersItem, user_key
from functions.shared.tables.revocations import find_revocations

# Why the right is over.
Reason = Literal["token_over", "user_gone", "no_room", "not_observable", "no_meeting", "kept_out"]


def person_of(subject: str, domain: str) -> User | None:
    """The user of the directory that a token's subject names, if it names one: one table call."""
    key = user_key(user_of(subject, domain))
    return read_documents(UsersItem, domain, [key]).get(key, User)


def is_kept_from(room: Room, subject: str, domain: str, can: Collection[str]) -> bool:
    """Whether a host keeps a token's holder out of the room's meeting; whoever runs the service nobody keeps out."""
    if may(can, MORE_THAN_A_HOST):
        return False
    _, kept = find_room_to_enter(room.name)
    return is_kept_out(kept, room.conference, Comer(user=user_of(subject, domain)))


class Rights:
    """What the tables say at one moment; what many observers share is read once."""

    def __init__(self, now: float) -> None:
        """`now` is in seconds since 1970."""
        self._now = now
        self._revocations = cache(partial(find_revocations, now=now))
        self._room: Callable[[str, str], Room | None] = cache(find_own_room)
        self._meeting: Callable[[str], str | None] = cache(living_meeting)

    def why_over(self, one: Observing) -> Reason | None:
        """Why somebody may watch no more; None while they may.

        Raises:
            TablesUnavailable: nobody can say.
        """
        viewer = one.viewer
        if viewer.ends <= self._now or self._revocations(viewer.domain).refuse(
            viewer.token, viewer.subject, viewer.issued
        ):
            return "token_over"
        if one.person and not _is_enabled(person_of(viewer.subject, viewer.domain)):
            return "user_gone"
        room = self._room(one.conference, viewer.domain)
        if room is None:
            return "no_room"
        if not room.observers:
            return "not_observable"
        if self._meeting(one.conference) is None:
            return "no_meeting"
        return "kept_out" if is_kept_from(room, viewer.subject, viewer.domain, viewer.can) else None


def _is_enabled(user: User | None) -> bool:
    return user is not None and user.enabled


class _Permission(msgspec.Struct):
    """Of a room or a user what may take the right away."""

    observers: bool = False
    enabled: bool = True


def takes_right(changes: Iterable[Change]) -> bool:
    """Whether a change of rooms or users may have taken from somebody the right to observe."""
    return any(_takes(change) for change in changes if change.before)


def _takes(change: Change) -> bool:
    if change.kind is RoomsItem:
        return _said(change.before).observers and not (change.after and _said(change.after).observers)
    is_user = change.kind is UsersItem and change.key.startswith(user_key(""))
    return is_user and not (change.after and _said(change.after).enabled)


def _said(document: str) -> _Permission:
    return msgspec.json.decode(document, type=_Permission)
