"""What a file would change in the tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import msgspec

from functions.shared.tables.base import answering, batch_get
from functions.shared.tables.provisioned import layouts, rooms, routes, users
from functions.shared.tables.provisioned.documents import DocumentItem
from functions.shared.tables.provisioned.identities import IdentitiesItem
from infra.provisioning.file_format import Provisioning
from infra.provisioning.outgrown import Key, outgrown, owner_of
from infra.provisioning.rows import Row

# BatchGetItem takes 100 keys.
BATCH_SIZE = 100
KINDS: tuple[type[DocumentItem], ...] = (
    users.UsersItem,
    rooms.RoomsItem,
    routes.RoutesItem,
    layouts.LayoutsItem,
    # Last: a node may ask for what is there already.
    IdentitiesItem,
)
HIDDEN = frozenset({"a1_hash", "salt", "participant_hash", "moderator_hash", "invitees", "credentials"})


@dataclass(frozen=True)
class Change:
    """One item that appears, changes or goes."""

    verb: Literal["add", "change", "remove"]
    kind: type[DocumentItem]
    hash_key: str
    key: str
    before: str = ""
    after: str = ""

    @property
    def table(self) -> str:
        return self.kind.__name__.removesuffix("Item").lower()

    def __str__(self) -> str:
        sign = {"add": "+", "change": "~", "remove": "-"}[self.verb]
        fields = (
            "".join(f"\n      {line}" for line in _fields(self.before, self.after)) if self.verb == "change" else ""
        )
        return f"  {sign} {self.table} {self.hash_key} {self.key}{fields}"


def difference(wanted: list[Row]) -> list[Change]:
    """Compare what should be with what the tables hold."""
    changes = []
    held = bodies((row.kind, row.hash_key, row.key) for row in wanted)
    current = [held.get((row.kind, row.hash_key, row.key)) for row in wanted]
    for row, before in zip(wanted, current, strict=True):
        if before is None:
            changes.append(Change("add", row.kind, row.hash_key, row.key, after=row.body))
        elif before != row.body:
            changes.append(Change("change", row.kind, row.hash_key, row.key, before, row.body))
    left = outgrown(wanted, current)
    return changes + [
        Change("remove", *key, before=body) for key, body in bodies(left).items() if owner_of(*key, body) == left[key]
    ]


def superfluous(file: Provisioning, wanted: list[Row]) -> list[Change]:
    """Find what the tables hold of the file's domains and contexts that the file does not name."""
    named = {(row.kind, row.hash_key, row.key) for row in wanted}
    # The rendered layouts of a room that still has some are no item of the file.
    shown = [row.key.removeprefix(layouts.ROOM) for row in wanted if row.key.startswith(layouts.ROOM)]
    named |= {(rooms.RoomsItem, room, rooms.LAYOUTS_KEY) for room in shown}
    held: list[DocumentItem] = []
    with answering():
        for domain in file.domains:
            held += users.UsersItem.query(domain.name)
            # Not its layouts: operators make them through the API, too.
            held += layouts.LayoutsItem.query(domain.name, layouts.LayoutsItem.key.startswith(layouts.ROOM))
        for context in file.contexts:
            held += routes.RoutesItem.query(context.name)
        # The only scan: pruning is rare and done by a person.
        held += _rooms_of({domain.name for domain in file.domains})
    return [
        Change("remove", type(item), hash_key, item.key, before=item.body)
        for item in held
        if (type(item), hash_key := _hash_key(item), item.key) not in named
    ]


def _rooms_of(domains: set[str]) -> Iterator[rooms.RoomsItem]:
    items = list(rooms.RoomsItem.scan())
    ours = set()
    for item in items:
        if item.key == rooms.ROOM_KEY and not item.room.startswith(rooms.dial_in_key("")):
            room = msgspec.json.decode(item.body, type=rooms.Room)
            if room.domain in domains:
                ours.add(room.name)
                yield item
    for item in items:
        if item.key == rooms.LAYOUTS_KEY and item.room in ours:
            yield item
        if (
            item.room.startswith(rooms.dial_in_key(""))
            and msgspec.json.decode(item.body, type=rooms.DialIn).room in ours
        ):
            yield item


def bodies(keys: Iterable[Key]) -> dict[Key, str]:
    """What the tables hold under these keys."""
    wanted, bodies = list(keys), dict[Key, str]()
    for kind in KINDS:
        pairs = [(hash_key, key) for found, hash_key, key in wanted if found is kind]
        for start in range(0, len(pairs), BATCH_SIZE):
            for item in batch_get(kind, pairs[start : start + BATCH_SIZE]):
                bodies[kind, _hash_key(item), item.key] = item.body
    return bodies


def _hash_key(item: DocumentItem) -> str:
    return str(getattr(item, str(item._hash_keyname)))


def changed_names(before: str, after: str) -> Iterator[str]:
    """The fields in which two documents differ."""
    old, new = msgspec.json.decode(before), msgspec.json.decode(after)
    yield from (name for name in sorted({*old, *new}) if old.get(name) != new.get(name))


def _fields(before: str, after: str) -> Iterator[str]:
    old, new = msgspec.json.decode(before), msgspec.json.decode(after)
    for name in changed_names(before, after):
        yield f"{name} changed" if name in HIDDEN else f"{name}: {_shown(old, name)} → {_shown(new, name)}"


def _shown(fields: dict[str, object], name: str) -> str:
    return msgspec.json.encode(fields[name]).decode() if name in fields else "(default)"
