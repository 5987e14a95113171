"""A snapshot, put together of the parts in which it comes."""

from collections.abc import Mapping
from dataclasses import dataclass

from freeswitch_functions_client.schemas import SnapshotFrame, Watcher

LISTS = ("members", "recordings", "streams", "hands")


@dataclass(frozen=True)
class Snapshot:
    """A conference as JSON (None: there is none), who follows it in a page, and after which event it is so."""

    conference: Mapping[str, object] | None
    watching: tuple[Watcher, ...]
    seq: int


class SnapshotParts:
    def __init__(self) -> None:
        self._parts: list[tuple[SnapshotFrame, Mapping[str, object] | None]] = []

    def add(self, frame: SnapshotFrame, conference: Mapping[str, object] | None) -> Snapshot | None:
        """Return all of it with the last part; None before, and where parts in between were lost."""
        if frame.part == 1:
            self._parts = []
        elif len(self._parts) != frame.part - 1 or self._parts[0][0].seq != frame.seq:
            return None
        self._parts.append((frame, conference))
        if frame.part < frame.of:
            return None
        whole = self._whole()
        self.forget()
        return whole

    def forget(self) -> None:
        self._parts = []

    def _whole(self) -> Snapshot:
        watching = tuple(one for frame, _ in self._parts for one in frame.watching)
        found = [conference for _, conference in self._parts if conference is not None]
        if not found:
            return Snapshot(None, watching, self._parts[0][0].seq)
        lists = {name: [item for one in found for item in _items(one.get(name))] for name in LISTS}
        return Snapshot({**found[0], **lists}, watching, self._parts[0][0].seq)


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []
