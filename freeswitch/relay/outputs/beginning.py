"""The first rows of recordings and streams that were asked for."""

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.means import Means
from functions.shared.commands import shown_key
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.outputs.jobs import RecordingJob, RecordingRow, StreamJob, StreamRow
from functions.shared.outputs.sealed_keys import CannotOpen, open_key
from functions.shared.state import RecordingState, StreamState


def new_recording(step: StartRecording, room: Room, node: str) -> RecordingRow:
    """A recording that is about to start."""
    return RecordingRow(
        conference=room.name,
        conference_uuid=room.uuid,
        state=RecordingState(
            id=step.recording,
            state="starting",
            paused=False,
            name=step.name,
            format=step.format,
            goes_on_from=step.goes_on_from,
            retries=0,
        ),
        job=RecordingJob(
            node=node,
            domain=room.domain or "",
            began_as=room.began_as or "",
            width=step.width,
            height=step.height,
            fps=step.fps,
            video_kbit=step.video_kbit,
            audio_kbit=step.audio_kbit,
        ),
    )


def new_stream(step: StartStream, room: Room, means: Means) -> StreamRow:
    """A stream that is about to start; its key stays sealed."""
    return StreamRow(
        conference=room.name,
        conference_uuid=room.uuid,
        state=StreamState(
            id=step.stream,
            state="starting",
            name=step.name,
            url=step.url,
            key=_shown(step, means),
            goes_on_from=step.goes_on_from,
            retries=0,
        ),
        job=StreamJob(
            node=means.node,
            domain=room.domain or "",
            url=step.url,
            began_as=room.began_as or "",
            sealed_key=step.sealed_key or "",
        ),
    )


def _shown(step: StartStream, means: Means) -> str | None:
    if not step.sealed_key:
        return None
    try:
        return shown_key(open_key(step.sealed_key, stream=step.stream, secrets=means.streams.key_secrets))
    except CannotOpen:
        # The start will say so.
        return shown_key("")
