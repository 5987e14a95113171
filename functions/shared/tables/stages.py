"""Stages: one item beside the conference's own, which outlives its meetings."""

from dataclasses import dataclass

import msgspec
from pynamodb.exceptions import PutError

from functions.shared.stage import StoredStage
from functions.shared.tables.base import TablesUnavailable, answering, condition_failed
from functions.shared.tables.conferences import ConferencesItem

STAGE_KEY = "#stage"


@dataclass(frozen=True)
class Kept:
    """A stage with the text that a change of it is conditional on."""

    stored: StoredStage
    text: str


def find_stage(conference: str) -> Kept | None:
    """Read a conference's stage, as new as the last write."""
    with answering():
        try:
            item = ConferencesItem.get(conference, STAGE_KEY, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    try:
        return Kept(msgspec.json.decode(item.body, type=StoredStage), item.body)
    except msgspec.DecodeError as error:
        raise TablesUnavailable(f"the stage of {conference!r} cannot be read: {error}") from error


def write_stage(conference: str, stored: StoredStage, before: Kept | None) -> bool:
    """Write a stage; False if somebody else has written since `before` was read."""
    item = ConferencesItem(conference, STAGE_KEY, body=msgspec.json.encode(stored).decode(), uuid=STAGE_KEY)
    absent = ConferencesItem.body.does_not_exist()
    with answering():
        try:
            item.save(condition=absent if before is None else ConferencesItem.body == before.text)
        except PutError as error:
            if condition_failed(error):
                return False
            raise
    return True


def delete_stage(conference: str) -> None:
    """Delete a stage; the picture stays as it is."""
    with answering():
        ConferencesItem(conference, STAGE_KEY).delete()
