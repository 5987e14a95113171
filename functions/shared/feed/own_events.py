"""Events of what has an id of its own: the event's id is made of that, so whoever tells it once more tells it once."""

import msgspec

from functions.shared.feed.events import CommandFinished, Event, Happening, StillFailed, StillReady, plain, type_of
from functions.shared.feed.output_events import Output, output_happening
from functions.shared.outputs.stills import StillState


def finished(conference: str, meeting: str, command: CommandFinished, *, at: str) -> Event:
    """A command has its outcome.

    Args:
        meeting: the meeting's uuid.
        at: when it ended, RFC 3339 in UTC.
    """
    return _event(conference, meeting, command, f"{command.id}.end", at)


def output_changed(conference: str, meeting: str, output: Output, version: int, *, at: str) -> Event:
    """A recording or a stream is as its row says, in the version in which it was written."""
    return _event(conference, meeting, output_happening(output), f"{output.id}.{version}", at)


def output_forgotten(conference: str, meeting: str, output: Output, *, at: str, version: int | None = None) -> Event:
    """A recording or a stream is gone, or is as good as gone.

    Args:
        version: of one that was shown again after it was told as gone.
    """
    told = f"{output.id}.gone" if version is None else f"{output.id}.gone.{version}"
    return _event(conference, meeting, output_happening(output, forgotten=True), told, at)


def still_over(conference: str, meeting: str, still: StillState, *, at: str) -> Event:
    """A still's picture can be had, or cannot and will not."""
    shown = msgspec.to_builtins(still)
    if still.state == "ready":
        return _event(conference, meeting, StillReady(id=still.id, still=shown), f"{still.id}.ready", at)
    told = StillFailed(id=still.id, reason=still.reason or "", still=shown)
    return _event(conference, meeting, told, f"{still.id}.failed", at)


def _event(conference: str, meeting: str, happening: Happening, name: str, at: str) -> Event:
    return Event(conference=conference, id=name, type=type_of(happening), at=at, meeting=meeting, data=plain(happening))
