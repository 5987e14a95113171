"""One plain command on its way, and what it needs besides itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    """What only the jobs know of a command: keys of streams, texts that somebody else typed."""

    keys: Mapping[str, str]
    begun_texts: Mapping[str, str]


@dataclass
class Try:
    """One plain command on its way; `sent` are the lines that FreeSWITCH may have taken."""

    step: PlainCommand
    room: Room | None
    meeting: Meeting
    generation: int
    sent: list[str] = field(default_factory=list)
