"""Frames of the WebSocket, and which conference each is about."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from freeswitch_functions_client.feed.track import Track
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.schemas import (
    EventsFrame,
    GapFrame,
    PongFrame,
    ProblemFrame,
    ServerFrame,
    SnapshotFrame,
)

# What the server asks to try again; any other problem stays one.
PASSING = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Told:
    """A frame, and a snapshot's conference with what this version does not know of it."""

    frame: ServerFrame
    conference: Mapping[str, object] | None


def frame_in(text: str | bytes) -> Told | None:
    """Read a frame; half of one, or one of a later version, is none: what it brought is missing and asked for."""
    try:
        plain = msgspec.json.decode(text, type=dict[str, object])
        frame = msgspec.convert(plain, ServerFrame)
    except msgspec.DecodeError:
        return None
    conference = plain.get("conference")
    return Told(frame, conference if isinstance(conference, Mapping) else None)


def hear(told: Told, tracks: Mapping[str, Track]) -> None:
    """Take a frame to whom it is about."""
    frame = told.frame
    if isinstance(frame, PongFrame):
        for listened, one in tracks.items():
            one.pong(frame.seqs.get(listened), frame.nodes.get(listened))
        return
    name = frame.name if isinstance(frame, SnapshotFrame) else frame.conference
    track = tracks.get(name or "")
    if track is None:
        return
    if isinstance(frame, SnapshotFrame):
        track.snapshot(frame, told.conference)
    elif isinstance(frame, EventsFrame):
        track.take(frame.events)
    elif isinstance(frame, GapFrame):
        track.gap()
    elif isinstance(frame, ProblemFrame) and frame.problem.status not in PASSING:
        track.refused(Problem(frame.problem.status, frame.problem, frame.retry_after))
