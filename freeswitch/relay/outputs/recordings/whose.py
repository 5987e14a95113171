"""Whose a recording is, noted beside its parts: other nodes' relays may write its row, and never this disk.

A row says again to each new relay what the last one knew. What the next one must not take from anybody else's word is
held against this note: the film's domain and meeting, and which files may be deleted because the film is finished.
"""

from pathlib import Path

import msgspec

from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.jobs import RecordingRow

SUFFIX = ".whose.json"


class Whose(msgspec.Struct, frozen=True):
    meeting: str
    # Empty as long as nobody has told.
    domain: str
    # What may go when the film is finished: nothing before.
    leftovers: tuple[str, ...] = ()


def place_of(row: RecordingRow, root: Path) -> Path:
    return root / row.conference / f"{row.id}{SUFFIX}"


def note(row: RecordingRow, root: Path, leftovers: tuple[str, ...] = ()) -> None:
    """Note what this relay knows itself; where the disk does not take it, the row's word has to do."""
    if not root.is_dir():
        # Nothing is recorded here.
        return
    place = place_of(row, root)
    fresh = place.with_suffix(".new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.json.encode(Whose(row.conference_uuid, row.job.domain, leftovers)))
        fresh.replace(place)
    except OSError as problem:
        logger.warning("whose a recording is cannot be noted", extra={"recording": row.id, "problem": str(problem)})


def noted(row: RecordingRow, root: Path) -> Whose | None:
    """What a relay of this node has noted; None where there is no note that can be read."""
    try:
        return msgspec.json.decode(place_of(row, root).read_bytes(), type=Whose)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as problem:
        logger.warning("a note beside a recording cannot be read", extra={"output": row.id, "problem": str(problem)})
        return None


def forget(row: RecordingRow, root: Path) -> None:
    """The film is finished and nothing of it is left to do."""
    try:
        place_of(row, root).unlink(missing_ok=True)
    except OSError as problem:
        logger.warning("a note beside a recording stays", extra={"recording": row.id, "problem": str(problem)})
