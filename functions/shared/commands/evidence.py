"""What proves a command, and the events that do."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from functions.shared.commands import conference, members, node, outputs, stills
from functions.shared.commands.composites import PlainCommand


@dataclass(frozen=True)
class Evidence:
    """`event`: one of these Actions or Event-Names, read by `confirms`; if none comes, one last look at the state.

    `state`: FreeSWITCH is asked (`state_query`) after its yes, until it shows the end. `reply`: nothing but the yes.
    `file`: what the command should have written is looked at: a whole PNG, as large as a canvas.
    """

    kind: Literal["event", "state", "reply", "file"]
    time_limit: float
    events: tuple[str, ...] = ()


def _by_event(*events: str, within: float = 5.0) -> Evidence:
    return Evidence("event", within, events)


_BY_STATE: Final = Evidence("state", 3.0)
_BY_REPLY: Final = Evidence("reply", 0.0)

_EVIDENCE: Final[Mapping[type, Evidence]] = {
    members.Mute: _by_event("mute-member", "unmute-member"),
    members.MuteVideo: _by_event("vmute-member", "unvmute-member"),
    members.Deafen: _by_event("deaf-member", "undeaf-member"),
    members.Hold: _by_event("hold-member", "unhold-member"),
    members.SetVolume: _by_event("volume-in-member", "volume-out-member"),
    members.SetFloor: _by_event("floor-change"),
    # No event when the member has the floor already.
    members.SetVideoFloor: _BY_STATE,
    members.SetSlot: _BY_STATE,
    members.SetRole: _BY_STATE,
    members.SendDtmf: _by_event("dtmf-member"),
    members.Relate: _BY_STATE,
    # The `transfer` event is only the order; the join and the end of the call are what came of it.
    members.Transfer: _by_event("add-member", "CHANNEL_HANGUP", within=10.0),
    # Before it lets go, FreeSWITCH may play the profile's kicked-sound; del-member comes first.
    members.Kick: _by_event("del-member"),
    members.HangUp: _by_event("CHANNEL_HANGUP"),
    # It only comes if nobody else joined in between; then the state tells.
    conference.HangUpAll: _by_event("conference-destroy", within=3.0),
    conference.ClearSlots: _BY_STATE,
    conference.Lock: _by_event("lock", "unlock"),
    conference.SetMaxMembers: _BY_STATE,
    conference.SetVariable: _BY_STATE,
    conference.SetVideoRate: _BY_STATE,
    conference.Play: _by_event("play-file", "play-file-member"),
    conference.StopPlaying: _BY_STATE,
    conference.Dial: _by_event("add-member", "CHANNEL_HANGUP", within=65.0),
    outputs.StartRecording: _by_event("start-recording", within=15.0),
    # A server that does not answer holds FreeSWITCH as long as TCP does.
    outputs.StartStream: _by_event("start-recording", within=30.0),
    outputs.StopRecording: _by_event("stop-recording", within=10.0),
    outputs.StopStream: _by_event("stop-recording", within=10.0),
    outputs.PauseRecording: _by_event("pause-recording"),
    outputs.ResumeRecording: _by_event("resume-recording"),
    node.DropRegistration: _BY_STATE,
    # FreeSWITCH says +OK once it has closed the file.
    stills.TakeStill: Evidence("file", 2.0),
}


def evidence(command: PlainCommand) -> Evidence:
    """Layouts, banners, images, the canvas and the video floor's lock leave no trace but FreeSWITCH's word."""
    return _EVIDENCE.get(command.__class__, _BY_REPLY)
