"""What `conference NAME json_list` shows of a command's end."""

import msgspec

from functions.shared.commands import conference, members, outputs
from functions.shared.commands.composites import PlainCommand
from functions.shared.commands.esl_outputs import recorded_text
from functions.shared.commands.targets import Target


class _Flags(msgspec.Struct):
    can_hear: bool = True
    can_speak: bool = True
    hold: bool = False
    has_floor: bool = False


class _Member(msgspec.Struct):
    uuid: str = ""
    flags: _Flags = msgspec.field(default_factory=_Flags)
    volume_in: int = 0
    volume_out: int = 0
    # Of a recorder, which is listed among the members.
    record_path: str = ""
    status: str = ""


class JsonConference(msgspec.Struct):
    """The parts of a conference in `json_list` that a command can change."""

    conference_name: str
    conference_uuid: str
    locked: bool = False
    max_members: int = 0
    variables: dict[str, str] = msgspec.field(default_factory=dict)
    members: list[_Member] = msgspec.field(default_factory=list)

    def caller(self, uuid: str) -> _Member | None:
        return next((member for member in self.members if member.uuid == uuid), None)


_DECODER = msgspec.json.Decoder(list[JsonConference])


def read_json_list(answer: str, name: str) -> JsonConference | None:
    """None for an answer that is not the JSON of this conference."""
    try:
        return next((found for found in _DECODER.decode(answer) if found.conference_name == name), None)
    except msgspec.DecodeError:
        return None


def shows(command: PlainCommand, target: Target, found: JsonConference) -> bool | None:
    """Whether the conference is as the command wishes; None if this does not tell."""
    match command:
        case conference.Lock():
            return found.locked is command.locked
        case conference.SetMaxMembers():
            return found.max_members == command.count
        case conference.SetVariable():
            return found.variables.get(command.name) == command.value
        case conference.HangUpAll():
            return not any(found.caller(uuid) for uuid in target.members)
        case members.Transfer():
            return found.caller(command.member) is not None
        case members.Kick():
            return found.caller(command.member) is None
        case outputs.RecordingFile() | outputs.StreamTarget():
            return _output_shows(command, recorded_text(command, target), found)
        case members.Mute() | members.Deafen() | members.Hold() | members.SetVolume() | members.SetFloor():
            caller = found.caller(command.member)
            return None if caller is None else _caller_shows(command, caller)
        case _:
            return None


def _output_shows(command: PlainCommand, text: str, found: JsonConference) -> bool:
    # FreeSWITCH writes its own options before ours, but the path is the path.
    path = text.rpartition("}")[2]
    recorder = next((member for member in found.members if member.record_path.rpartition("}")[2] == path), None)
    if isinstance(command, (outputs.StopRecording, outputs.StopStream)):
        return recorder is None
    if recorder is None or isinstance(command, (outputs.StartRecording, outputs.StartStream)):
        return recorder is not None
    return (recorder.status == "paused") is isinstance(command, outputs.PauseRecording)


def _caller_shows(
    command: members.Mute | members.Deafen | members.Hold | members.SetVolume | members.SetFloor, caller: _Member
) -> bool | None:
    match command:
        case members.Hold():
            return caller.flags.hold is command.on_hold
        case members.SetVolume():
            return (caller.volume_in if command.direction == "in" else caller.volume_out) == command.level
        case members.SetFloor():
            return caller.flags.has_floor
    # On hold FreeSWITCH shows neither voice nor ear, whatever comes after.
    if caller.flags.hold:
        return None
    if isinstance(command, members.Mute):
        return caller.flags.can_speak is not command.muted
    return caller.flags.can_hear is not command.deaf
