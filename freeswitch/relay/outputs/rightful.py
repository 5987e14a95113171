"""Whether a row is one that a relay of this node could have written: every node's relay may write into this table."""

import re
from pathlib import Path, PurePosixPath

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.adoption import ABSOLUTE, FORMATS
from freeswitch.relay.outputs.recordings.whose import Whose, noted
from freeswitch.relay.switch.event_values import output_id
from functions.shared.grammars.fields import OUTPUT_ID
from functions.shared.outputs.jobs import OutputRow, RecordingRow
from functions.shared.outputs.own_places import is_own_path

_FOLDER = re.compile(r"[^/\\\0]+")


def forged_output(row: OutputRow, node: str, root: Path, room: Room | None) -> str:
    """What is wrong with the row; nothing if it may be worked on.

    Args:
        room: the row's meeting, None where it does not go on.
    """
    if row.job.node != node:
        return f"it is for the node {row.job.node}"
    if not re.fullmatch(OUTPUT_ID, row.id) or not _FOLDER.fullmatch(row.conference) or row.conference in (".", ".."):
        return "its id or its conference is no name of a file"
    if isinstance(row, RecordingRow) and (path := _others_file(row, root)):
        return f"{path} is no file of this recording"
    if isinstance(row, RecordingRow) and (problem := _against_the_note(row, noted(row, root))):
        return problem
    if room is None:
        return ""
    if room.name != row.conference:
        return f"its meeting is none of {row.conference}"
    # Of a meeting about which FreeSWITCH was silent nobody knows whose it is.
    if room.domain and row.job.domain and room.domain != row.job.domain:
        return f"its meeting is none of {row.job.domain}"
    return ""


def _others_file(row: RecordingRow, root: Path) -> str | None:
    """The first path in the row that leads to what is another's: it would be uploaded as this one's, or deleted."""
    job = row.job
    if job.adopted_path and not _is_a_film(job.adopted_path):
        return job.adopted_path
    if job.adopted_path and output_id(job.adopted_path)[0] != row.id:
        return job.adopted_path
    named = [each for each in (job.adopted_path, job.file, *job.leftovers) if each]
    return next((each for each in named if not _is_ours(each, row, root)), None)


def _is_a_film(path: str) -> bool:
    return bool(ABSOLUTE.fullmatch(path)) and PurePosixPath(path).suffix.lower() in FORMATS


def _is_ours(named: str, row: RecordingRow, root: Path) -> bool:
    path = PurePosixPath(root / named)
    if ".." in path.parts:
        return False
    # What somebody recorded by hand has whatever name, and may lie anywhere but where the others' files are.
    if not path.is_relative_to(root) or (named == row.job.adopted_path and path.parent == PurePosixPath(root)):
        return True
    if not is_own_path(str(path.relative_to(root)), row.conference):
        return False
    return named == row.job.adopted_path or bool(re.fullmatch(rf"{re.escape(row.id)}(-[0-9]+)?\..+", path.name))


def _against_the_note(row: RecordingRow, note: Whose | None) -> str:
    """What in the row is otherwise than this node's relay has noted beside the film's parts."""
    job = row.job
    if note is None:
        if job.adopted_path or job.leftovers:
            return "no relay of this node has noted its files"
        return ""
    if note.meeting != row.conference_uuid:
        return f"its film is of the meeting {note.meeting}"
    if note.domain and job.domain and note.domain != job.domain:
        return f"its film is none of {job.domain}"
    if not set(job.leftovers) <= set(note.leftovers):
        return "its film is not finished, so nothing of it may go"
    return ""
