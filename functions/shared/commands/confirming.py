"""Whether an event proves a command, disproves it, or has nothing to do with it."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.commands import conference, members, outputs
from functions.shared.commands.composites import PlainCommand
from functions.shared.commands.esl_outputs import output_path
from functions.shared.commands.lines import media_path
from functions.shared.commands.targets import Target
from functions.shared.media import PROMPTS

Event = Mapping[str, str]


@dataclass(frozen=True)
class Confirmed:
    event: str


@dataclass(frozen=True)
class Failed:
    event: str
    reason: str
    detail: str


Verdict = Confirmed | Failed | None


def name_of(event: Event) -> str:
    """The Action of a conference's event, the Event-Name of another."""
    return event.get("Action") or event.get("Event-Name", "")


def confirms(command: PlainCommand, target: Target, event: Event) -> Verdict:
    """None for an event of something else, of another conference, or of an earlier meeting under the same name."""
    match command:
        case members.Transfer() | conference.Dial() | members.HangUp():
            return _of_the_call(command, target, event)
        case outputs.RecordingFile() | outputs.StreamTarget():
            return _of_an_output(command, target, event)
        case conference.Lock() | conference.HangUpAll() | conference.Play(member=None):
            return _of_the_conference(command, target, event)
        case _:
            return _of_a_member(command, target, event)


def _is_here(target: Target, event: Event) -> bool:
    meeting = event.get("Conference-Unique-ID", "")
    return event.get("Conference-Name") == target.conference and (not target.uuid or meeting == target.uuid)


def _of_the_call(command: members.Transfer | conference.Dial | members.HangUp, target: Target, event: Event) -> Verdict:
    call = target.new_call if isinstance(command, conference.Dial) else command.member
    if event.get("Unique-ID") != call:
        return None
    if event.get("Event-Name") == "CHANNEL_HANGUP":
        if isinstance(command, members.HangUp):
            return Confirmed("CHANNEL_HANGUP")
        return Failed("CHANNEL_HANGUP", "call_failed", event.get("Hangup-Cause", ""))
    where = command.conference if isinstance(command, members.Transfer) else target.conference
    joined = event.get("Action") == "add-member" and event.get("Conference-Name") == where
    return Confirmed("add-member") if joined and not isinstance(command, members.HangUp) else None


def _of_an_output(command: outputs.RecordingFile | outputs.StreamTarget, target: Target, event: Event) -> Verdict:
    wanted = {
        outputs.StartRecording: "start-recording",
        outputs.StartStream: "start-recording",
        outputs.StopRecording: "stop-recording",
        outputs.StopStream: "stop-recording",
        outputs.PauseRecording: "pause-recording",
        outputs.ResumeRecording: "resume-recording",
    }[command.__class__]
    # FreeSWITCH writes its own options before ours.
    path = event.get("Path", "").rpartition("}")[2]
    if event.get("Action") != wanted or not _is_here(target, event) or path != output_path(command, target):
        return None
    error = event.get("Error")
    return Failed(wanted, "refused", error) if error else Confirmed(wanted)


def _of_the_conference(
    command: conference.Lock | conference.HangUpAll | conference.Play, target: Target, event: Event
) -> Verdict:
    if not _is_here(target, event):
        return None
    if isinstance(command, conference.Play):
        return _played("play-file", command, target, event)
    wanted = "conference-destroy"
    if isinstance(command, conference.Lock):
        wanted = "lock" if command.locked else "unlock"
    return Confirmed(wanted) if event.get("Action") == wanted else None


def _played(wanted: str, command: conference.Play, target: Target, event: Event) -> Verdict:
    path = media_path("prompt", command.prompt, PROMPTS, target.prompts_root)
    # A relative path comes back with FreeSWITCH's sound prefix when the file could not be opened.
    if event.get("Action") != wanted or not f"/{event.get('File', '')}".endswith(f"/{path.lstrip('/')}"):
        return None
    error = event.get("Error")
    return Failed(wanted, "refused", error) if error else Confirmed(wanted)


def _of_a_member(command: PlainCommand, target: Target, event: Event) -> Verdict:
    member = getattr(command, "member", None)
    if member is None or not _is_here(target, event) or event.get("Unique-ID") != member:
        return None
    if isinstance(command, conference.Play):
        return _played("play-file-member", command, target, event)
    wanted, header, value = _member_event(command)
    if event.get("Action") != wanted or (header and event.get(header) != value):
        return None
    return Confirmed(wanted)


def _member_event(command: PlainCommand) -> tuple[str, str, str]:
    """Action, and the header with the value that it must have."""
    match command:
        case members.Mute():
            return "mute-member" if command.muted else "unmute-member", "", ""
        case members.MuteVideo():
            return "vmute-member" if command.muted else "unvmute-member", "", ""
        case members.Deafen():
            return "deaf-member" if command.deaf else "undeaf-member", "", ""
        case members.Hold():
            return "hold-member" if command.on_hold else "unhold-member", "", ""
        case members.SetVolume():
            return f"volume-{command.direction}-member", "Volume-Level", str(command.level)
        case members.SetFloor():
            # The member's headers in this event are those of the new holder.
            return "floor-change", "", ""
        case members.SendDtmf():
            return "dtmf-member", "Digits", command.digits
        case members.Kick():
            return "del-member", "", ""
        case _:
            return "none", "", ""
