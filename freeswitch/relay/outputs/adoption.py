"""Recordings and streams that FreeSWITCH began without us: seen, stopped when asked, finished like our own."""

import re
from pathlib import PurePosixPath

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.recordings import whose
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.outputs.streams.stream import Stream
from functions.shared.commands import shown_key
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.stream_targets import TargetRefused, read_target, split_key
from functions.shared.state import RecordingState, StreamState

# FreeSWITCH's own options stand before what somebody typed, and do not belong to it.
_OWN_OPTIONS = re.compile(r"^\{video_time_audio=[^}]*\}")
ABSOLUTE = re.compile(r"(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+")
FORMATS = {".mp4": "mp4", ".mkv": "mkv", ".wav": "wav"}


def adopted_recording(path: str, name: str, room: Room, means: Means) -> Recording | None:
    """A recording by hand or of the profile; None for a path that we would not repeat to FreeSWITCH."""
    text = _OWN_OPTIONS.sub("", path)
    bare = text.rpartition("}")[2]
    kind = FORMATS.get(PurePosixPath(bare).suffix.lower())
    if kind is None or not ABSOLUTE.fullmatch(bare):
        return None
    row = RecordingRow(
        conference=room.name,
        conference_uuid=room.uuid,
        state=RecordingState(id=name, state="starting", paused=False, format=kind),
        job=RecordingJob(node=means.node, domain=room.domain or "", adopted_text=text, adopted_path=bare),
    )
    whose.note(row, means.root)
    return Recording(row, means)


def adopted_stream(path: str, name: str, room: Room, means: Means) -> Stream | None:
    """A stream by hand; its key is known in memory only, so that it can be stopped."""
    address = path.rpartition("}")[2]
    url, key = split_key(address, None)
    try:
        read_target(url)
    except TargetRefused:
        return None
    row = StreamRow(
        conference=room.name,
        conference_uuid=room.uuid,
        state=StreamState(id=name, state="starting", url=url, key=shown_key(key) if key else None),
        job=StreamJob(node=means.node, domain=room.domain or "", url=url, adopted=True),
    )
    return Stream(row, means, key=key or "")
