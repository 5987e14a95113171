"""What a command does to a recording or stream, and what keeps one from beginning."""

import shutil
from collections.abc import Callable, Iterable

import msgspec

from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.beside import tell
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.recordings.recording import NO_VIDEO, Recording
from freeswitch.relay.outputs.streams.stream import Stream
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand, kind_of
from functions.shared.commands.outputs.recordings import (
    PauseRecording,
    RecordingFile,
    ResumeRecording,
    StartRecording,
    StopRecording,
)
from functions.shared.commands.outputs.streams import StartStream, StopStream, StreamTarget
from functions.shared.outputs.life import OVER

Output = Recording | Stream


def cannot_begin(
    step: StartRecording | StartStream, room: Room, running: Iterable[Output], means: Means
) -> Step | None:
    """Why it cannot begin; None if it can, as far as is known before FreeSWITCH is asked."""
    if isinstance(step, StartStream):
        return None
    kind = kind_of(step)
    rows = [one.row for one in running]
    if step.name and any(row.state.name == step.name and row.state.state not in OVER for row in rows):
        return Step.failed(kind, "already_recording", f"a recording named {step.name!r} is running already")
    free = free_share(means)
    if free is not None and free < means.outputs.free_share:
        return Step.failed(kind, "disk_full", f"only {free:.0%} of the recordings' disk is free on {means.node}")
    if step.format != "wav" and means.switch.has_video(room) is False:
        return Step.failed(kind, "no_video", NO_VIDEO)
    return None


def quietly(output: Output, action: Callable[[], None]) -> bool:
    """Let something happen to one of many; tells whether it went well. What did not is logged and shown in its row."""
    try:
        action()
    except Exception:  # noqa: BLE001  # the others are there all the same
        tell("a recording or stream", output=output.row.id)
        output.trouble()
        return False
    return True


def is_stop(output: Output, step: PlainCommand) -> bool:
    """Whether the command ends it."""
    return isinstance(step, StopStream if isinstance(output, Stream) else StopRecording)


def output_of(step: PlainCommand) -> str:
    """The id that a command is about."""
    if isinstance(step, RecordingFile):
        return step.recording
    return step.stream if isinstance(step, StreamTarget) else ""


def carry_out(output: Output, step: PlainCommand) -> Step:
    """The command's part of an output's life."""
    if isinstance(output, Stream) or isinstance(step, StreamTarget):
        if not isinstance(output, Stream) or not isinstance(step, StreamTarget):
            return Step.failed(
                kind_of(step), "not_recording", "a stream is no recording; it can be stopped but not paused"
            )
        return output.start() if isinstance(step, StartStream) else output.stop()
    match step:
        case StartRecording():
            started = output.start()
            if not step.paused or started.state not in ("confirmed", "accepted"):
                return started
            paused = output.pause(paused=True)
            return msgspec.structs.replace(paused, kind=kind_of(step))
        case PauseRecording() | ResumeRecording():
            return output.pause(paused=isinstance(step, PauseRecording))
        case StopRecording():
            return output.stop()
    return Step.failed(kind_of(step), "refused", "not a command of a recording")


def free_share(means: Means) -> float | None:
    """How much of the recordings' disk is free; None where the relay does not see it."""
    try:
        usage = shutil.disk_usage(means.root)
    except OSError:
        return None
    return usage.free / usage.total if usage.total else None
