"""Deletes files of recordings from the node's disk: what is stored elsewhere, and what somebody wants gone."""

from pathlib import Path

from freeswitch.relay.logs import logger
from freeswitch.relay.outputs import keeping
from freeswitch.relay.outputs.recording import Recording
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.outputs import forget_output


def clean(recording: Recording, root: Path) -> None:
    """Delete what the finished recording has left over; its row says `ready` already."""
    _delete(recording.row.job.leftovers, root)
    recording.cleaned()


def erase(recording: Recording, root: Path) -> bool:
    """Delete all of a recording, then its row; tells whether it is gone."""
    row = recording.row
    out = f"{row.conference}/{row.id}.out.{row.state.format or 'mkv'}"
    notes = [f"{row.conference}/{row.id}.{kind}.json" for kind in ("order", "upload")]
    kept = [str(keeping.note_of(Path(row.job.file)))] if row.job.file else []
    files = [*recording.part_files(), row.job.file, out, f"{out}.half", *notes, *kept]
    _delete([*row.job.leftovers, *(str(root / name) for name in files if name)], root)
    try:
        forget_output(row)
    except TablesUnavailable as problem:
        logger.warning("an erased recording's row is still there", extra={"problem": str(problem)})
        return False
    return True


def _delete(paths: tuple[str, ...] | list[str], root: Path) -> None:
    for path in map(Path, paths):
        # Below our root only, whatever the row says.
        if path.is_relative_to(root) and ".." not in path.parts:
            path.unlink(missing_ok=True)
