"""A change by hand through the API is a change of the wish: the stage as it is afterwards."""

from msgspec.structs import replace

from functions.shared.commands import Command, plain_steps
from functions.shared.commands.composites import PlainCommand
from functions.shared.commands.conference import ClearSlots, ClearVideoFloor, SetLayout, SetLayoutGroup
from functions.shared.commands.members import ClearBanner, Mute, MuteVideo, SetBanner, SetSlot, SetVideoFloor
from functions.shared.conference_state import ConferenceState, MemberState
from functions.shared.stage import MemberWish, Place, Stage, Who

_PICTURE = (
    SetLayout | SetLayoutGroup | SetSlot | ClearSlots | SetVideoFloor | ClearVideoFloor | Mute | MuteVideo
    | SetBanner | ClearBanner
)  # fmt: skip


def touches_picture(command: Command) -> bool:
    """Whether a stage could say something about what the command changes."""
    return any(isinstance(step, _PICTURE) for step in plain_steps(command))


def adopted(stage: Stage, command: Command, state: ConferenceState) -> Stage:
    """Return the stage that the command does not contradict."""
    for step in plain_steps(command):
        stage = _adopted(stage, step, state)
    return stage


def _adopted(stage: Stage, step: PlainCommand, state: ConferenceState) -> Stage:
    match step:
        case SetLayout():
            return replace(stage, layout=step.layout, layout_group=None)
        case SetLayoutGroup():
            return replace(stage, layout=None, layout_group=step.group)
        case ClearSlots():
            return replace(stage, places=())
        case ClearVideoFloor():
            return replace(stage, video_floor=None)
    member = state.member(getattr(step, "member", None) or "")
    if member is None:
        return stage
    match step:
        case SetSlot():
            return replace(stage, places=_moved(stage.places, member, step.slot))
        case SetVideoFloor() if stage.video_floor is not None:
            return replace(stage, video_floor=name_of(member))
        case Mute() | MuteVideo() | SetBanner() | ClearBanner():
            return replace(stage, members=tuple(_changed(wish, step, member) for wish in stage.members))
    return stage


def name_of(member: MemberState) -> Who:
    """Name a member so that they are known again after they have come back."""
    return Who(user=member.user) if member.user is not None else Who(call=member.uuid)


def means(who: Who, member: MemberState) -> bool:
    """Whether a member is meant by name; parts mean whoever plays them."""
    if who.user is not None or who.call is not None:
        return who.user == member.user if who.user is not None else who.call == member.uuid
    return who.invitee is not None and member.user is None and who.invitee == member.name


def _moved(places: tuple[Place, ...], member: MemberState, slot: str | None) -> tuple[Place, ...]:
    kept = []
    for place in places:
        others = tuple(who for who in place.who if not means(who, member))
        if others and place.slot != slot:
            kept.append(Place(slot=place.slot, who=others))
    return tuple(kept) if slot is None else (Place(slot=slot, who=(name_of(member),)), *kept)


def _changed(wish: MemberWish, step: Mute | MuteVideo | SetBanner | ClearBanner, member: MemberState) -> MemberWish:
    if not means(wish.who, member):
        return wish
    match step:
        case Mute():
            return replace(wish, muted=step.muted) if wish.muted is not None else wish
        case MuteVideo():
            return replace(wish, video_muted=step.muted) if wish.video_muted is not None else wish
        case SetBanner():
            return replace(wish, banner=step.banner) if wish.banner is not None else wish
        case ClearBanner():
            return replace(wish, banner=None)
