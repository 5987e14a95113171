"""Writes changes as they were compared: what somebody else has changed meanwhile is told and not overwritten."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from functions.shared.audit.entry import Entry
from functions.shared.layout_sets.in_rooms import rewrite_rooms
from functions.shared.provisioning.difference import KINDS, Change, bodies
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.provisioned import layouts
from functions.shared.tables.provisioned.rooms import ROOM_KEY, RoomsItem, read_room
from functions.shared.tables.transactions import Delete, Put, Write, write_together

# Changes a call: DynamoDB takes 100 and 4 MB together.
AT_ONCE = 25
# How often operators may change other layouts of a domain meanwhile.
TRIES = 5


class Overtaken(Exception):
    """Somebody else has changed the same things since they were compared; what was written before stays."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__("\n".join(str(change) for change in changes))
        self.changes = changes


def apply(changes: Iterable[Change], entries_of: Callable[[Sequence[Change]], Sequence[Entry]]) -> None:
    """Write the changes, table by table, each only over what it was compared with; repeating after a failure is safe.

    Each is written together with its entry in the audit.

    Args:
        entries_of: gives the entry of each change, in their order.

    Raises:
        Overtaken: nothing more was written from there on.
        TablesUnavailable: DynamoDB did not take everything.
    """
    chosen = list(changes)
    entries = dict(zip(chosen, entries_of(chosen), strict=True))
    try:
        for kind in KINDS:
            mine = [change for change in chosen if change.kind is kind]
            for together in _portions(sorted(mine, key=lambda change: (change.hash_key, change.verb != "remove"))):
                _write(together, [entries[change] for change in together])
    finally:
        # What a room's next conference loads is rendered from all of them, also where not all was written.
        _render_changed(chosen)


def apply_together(changes: Sequence[Change], entry: Entry, also: Sequence[Write] = ()) -> list[Write]:
    """Write all changes of one thing with one entry in the audit, all of it or nothing.

    Args:
        also: what is written with them.

    Returns:
        What of `also` was refused; then nothing was written.

    Raises:
        Overtaken: somebody else has changed the same things since they were compared.
        TablesUnavailable: DynamoDB did not answer.
    """
    writes = [_write_of(change) for change in changes]
    domains = {change.hash_key for change in changes if change.kind is layouts.LayoutsItem}
    for _ in range(TRIES):
        counted = [layouts.next_change(domain, layouts.layouts_of(domain)) for domain in domains]
        refused = write_together([*writes, new_entry(entry), *also, *counted])
        if lost := [put for put in also if put in refused]:
            return lost
        overtaken = [change for change, write in zip(changes, writes, strict=True) if write in refused]
        if overtaken and not stands(changes):
            raise Overtaken(overtaken)
        if overtaken or not refused:
            _render_changed(changes)
            return []
    raise TablesUnavailable(f"others keep changing the layouts of {', '.join(sorted(domains))}")


def render(domains: Iterable[str]) -> None:
    """Render what the rooms of these domains show."""
    for domain in sorted(set(domains)):
        rewrite_rooms(domain, sorted(shown.room for shown in layouts.shown_in_rooms(domain)))


def _render_changed(changes: Sequence[Change]) -> None:
    """Render what follows from changes: of a layout or group all rooms that its domain has, of a room this one."""
    keys = {(change.hash_key, change.key) for change in changes if change.kind is layouts.LayoutsItem}
    whole = {domain for domain, key in keys if not key.startswith(layouts.ROOM)}
    render(whole)
    for domain, key in sorted(keys):
        if domain not in whole:
            rewrite_rooms(domain, [key.removeprefix(layouts.ROOM)])


def _portions(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """What is written together; of layouts only what is of one domain."""
    for _, group in groupby(changes, key=lambda change: change.kind is layouts.LayoutsItem and change.hash_key):
        same = list(group)
        for start in range(0, len(same), AT_ONCE):
            yield same[start : start + AT_ONCE]


def _write(changes: Sequence[Change], entries: Sequence[Entry]) -> None:
    entered = [new_entry(entry) for entry in entries]
    writes = [_write_of(change) for change in changes]
    domain = changes[0].hash_key if changes[0].kind is layouts.LayoutsItem else None
    for _ in range(TRIES):
        counted = [] if domain is None else [layouts.next_change(domain, layouts.layouts_of(domain))]
        refused = write_together([*writes, *entered, *counted])
        overtaken = [change for change, write in zip(changes, writes, strict=True) if write in refused]
        if overtaken and not stands(changes):
            raise Overtaken(overtaken)
        if overtaken or not refused:
            return
    raise TablesUnavailable(f"others keep changing the layouts of {domain}")


def _write_of(change: Change) -> Write:
    kind = change.kind
    same = kind.body.does_not_exist() if change.verb == "add" else kind.holds(change.before)
    if change.verb == "remove":
        return Delete(kind(change.hash_key, change.key), same)
    item = kind.of(change.hash_key, change.key, change.after)
    item.written = str(change.written)
    if isinstance(item, RoomsItem) and change.key == ROOM_KEY and "#" not in change.hash_key:
        item.domain = read_room(item).domain
    return Put(item, same)


def stands(changes: Sequence[Change]) -> bool:
    """Whether all of it is there already: the client tries twice where an answer is lost."""
    held = bodies((change.kind, change.hash_key, change.key) for change in changes)
    return all(
        held.get((change.kind, change.hash_key, change.key)) == (None if change.verb == "remove" else change.after)
        for change in changes
    )
