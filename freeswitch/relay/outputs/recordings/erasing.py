"""Deletes files of recordings from the node's disk: what is stored elsewhere, and what somebody wants gone."""

from collections.abc import Iterable
from pathlib import Path

from freeswitch.relay.outputs.recordings import keeping
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.telemetry.logs import logger


def clean(recording: Recording, root: Path) -> bool:
    """Delete what the finished recording has left over, each file by itself; tells whether all of it is gone."""
    left = _delete(recording.row.id, recording.row.job.leftovers, root)
    recording.cleaned(left)
    return not left


def erase(recording: Recording, root: Path) -> bool:
    """Delete all files of a recording, each by itself; tells whether all of them are gone."""
    row = recording.row
    out = f"{row.conference}/{row.id}.out.{row.state.format or 'mkv'}"
    notes = [f"{row.conference}/{row.id}.{kind}.json" for kind in ("order", "upload", "whose")]
    kept = [str(keeping.note_of(Path(row.job.file)))] if row.job.file else []
    files = [*recording.part_files(), row.job.file, out, f"{out}.half", *notes, *kept]
    left = _delete(row.id, [*row.job.leftovers, *(str(root / name) for name in files if name)], root)
    if left:
        recording.not_erased()
    return not left


def _delete(recording: str, paths: Iterable[str], root: Path) -> tuple[str, ...]:
    """Delete files; gives those that are still there."""
    left = []
    for path in map(Path, paths):
        # Below our root only, whatever the row says.
        if path.is_relative_to(root) and ".." not in path.parts:
            try:
                path.unlink(missing_ok=True)
            except OSError as problem:
                left.append(str(path))
                logger.warning("a file is not deleted", extra={"recording": recording, "problem": str(problem)})
    return tuple(left)
