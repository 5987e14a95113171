"""Deletes finished files from the node's disk when their time is over: what a bucket's rules do where there is one."""

from pathlib import Path

import msgspec

from freeswitch.relay.telemetry.logs import logger

# Beside the file; so it needs neither tables nor memory for what may be years.
SUFFIX = ".kept.json"
LOOK_SECONDS = 600.0


class _Kept(msgspec.Struct, frozen=True):
    file: str
    # Seconds since 1970.
    until: float


def note(file: Path, until: float) -> None:
    """Note how long the file is kept.

    Raises:
        OSError: the disk does not take it.
    """
    place = note_of(file)
    fresh = place.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(_Kept(file.name, until)))
    fresh.replace(place)


def note_of(file: Path) -> Path:
    return file.with_name(file.name + SUFFIX)


class Keeping:
    """Looks through the notes below the recordings' root from time to time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._look_at = 0.0

    def run_once(self, now: float, time: float) -> None:
        """Look if it is time to; `now` is the steady clock's, `time` the calendar's."""
        if now < self._look_at:
            return
        self._look_at = now + LOOK_SECONDS
        for place in self._root.glob(f"*/*{SUFFIX}"):
            try:
                kept = msgspec.json.decode(place.read_bytes(), type=_Kept)
                if time >= kept.until:
                    # A note names what lies beside it, nothing else.
                    (place.parent / Path(kept.file).name).unlink(missing_ok=True)
                    place.unlink(missing_ok=True)
                    logger.info("a recording's time is over", extra={"file": kept.file})
            except (OSError, ValueError) as problem:
                told = {"note": place.name, "problem": str(problem)}
                logger.error("a recording cannot be deleted when its time is over", extra=told)
