"""Several commands as one, in order, with one outcome: the first failure ends it, earlier steps stay."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta

from functions.shared.commands.conference import (
    ClearSlots,
    ClearVideoFloor,
    Dial,
    HangUpAll,
    Lock,
    Play,
    SetBackground,
    SetForeground,
    SetLayout,
    SetLayoutGroup,
    SetMaxMembers,
    SetVariable,
    SetVideoRate,
    SetVideoSize,
    StopPlaying,
)
from functions.shared.commands.fields import CallUuid, CommandBase
from functions.shared.commands.members import (
    ClearBanner,
    Deafen,
    HangUp,
    Hold,
    Kick,
    Mute,
    MuteVideo,
    Relate,
    SendDtmf,
    SetBanner,
    SetFloor,
    SetLogo,
    SetMuteImage,
    SetRole,
    SetSlot,
    SetVideoFloor,
    SetVolume,
    Transfer,
)
from functions.shared.commands.node import DropRegistration, EndUserCalls, FlushUser
from functions.shared.commands.outputs import (
    PauseRecording,
    ResumeRecording,
    StartRecording,
    StartStream,
    StopRecording,
    StopStream,
)
from functions.shared.commands.stills import TakeStill

MemberStep = (
    Mute
    | MuteVideo
    | Deafen
    | Hold
    | SetVolume
    | SetFloor
    | SetVideoFloor
    | SetSlot
    | SetRole
    | SetBanner
    | ClearBanner
    | SetMuteImage
    | SetLogo
)
ConferenceStep = (
    Lock
    | SetMaxMembers
    | SetVariable
    | SetLayout
    | SetLayoutGroup
    | SetVideoFloor
    | ClearVideoFloor
    | SetVideoSize
    | SetVideoRate
    | SetBackground
    | SetForeground
)
Output = StartRecording | StopRecording | PauseRecording | ResumeRecording | StartStream | StopStream
SceneStep = (
    MemberStep
    | ConferenceStep
    | SendDtmf
    | Relate
    | Transfer
    | Kick
    | HangUp
    | HangUpAll
    | ClearSlots
    | Play
    | StopPlaying
    | Dial
)
NodeCommand = FlushUser | DropRegistration | EndUserCalls
PlainCommand = SceneStep | Output | TakeStill | NodeCommand


class UpdateMember(CommandBase, frozen=True):
    """Several changes of one member."""

    member: CallUuid
    steps: Annotated[tuple[MemberStep, ...], Meta(min_length=1, max_length=20)]

    def __post_init__(self) -> None:
        if any(step.member != self.member for step in self.steps):
            raise ValueError("every step must name the member of the command")


class UpdateConference(CommandBase, frozen=True):
    """Several changes of the conference."""

    steps: Annotated[tuple[ConferenceStep, ...], Meta(min_length=1, max_length=20)]


class Scene(CommandBase, frozen=True):
    """Anything that may be done to a conference, as one command."""

    steps: Annotated[tuple[SceneStep, ...], Meta(min_length=1, max_length=100)]


Composite = UpdateMember | UpdateConference | Scene
Command = PlainCommand | Composite


def plain_steps(command: Command) -> Iterator[PlainCommand]:
    """The commands that a command consists of: its steps, or itself."""
    if isinstance(command, Composite):
        yield from command.steps
    else:
        yield command


def kind_of(command: Command) -> str:
    return str(command.__struct_config__.tag)
