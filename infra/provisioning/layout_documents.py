"""A file's layouts and groups, and which rooms show what, as items."""

import time
from collections.abc import Iterator, Mapping

from functions.shared.layouts import Group, Image, Layout
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.rows import Row
from functions.shared.tables.provisioned import layouts
from infra.provisioning.file_format import (
    DomainInFile,
    ImageEntry,
    LayoutEntry,
    LayoutGroupEntry,
    Provisioning,
)


def layout_rows(file: Provisioning, rooms: Mapping[str, RoomEntry]) -> Iterator[Row]:
    """Return every item of the layouts table; `rooms` by their keys."""
    with_layouts = {domain.name for domain in file.domains if domain.layouts or domain.layout_groups}
    before = {name: layouts.layouts_of(name) for name in sorted(with_layouts)}
    for domain in file.domains:
        if domain.name in before:
            yield from _of_domain(domain, before[domain.name], time.time())
    for key, room in rooms.items():
        if room.picture.layouts:
            shown = layouts.ShownIn(room=key, names=room.picture.shown)
            yield Row(layouts.LayoutsItem, room.domain, layouts.ROOM + key, shown)


def _of_domain(domain: DomainInFile, before: layouts.DomainLayouts, now: float) -> Iterator[Row]:
    for entry in domain.layouts:
        layout, kept = layout_of(entry), before.layouts.get(entry.name)
        # What is the same stays as old as it is: a running conference has loaded it.
        stored = kept if kept and kept.layout == layout else None
        yield Row(
            layouts.LayoutsItem,
            domain.name,
            layouts.LAYOUT + layout.name,
            stored or layouts.StoredLayout(layout=layout, revision=before.next_revision(kept), changed_at=now),
        )
    for group_entry in domain.layout_groups:
        group, known = group_of(group_entry), before.groups.get(group_entry.name)
        same = known if known and known.group == group else None
        yield Row(
            layouts.LayoutsItem,
            domain.name,
            layouts.GROUP + group.name,
            same or layouts.StoredGroup(group=group, revision=before.next_revision(known), changed_at=now),
        )


def layout_of(entry: LayoutEntry) -> Layout:
    whole = {field: getattr(entry, field) for field in LayoutEntry.__struct_fields__}
    return Layout(**{**whole, "images": tuple(_image(image) for image in entry.images)})


def _image(entry: ImageEntry) -> Image:
    values = {field: getattr(entry, field) for field in ImageEntry.__struct_fields__}
    return Image(**{**values, "hscale": entry.scale if entry.hscale is None else entry.hscale})


def group_of(entry: LayoutGroupEntry) -> Group:
    return Group(entry.name, entry.layouts)
