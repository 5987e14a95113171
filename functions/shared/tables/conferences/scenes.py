"""Saved scenes and the cue list of a conference, under a name of their own: reading a conference reads none of them."""

from dataclasses import dataclass
from typing import Generic, Self, TypeVar

import msgspec
from pynamodb.attributes import UnicodeAttribute

from functions.shared.stage.wish import MOST_SCENES, StoredCues, StoredScene
from functions.shared.tables.base import ItemMeta, Unreadable, answering, table_name
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stages import REMEMBERED_SECONDS
from functions.shared.tables.provisioned.documents import DocumentItem
from functions.shared.tables.reading import items_of
from functions.shared.tables.transactions import Delete, Put, Write

# No conference's name has an @.
PARTITION = "{conference}@scenes"
# Where it says at which revision one was forgotten.
REMOVED = "{conference}@scenes-removed"
SCENE, CUES_KEY = "scene#", "cues"
Kept = TypeVar("Kept", StoredScene, StoredCues)


class ScenesItem(DocumentItem):
    """The same rows as provisioning writes them."""

    class Meta(ItemMeta):
        table_name = table_name("conferences")

    conference = UnicodeAttribute(hash_key=True)
    # Every row of the table has one.
    uuid = UnicodeAttribute()

    @classmethod
    def of(cls, hash_key: str, key: str, text: str) -> Self:
        return cls(hash_key, key, body=text, uuid=key)


@dataclass(frozen=True)
class AsRead(Generic[Kept]):
    """What is kept, with the text that a change of it is conditional on."""

    kept: Kept
    text: str


def find_scene(conference: str, name: str) -> AsRead[StoredScene] | None:
    """Read a saved scene, as new as the last write."""
    return _find(conference, SCENE + name, StoredScene)


def find_cues(conference: str) -> AsRead[StoredCues] | None:
    """Read the cue list, as new as the last write."""
    return _find(conference, CUES_KEY, StoredCues)


def scenes_of(conference: str) -> list[StoredScene]:
    """Read all saved scenes in the order of their names: one Query."""
    partition = PARTITION.format(conference=conference)
    with answering():
        found = ConferencesItem.query(partition, ConferencesItem.key.startswith(SCENE), consistent_read=True)
        return [_decoded(item, StoredScene) for item in items_of(found)][: 2 * MOST_SCENES]


def provisioned_of(conference: str) -> list[ScenesItem]:
    """Read what provisioning files have made of a conference's scenes and cue list."""
    with answering():
        items = list(items_of(ScenesItem.query(PARTITION.format(conference=conference), consistent_read=True)))
    return [item for item in items if kept_in(item.key, item.body).by_file]


def kept_in(key: str, text: str) -> StoredScene | StoredCues:
    """What a row of this key holds."""
    kind: type[StoredScene | StoredCues] = StoredCues if key == CUES_KEY else StoredScene
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as error:
        raise Unreadable(f"{key!r} cannot be read: {error}") from error


def write_scene(conference: str, scene: StoredScene, before: AsRead[StoredScene] | None) -> Put:
    """The write of a scene; it is refused if somebody has written it since `before`."""
    return _write(conference, SCENE + scene.name, scene, before)


def write_cues(conference: str, cues: StoredCues, before: AsRead[StoredCues] | None) -> Put:
    """The write of the cue list; it is refused if somebody has written it since `before`."""
    return _write(conference, CUES_KEY, cues, before)


def delete_scene(conference: str, before: AsRead[StoredScene], *, now: float) -> list[Write]:
    """The writes that forget a scene, and remember for a while at which revision it was."""
    return _delete(conference, SCENE + before.kept.name, before, now)


def delete_cues(conference: str, before: AsRead[StoredCues], *, now: float) -> list[Write]:
    """The writes that forget the cue list, and remember for a while at which revision it was."""
    return _delete(conference, CUES_KEY, before, now)


def first_revision(conference: str, scene: str | None = None) -> int:
    """The first revision of a scene, or of the cue list: none means two things, also after one was forgotten."""
    key = CUES_KEY if scene is None else SCENE + scene
    with answering():
        try:
            removed = ConferencesItem.get(REMOVED.format(conference=conference), key, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return 1
    return int(removed.body) + 1


def _find(conference: str, key: str, kind: type[Kept]) -> AsRead[Kept] | None:
    with answering():
        try:
            item = ConferencesItem.get(PARTITION.format(conference=conference), key, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    return AsRead(_decoded(item, kind), item.body)


def _decoded(item: ConferencesItem, kind: type[Kept]) -> Kept:
    try:
        return msgspec.json.decode(item.body, type=kind)
    except msgspec.DecodeError as error:
        raise Unreadable(f"{item.key!r} of {item.conference!r} cannot be read: {error}") from error


def _write(
    conference: str, key: str, kept: StoredScene | StoredCues, before: AsRead[StoredScene] | AsRead[StoredCues] | None
) -> Put:
    text = msgspec.json.encode(kept).decode()
    item = ConferencesItem(PARTITION.format(conference=conference), key, body=text, uuid=key)
    absent = ConferencesItem.body.does_not_exist()
    return Put(item, absent if before is None else ConferencesItem.body == before.text)


def _delete(conference: str, key: str, before: AsRead[StoredScene] | AsRead[StoredCues], now: float) -> list[Write]:
    gone = Delete(ConferencesItem(PARTITION.format(conference=conference), key), ConferencesItem.body == before.text)
    removed = ConferencesItem(
        REMOVED.format(conference=conference),
        key,
        body=str(before.kept.revision),
        uuid=key,
        expires=int(now + REMEMBERED_SECONDS),
    )
    return [gone, Put(removed)]
