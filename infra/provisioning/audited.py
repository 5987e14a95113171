"""What a run of provisioning changes, for the audit: an entry for each item, which is written together with it."""

import time
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import structs

from functions.shared.audit.entry import Entry, new_id
from functions.shared.encoders.dial_strings import as_domain
from functions.shared.provisioning.difference import Change, changed_names
from functions.shared.settings import ProvisionSettings, read
from functions.shared.tables.conferences.scenes import ScenesItem, kept_in
from functions.shared.tables.known.people import pseudonyms_of
from functions.shared.tables.provisioned import domain_items, layouts, rendered, rooms, users
from functions.shared.tables.provisioned.rules import RoomRules
from infra.operators import entry_by_operator


def entries_of(changes: Sequence[Change]) -> list[Entry]:
    """The entries of these changes, in their order.

    Raises:
        TablesUnavailable: who did it, or to whom, cannot be noted now.
    """
    now, places = time.time(), list(_domains(changes))
    about = [_user(change) for change in changes]
    known = {domain: entry_by_operator(domain, "provision", now=now) for domain in set(places)}
    named = list(zip(places, about, strict=True))
    people = {
        domain: pseudonyms_of(domain, {user for place, user in named if user and place == domain}) for domain in known
    }
    return [
        structs.replace(
            known[domain],
            id=new_id(),
            operation=f"provision_{change.verb}",
            object=_object(change, user),
            about=people[domain][user] if user else "",
            fields=tuple(changed_names(change.before, change.after)) if change.verb == "change" else (),
        )
        for change, (domain, user) in zip(changes, named, strict=True)
    ]


def _domains(changes: Sequence[Change]) -> Iterator[str]:
    """Whose each item is; what belongs to no domain, as a dialplan's context, is the main domain's."""
    main = as_domain(read(ProvisionSettings).main_domain)
    found: dict[str, str] = {}
    for change in changes:
        if change.kind in (users.UsersItem, layouts.LayoutsItem):
            yield change.hash_key
        elif change.kind in (rooms.RoomsItem, rendered.RenderedItem):
            yield _room_domain(change, found) or main
        elif change.kind is ScenesItem:
            yield kept_in(change.key, change.after or change.before).domain
        else:
            yield main


def _room_domain(change: Change, found: dict[str, str]) -> str:
    """The domain of a room's item; its dial-in id and its layouts name only the room."""
    body = change.after or change.before
    if change.hash_key.startswith(rooms.dial_in_key("")):
        name = msgspec.json.decode(body, type=rooms.DialIn).room
    elif change.hash_key.startswith(rooms.rules_key("")):
        return msgspec.json.decode(body, type=RoomRules).domain
    elif change.key == rooms.ROOM_KEY:
        room = msgspec.json.decode(body, type=rooms.Room)
        return found.setdefault(room.name, room.domain)
    else:
        name = change.hash_key
    if name not in found:
        stored = rooms.find_room(name)
        found[name] = stored.domain if stored is not None else ""
    return found[name]


def _user(change: Change) -> str:
    """The user whose item it is, by id or by alias; empty for everything else."""
    if change.kind is not users.UsersItem or not change.key.startswith(users.user_key("")):
        return ""
    return msgspec.json.decode(change.after or change.before, type=domain_items.User).id


def _object(change: Change, user: str) -> str:
    """The table and the keys; of a user, who may be forgotten, neither id nor alias."""
    if not user:
        return f"{change.table} {change.hash_key} {change.key}"
    return "users user" if change.key == users.user_key(user) else "users alias"
