"""Stages: one item beside the conference's own, which outlives its meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.stage.wish import StoredStage
from functions.shared.tables.base import Unreadable, answering
from functions.shared.tables.commands.rows import new_command, was_written
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.transactions import Delete, Put, Write, write_together

STAGE_KEY, REMOVED_KEY = "#stage", "#stage-removed"
# How long the revision of a stage that was removed is remembered: nobody holds a revision for longer.
REMEMBERED_SECONDS = 24 * 3600


@dataclass(frozen=True)
class StageAsRead:
    """A stage with the text that a change of it is conditional on."""

    stored: StoredStage
    text: str


def find_stage(conference: str) -> StageAsRead | None:
    """Read a conference's stage, as new as the last write."""
    with answering():
        try:
            item = ConferencesItem.get(conference, STAGE_KEY, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return None
    try:
        return StageAsRead(msgspec.json.decode(item.body, type=StoredStage), item.body)
    except msgspec.DecodeError as error:
        raise Unreadable(f"the stage of {conference!r} cannot be read: {error}") from error


def write_stage(
    conference: str,
    stored: StoredStage,
    before: StageAsRead | None,
    *,
    command: CommandRow | None = None,
    entry: Entry | None = None,
    also: Sequence[Write] = (),
) -> bool:
    """Write a stage, and with it the command that carries it out; False if somebody has written since `before`.

    The entry of the audit, and whatever else, is written along with it, or nothing is.
    """
    new = _new_stage(conference, stored, before)
    if not write_together([new, *also, *_new(command, entry)]):
        return True
    # The client tries twice where an answer is lost.
    found = find_stage(conference)
    return found is not None and found.text == text_of(stored)


def delete_stage(
    conference: str,
    before: StageAsRead,
    *,
    now: float,
    command: CommandRow | None = None,
    entry: Entry | None = None,
    also: Sequence[Write] = (),
) -> bool:
    """Delete a stage, and write the command that tells so; False if somebody has written since `before`.

    The picture stays as it is. What else is given is written along with it, or nothing is.
    """
    gone = Delete(ConferencesItem(conference, STAGE_KEY), ConferencesItem.body == before.text)
    removed = ConferencesItem(
        conference,
        REMOVED_KEY,
        body=str(before.stored.revision),
        uuid=REMOVED_KEY,
        expires=int(now + REMEMBERED_SECONDS),
    )
    return not write_together([gone, Put(removed), *also, *_new(command, entry)]) or find_stage(conference) is None


def first_revision(conference: str) -> int:
    """The first revision of a stage: no revision means two things, even if a stage is deleted and made again."""
    with answering():
        try:
            removed = ConferencesItem.get(conference, REMOVED_KEY, consistent_read=True)
        except ConferencesItem.DoesNotExist:
            return 1
    return int(removed.body) + 1


def create_with_stage(
    command: CommandRow, stored: StoredStage, before: StageAsRead, entry: Entry | None = None
) -> Literal["done", "known", "moved"]:
    """Write a new command together with the stage as it is afterwards, and its entry in the audit.

    Returns:
        `known` where the command's id exists already, `moved` if somebody has written the stage since `before`.
    """
    new, stage = new_command(command), _new_stage(command.conference, stored, before)
    refused = write_together([*new, stage, *_new(None, entry)])
    if any(put in refused for put in new):
        return "done" if was_written(command) else "known"
    return "moved" if refused else "done"


def text_of(stored: StoredStage) -> str:
    """A stage as it is stored."""
    return msgspec.json.encode(stored).decode()


def _new(command: CommandRow | None, entry: Entry | None) -> list[Put]:
    commands = [] if command is None else new_command(command)
    return commands if entry is None else [*commands, new_entry(entry)]


def _new_stage(conference: str, stored: StoredStage, before: StageAsRead | None) -> Put:
    item = ConferencesItem(conference, STAGE_KEY, body=text_of(stored), uuid=STAGE_KEY)
    absent = ConferencesItem.body.does_not_exist()
    return Put(item, absent if before is None else ConferencesItem.body == before.text)
