"""`conference NAME json_list`: what it shows of a command's end."""

from abc import abstractmethod

import msgspec

from functions.shared.commands.common.command import PlainCommand
from functions.shared.commands.common.meeting import Meeting


class Flags(msgspec.Struct):
    can_hear: bool = True
    can_speak: bool = True
    hold: bool = False
    has_floor: bool = False


class Listed(msgspec.Struct):
    """A caller, or a recorder, which is listed among the members."""

    uuid: str = ""
    caller_id_name: str = ""
    flags: Flags = msgspec.field(default_factory=Flags)
    energy: int = 0
    volume_in: int = 0
    volume_out: int = 0
    record_path: str = ""
    status: str = ""


class JsonConference(msgspec.Struct):
    """The parts of a conference that a command can change."""

    conference_name: str
    conference_uuid: str
    locked: bool = False
    max_members: int = 0
    member_count: int = 0
    variables: dict[str, str] = msgspec.field(default_factory=dict)
    members: list[Listed] = msgspec.field(default_factory=list)

    def caller(self, uuid: str) -> Listed | None:
        return next((member for member in self.members if member.uuid == uuid), None)

    def recorder(self, path: str) -> Listed | None:
        return next((member for member in self.members if without_options(member.record_path) == path), None)


_DECODER = msgspec.json.Decoder(list[JsonConference])


def read_json_list(answer: str, name: str) -> JsonConference | None:
    """None for an answer that is not the JSON of this conference."""
    try:
        return next((found for found in _DECODER.decode(answer) if found.conference_name == name), None)
    except msgspec.DecodeError:
        return None


def without_options(path: str) -> str:
    """FreeSWITCH writes its own options before ours, but the path is the path."""
    return path.rpartition("}")[2]


class InJson(PlainCommand, frozen=True):
    """Asked as JSON where JSON shows it: names are escaped there, and the conference's uuid stands beside them."""

    asks = "json_list"

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        found = read_json_list(answer, meeting.conference)
        if found and meeting.uuid and found.conference_uuid != meeting.uuid:
            return True if self.ends_with_conference else None
        return None if found is None else self.in_json(found, meeting)

    @abstractmethod
    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool | None:
        """Whether the conference is as the command wishes; None if this does not tell."""
        raise NotImplementedError
