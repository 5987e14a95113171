"""One plain command on its way, and what it needs besides itself."""

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
    `spoken`, the name of a spoken text's file.
    """

    keys: Mapping[str, str] = field(default_factory=dict)
    begun_texts: Mapping[str, str] = field(default_factory=dict)
    spoken: str = ""


NOTHING: Final = Extra()


@dataclass
class Try:
    """One plain command on its way; `sent` are the lines that FreeSWITCH may have taken."""

    step: PlainCommand
    room: Room | None
    meeting: Meeting
    generation: int
    sent: list[str] = field(default_factory=list)
