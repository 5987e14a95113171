"""A domain's own layouts and groups, which are one Query, and which rooms show them, maybe a million."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from functions.shared.audit.entry import Entry
from functions.shared.layouts import Group, Layout
from functions.shared.tables.base import ItemMeta, Unreadable, answering, table_name
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned.documents import DocumentItem, encode
from functions.shared.tables.reading import decoded, items_of, tell
from functions.shared.tables.transactions import Delete, Put, write_together

LAYOUT, GROUP, ROOM, CHANGES = "layout#", "group#", "room#", "#changes"

Stored = TypeVar("Stored", bound=msgspec.Struct)


class StoredLayout(msgspec.Struct, frozen=True, kw_only=True):
    """A layout; `changed_at` is in seconds since 1970."""

    layout: Layout
    revision: int = 1
    changed_at: float = 0.0


class StoredGroup(msgspec.Struct, frozen=True, kw_only=True):
    """A group of layouts."""

    group: Group
    revision: int = 1
    changed_at: float = 0.0


class Damaged(msgspec.Struct, frozen=True):
    """The text of a layout or group that is none."""

    text: str
    revision: int = 0


StoredDocument = StoredLayout | StoredGroup | Damaged


class ShownIn(msgspec.Struct, frozen=True, kw_only=True):
    """A room and what it lists: names of layouts, and of groups with `group:` before them."""

    room: str
    names: tuple[str, ...]


class LayoutsItem(DocumentItem):
    """(domain, `layout#name`), (domain, `group#name`), (domain, `room#name`), (domain, `#changes`)."""

    class Meta(ItemMeta):
        table_name = table_name("layouts")

    domain = UnicodeAttribute(hash_key=True)
    # Of `#changes`: how often anything of the domain was written.
    revision = NumberAttribute(null=True)


@dataclass(frozen=True)
class DomainLayouts:
    """The layouts and groups that a domain has of its own, by name."""

    layouts: Mapping[str, StoredLayout]
    groups: Mapping[str, StoredGroup]
    # Those that cannot be read, by name: they are left out everywhere, and may be written anew or deleted.
    damaged_layouts: Mapping[str, "Damaged"]
    damaged_groups: Mapping[str, "Damaged"]
    # How often anything of it was written.
    changes: int = 0

    def next_revision(self, before: StoredDocument | None) -> int:
        """The revision of what is written now: none means two things, even if a layout is deleted and made again."""
        return max(before.revision if before else 0, self.changes) + 1


def layouts_of(domain: str) -> DomainLayouts:
    """Read a domain's layouts, as new as the last write; none of its rooms, however many they are."""
    with answering():
        # The rooms are the last ones by their keys.
        items = list(items_of(LayoutsItem.query(domain, LayoutsItem.key < ROOM, consistent_read=True)))
    layouts, damaged_layouts = _decoded(items, LAYOUT, StoredLayout)
    groups, damaged_groups = _decoded(items, GROUP, StoredGroup)
    changes = next((int(item.revision or 0) for item in items if item.key == CHANGES), 0)
    return DomainLayouts(layouts, groups, damaged_layouts, damaged_groups, changes)


def shown_in_rooms(domain: str, most: int | None = None) -> Iterator[ShownIn]:
    """Read which rooms list layouts, and which, as new as the last write: all of them, or the first so many."""
    with answering():
        found = LayoutsItem.query(domain, LayoutsItem.key.startswith(ROOM), consistent_read=True, limit=most)
        items = list(items_of(found))
    yield from _decoded(items, ROOM, ShownIn)[0].values()


def shown_in(domain: str, room: str) -> ShownIn | None:
    """Read which layouts one room lists."""
    with answering():
        items = list(items_of(LayoutsItem.query(domain, LayoutsItem.key == ROOM + room, consistent_read=True)))
    return _decoded(items, ROOM, ShownIn)[0].get(room)


def put_layout(domain: str, stored: StoredLayout, read: DomainLayouts, entry: Entry | None = None) -> bool:
    """Write a layout; False if anything of the domain was written since `read`: what was checked may not hold."""
    return _put(domain, LAYOUT + stored.layout.name, stored, read, entry)


def put_group(domain: str, stored: StoredGroup, read: DomainLayouts, entry: Entry | None = None) -> bool:
    """Write a group; False if anything of the domain was written since `read`: what was checked may not hold."""
    return _put(domain, GROUP + stored.group.name, stored, read, entry)


def delete_layout(domain: str, name: str, read: DomainLayouts, entry: Entry | None = None) -> bool:
    """Delete a layout; False if anything of the domain was written since `read`: a room may show it by now."""
    return _delete(domain, LAYOUT + name, read, entry)


def delete_group(domain: str, name: str, read: DomainLayouts, entry: Entry | None = None) -> bool:
    """Delete a group; False if anything of the domain was written since `read`: a room may show it by now."""
    return _delete(domain, GROUP + name, read, entry)


def next_change(domain: str, read: DomainLayouts) -> Put:
    """What is written along with every change of a domain's layouts; refused if there was another since `read`."""
    unchanged = LayoutsItem.revision == read.changes
    first = LayoutsItem.revision.does_not_exist()
    condition = first | unchanged if read.changes == 0 else unchanged
    return Put(LayoutsItem(domain, CHANGES, body="{}", revision=read.changes + 1), condition)


def _put(domain: str, key: str, stored: StoredLayout | StoredGroup, read: DomainLayouts, entry: Entry | None) -> bool:
    item = LayoutsItem(domain, key, body=encode(stored))
    done = not write_together([Put(item), next_change(domain, read), *_entered(entry)])
    # The client tries twice where an answer is lost.
    return done or _text(domain, key) == item.body


def _delete(domain: str, key: str, read: DomainLayouts, entry: Entry | None) -> bool:
    done = not write_together([Delete(LayoutsItem(domain, key)), next_change(domain, read), *_entered(entry)])
    return done or _text(domain, key) is None


def _entered(entry: Entry | None) -> list[Put]:
    """The change's entry in the audit, which is written with it or not at all."""
    return [] if entry is None else [new_entry(entry)]


def _text(domain: str, key: str) -> str | None:
    with answering():
        found = LayoutsItem.query(domain, LayoutsItem.key == key, consistent_read=True)
        return next((str(item.body) for item in found), None)


def _decoded(
    items: Iterable[LayoutsItem], prefix: str, kind: type[Stored]
) -> tuple[dict[str, Stored], dict[str, Damaged]]:
    """Those of a kind by name, and those that cannot be read."""
    found: dict[str, Stored] = {}
    damaged: dict[str, Damaged] = {}
    for item in items:
        if item.key.startswith(prefix):
            name = item.key.removeprefix(prefix)
            try:
                found[name] = decoded(item.body, kind, f"item {item.domain!r} {item.key!r}")
            except Unreadable as error:
                tell(error)
                damaged[name] = Damaged(item.body or "")
    return found, damaged
