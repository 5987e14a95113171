"""What wanted items would change in the tables."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from functions.shared.provisioning.outgrown import Key, outgrown, owner_of
from functions.shared.provisioning.rows import Row
from functions.shared.tables.base import batch_get
from functions.shared.tables.conferences.scenes import ScenesItem
from functions.shared.tables.provisioned import layouts, rendered, rooms, routes, users
from functions.shared.tables.provisioned.documents import DocumentItem, Written, written_in
from functions.shared.tables.provisioned.identities import IdentitiesItem

# BatchGetItem takes 100 keys.
BATCH_SIZE = 100
KINDS: tuple[type[DocumentItem], ...] = (
    users.UsersItem,
    rooms.RoomsItem,
    routes.RoutesItem,
    layouts.LayoutsItem,
    rendered.RenderedItem,
    ScenesItem,
    # Last: a node may ask for what is there already.
    IdentitiesItem,
)
UNWRITTEN = Written()
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
    written: Written = UNWRITTEN

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
    return changes_to(wanted, now=time.time())


def changes_to(wanted: Sequence[Row], *, now: float) -> list[Change]:
    """Do the same for what is written at a moment (seconds since 1970), which its revisions tell."""
    changes = []
    held = items((row.kind, row.hash_key, row.key) for row in wanted)
    current = [held.get((row.kind, row.hash_key, row.key)) for row in wanted]
    for row, before in zip(wanted, current, strict=True):
        key = (row.kind, row.hash_key, row.key)
        if before is None:
            written = Written().next(now, by_api=bool(row.by_api))
            changes.append(Change("add", *key, after=row.body, written=written))
        elif before.text() != row.body or before.is_outdated:
            written = written_in(before.written).next(now, by_api=row.by_api)
            changes.append(Change("change", *key, before.text(), row.body, written))
    left = outgrown(wanted, [None if before is None else before.text() for before in current])
    return changes + [
        Change("remove", *key, before=body) for key, body in bodies(left).items() if owner_of(*key, body) == left[key]
    ]


def bodies(keys: Iterable[Key]) -> dict[Key, str]:
    """The whole documents that the tables hold under these keys."""
    return {key: item.text() for key, item in items(keys).items()}


def items(keys: Iterable[Key]) -> dict[Key, DocumentItem]:
    """What the tables hold under these keys."""
    wanted, found = list(keys), dict[Key, DocumentItem]()
    for kind in KINDS:
        pairs = [(hash_key, key) for of_kind, hash_key, key in wanted if of_kind is kind]
        for start in range(0, len(pairs), BATCH_SIZE):
            for item in batch_get(kind, pairs[start : start + BATCH_SIZE]):
                found[kind, hash_key_of(item), item.key] = item
    return found


def hash_key_of(item: DocumentItem) -> str:
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
