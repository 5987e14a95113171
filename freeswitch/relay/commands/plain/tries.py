"""One plain command on its way, and what it needs besides itself."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from freeswitch.relay.conferences.rooms import Room
from functions.shared.commands import Meeting, PlainCommand


@dataclass(frozen=True)
class Places:
    """Where the node keeps its files."""

    recordings: str
    images: str
    stills: str


@dataclass(frozen=True)
class Extra:
    """What only the jobs know of a command.

    `keys` of streams, by stream; `begun_texts`, what somebody else typed to begin a recording or stream, by its id;
    `spoken`, the name of a spoken text's file; `own`, where the domain's own pictures, sounds and fonts lie.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    begun_texts: Mapping[str, str] = field(default_factory=dict)
    spoken: str = ""
    own: Mapping[str, str] = field(default_factory=dict)


NOTHING: Final = Extra()


def meeting_of(room: Room | None, places: Places, extra: Extra) -> Meeting:
    """What a command's class is told of the conference, in which the command runs now."""
    return Meeting(
        room.name if room else "",
        members=room.numbers() if room else {},
        held=room.calls_with("on_hold") if room else frozenset(),
        deaf=room.calls_with("deaf") if room else frozenset(),
        bannered=room.calls_with("banner") if room else frozenset(),
        hosts=room.hosts() if room else frozenset(),
        uuid=room.uuid if room else "",
        new_call=str(uuid.uuid4()),
        recordings_root=places.recordings,
        images_root=places.images,
        stills_root=places.stills,
        stream_keys=extra.keys,
        begun_texts=extra.begun_texts,
        spoken=extra.spoken,
        own=extra.own,
    )


@dataclass
class Try:
    """One plain command on its way; `sent` are the lines that FreeSWITCH may have taken."""

    step: PlainCommand
    room: Room | None
    meeting: Meeting
    generation: int
    sent: list[str] = field(default_factory=list)
