"""A file's scenes and cue lists as items, under the conference of their room."""

from collections.abc import Iterable, Iterator

from functions.shared.provisioning.documents import room_key
from functions.shared.provisioning.entries import RoomEntry
from functions.shared.provisioning.rows import Row
from functions.shared.stage.wish import StoredCues, StoredScene
from functions.shared.tables.conferences.scenes import (
    CUES_KEY,
    PARTITION,
    SCENE,
    ScenesItem,
    find_cues,
    scenes_of,
)
from infra.provisioning.file_format import RoomInFile


def scene_rows(rooms: Iterable[RoomInFile], main_domain: str) -> Iterator[Row]:
    """Return every item of scenes and cue lists; what stays the same keeps its revision and where it stands."""
    for room in rooms:
        conference = conference_of(room, main_domain)
        partition = PARTITION.format(conference=conference)
        there = {scene.name: scene for scene in scenes_of(conference)} if room.scenes else {}
        for entry in room.scenes:
            before = there.get(entry.name)
            same = before if before is not None and (before.stage, before.by_file) == (entry.stage, True) else None
            revision = before.revision + 1 if before is not None else 1
            made = StoredScene(name=entry.name, stage=entry.stage, domain=room.domain, revision=revision, by_file=True)
            yield Row(ScenesItem, partition, SCENE + entry.name, same or made)
        if room.cues:
            yield Row(ScenesItem, partition, CUES_KEY, _cues(room, conference))


def _cues(room: RoomInFile, conference: str) -> StoredCues:
    found = find_cues(conference)
    before = None if found is None else found.kept
    if before is not None and (before.scenes, before.by_file) == (room.cues, True):
        return before
    revision = before.revision + 1 if before is not None else 1
    return StoredCues(scenes=room.cues, domain=room.domain, revision=revision, by_file=True)


def conference_of(room: RoomEntry, main_domain: str) -> str:
    """The name of a room's conference."""
    return room.conference or room_key(room, main_domain)
