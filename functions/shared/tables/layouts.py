"""A domain's own layouts and groups, and which rooms show them: all of a domain is one Query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import DeleteError, PutError
from pynamodb.expressions.condition import Condition

from functions.shared.layouts import Group, Layout
from functions.shared.tables.base import ItemMeta, Unreadable, answering, condition_failed, table_name
from functions.shared.tables.documents import DocumentItem, encode
from functions.shared.tables.reading import decoded, items_of, tell
from functions.shared.tables.rooms import LAYOUTS_KEY, RenderedLayouts, RoomsItem

LAYOUT, GROUP, ROOM = "layout#", "group#", "room#"

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


Kept = StoredLayout | StoredGroup | Damaged


class ShownIn(msgspec.Struct, frozen=True, kw_only=True):
    """A room and what it lists: names of layouts, and of groups with `group:` before them."""

    room: str
    names: tuple[str, ...]


class LayoutsItem(DocumentItem):
    """(domain, `layout#name`), (domain, `group#name`), (domain, `room#name`)."""

    class Meta(ItemMeta):
        table_name = table_name("layouts")

    domain = UnicodeAttribute(hash_key=True)
    # What a write is conditional on; provisioning leaves it out.
    revision = NumberAttribute(null=True)


@dataclass(frozen=True)
class DomainLayouts:
    """Everything that a domain has of its own, by name."""

    layouts: Mapping[str, StoredLayout]
    groups: Mapping[str, StoredGroup]
    rooms: Mapping[str, ShownIn]
    # Those that cannot be read, by name: they are left out everywhere, and may be written anew or deleted.
    damaged_layouts: Mapping[str, "Damaged"]
    damaged_groups: Mapping[str, "Damaged"]


def layouts_of(domain: str) -> DomainLayouts:
    """Read a domain's layouts, as new as the last write."""
    with answering():
        items = list(items_of(LayoutsItem.query(domain, consistent_read=True)))
    layouts, damaged_layouts = _decoded(items, LAYOUT, StoredLayout)
    groups, damaged_groups = _decoded(items, GROUP, StoredGroup)
    return DomainLayouts(layouts, groups, _decoded(items, ROOM, ShownIn)[0], damaged_layouts, damaged_groups)


def put_layout(domain: str, stored: StoredLayout, before: Kept | None) -> bool:
    """Write a layout; False if somebody else has written since `before` was read."""
    return _put(domain, LAYOUT + stored.layout.name, stored, before)


def put_group(domain: str, stored: StoredGroup, before: Kept | None) -> bool:
    """Write a group; False if somebody else has written since `before` was read."""
    return _put(domain, GROUP + stored.group.name, stored, before)


def delete_layout(domain: str, name: str, before: Kept) -> bool:
    """Delete a layout; False if somebody else has written since `before` was read."""
    return _delete(domain, LAYOUT + name, before)


def delete_group(domain: str, name: str, before: Kept) -> bool:
    """Delete a group; False if somebody else has written since `before` was read."""
    return _delete(domain, GROUP + name, before)


def read_rendered(room: str) -> str | None:
    """Read a room's set as it is stored, to be replaced."""
    with answering():
        try:
            return str(RoomsItem.get(room, LAYOUTS_KEY, consistent_read=True).body)
        except RoomsItem.DoesNotExist:
            return None


def replace_rendered(room: str, rendered: RenderedLayouts, before: str | None) -> bool:
    """Write a room's set; False if somebody else has written since `before` was read."""
    condition = RoomsItem.body.does_not_exist() if before is None else RoomsItem.body == before
    with answering():
        return _saved(RoomsItem(room, LAYOUTS_KEY, body=encode(rendered)), condition)


def _put(domain: str, key: str, stored: StoredLayout | StoredGroup, before: Kept | None) -> bool:
    item = LayoutsItem(domain, key, body=encode(stored), revision=stored.revision)
    with answering():
        return _saved(item, _unchanged(before))


def _unchanged(before: Kept | None) -> Condition:
    if before is None:
        return LayoutsItem.body.does_not_exist()
    if isinstance(before, Damaged):
        return LayoutsItem.body == before.text
    same = (LayoutsItem.revision == before.revision) | LayoutsItem.revision.does_not_exist()
    condition: Condition = same & LayoutsItem.body.exists()
    return condition


def _saved(item: DocumentItem, condition: Condition) -> bool:
    try:
        item.save(condition=condition)
    except PutError as error:
        if condition_failed(error):
            return False
        raise
    return True


def _delete(domain: str, key: str, before: Kept) -> bool:
    with answering():
        try:
            LayoutsItem(domain, key).delete(condition=_unchanged(before))
        except DeleteError as error:
            if condition_failed(error):
                return False
            raise
    return True


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
