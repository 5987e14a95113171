"""The steps from a recording's parts to its file: glance at them, join, examine, store."""

import errno
from pathlib import Path

from freeswitch.relay.children.child_life import Alive, nobody
from freeswitch.relay.finishing.bucket import Destination, StorageTaken, StorageUnavailable, make_client
from freeswitch.relay.finishing.contents import Contents
from freeswitch.relay.finishing.joining import NotJoinable, join
from freeswitch.relay.finishing.order import Finished, FinishOrder
from freeswitch.relay.finishing.probe import Probe, examine, glance
from freeswitch.relay.finishing.progress import Progress
from freeswitch.relay.finishing.upload import Upload

MEDIA_TYPES = {"mp4": "video/mp4", "mkv": "video/x-matroska", "wav": "audio/wav"}
# A copy may lose this much at each seam between two parts.
SEAM_SECONDS = 2.0


def finish(order: FinishOrder, alive: Alive = nobody) -> Finished:
    """Make the file and bring it where it belongs; what the disk does not take now is tried again."""
    try:
        return _finish(order, alive)
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        return Finished(state="later", reason="disk_full" if full else "disk_trouble", detail=str(problem))


def _finish(order: FinishOrder, alive: Alive) -> Finished:
    found = [path for path in order.parts if Path(path).is_file() and Path(path).stat().st_size > 0]
    probes = {path: looked for path in found if (looked := glance(path, alive)) is not None}
    out = Path(order.out)
    if not probes:
        reason = "not_playable" if found else "no_file"
        return Finished(
            state="failed", reason=reason, detail="nothing of it can be played; what there is stays on the node"
        )
    good = list(probes)
    closed = all(looked.closed for looked in probes.values())
    # The end of a wav does not show whether FreeSWITCH got to write it.
    incomplete = len(good) < len(order.parts) or not closed or (order.cut_off and order.format == "wav")
    finished = Path(good[0])
    if len(good) > 1 or not closed or finished.suffix != f".{order.format}":
        try:
            finished = joined(good, out, order.format, sum(looked.seconds for looked in probes.values()), alive)
        except NotJoinable as problem:
            return Finished(state="failed", reason="not_joinable", detail=f"{problem}; the parts stay on the node")
    progress = Progress(Path(order.progress), finished)
    examined = progress.examined()
    if examined is None:
        examined = examine(finished, alive)
        if examined is None:
            return Finished(state="failed", reason="not_playable", detail="what came of it cannot be played")
        progress.note_examined(*examined)
    return stored(order, finished, examined, progress, alive, incomplete=incomplete)


def joined(parts: list[str], out: Path, kind: str, seconds: float, alive: Alive) -> Path:
    """The parts as one file; what an earlier process finished is taken as it is.

    Raises:
        NotJoinable: they do not fit together, or the file came out too short.
        OSError: the disk is full.
    """
    if not out.is_file():
        half = out.with_name(out.name + ".half")
        try:
            join(parts, str(half), kind, alive)
            made = glance(str(half), alive)
            if made is None or made.seconds < seconds - SEAM_SECONDS * len(parts):
                raise NotJoinable(f"it has {made.seconds if made else 0:g} s instead of {seconds:g} s")
            half.replace(out)
        finally:
            # On a full disk it would be in the way of the recordings that run.
            half.unlink(missing_ok=True)
    return out


def stored(
    order: FinishOrder,
    file: Path,
    examined: tuple[Probe, Contents],
    progress: Progress,
    alive: Alive,
    *,
    incomplete: bool,
) -> Finished:
    """Store the file: in S3, or just here."""
    looked, contents = examined
    if order.bucket:
        target = Destination(order.bucket, order.key, MEDIA_TYPES[order.format], order.retention_days)
        try:
            Upload(make_client(order.region), file, contents, target, progress).run(alive)
        except StorageUnavailable as problem:
            return Finished(state="later", reason="storage_unavailable", detail=str(problem))
        except StorageTaken as problem:
            return Finished(state="failed", reason="key_taken", detail=f"{problem}; its file stays on the node")
    else:
        progress.forget()
    here = {str(file), order.out, *order.parts} - (set() if order.bucket else {str(file)})
    return Finished(
        state="ready",
        bytes=contents.size,
        sha256=contents.sha256,
        duration_seconds=looked.seconds,
        has_video=looked.has_video,
        has_sound=looked.has_sound,
        incomplete=incomplete or not looked.closed,
        file=str(file),
        leftovers=tuple(sorted(path for path in here if Path(path).is_file())),
    )
