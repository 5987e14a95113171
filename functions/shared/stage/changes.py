"""How the wish changes along with what somebody does by hand."""

from typing import Literal

from msgspec.structs import replace

from functions.shared.stage.wish import Place, Stage, Who
from functions.shared.state import Banner, MemberState


def name_of(member: MemberState) -> Who:
    """Name a member so that they are known again after they have come back."""
    return Who(user=member.user) if member.user is not None else Who(call=member.uuid)


def means(who: Who, member: MemberState) -> bool:
    """Whether a member is meant by name; parts mean whoever plays them."""
    if who.user is not None or who.call is not None:
        return who.user == member.user if who.user is not None else who.call == member.uuid
    return who.invitee is not None and member.user is None and who.invitee == member.invitee


def seated(stage: Stage, member: MemberState, slot: str | None) -> Stage:
    """Return the stage with the member on this slot, or without a place of their own."""
    kept = []
    for place in stage.places:
        others = tuple(who for who in place.who if not means(who, member))
        if others and place.slot != slot:
            kept.append(Place(slot=place.slot, who=others))
    seat = () if slot is None else (Place(slot=slot, who=(name_of(member),)),)
    return replace(stage, places=(*seat, *kept))


def wished(
    stage: Stage,
    member: MemberState | None,
    field: Literal["muted", "video_muted", "banner"],
    value: bool | Banner | None,
) -> Stage:
    """Return the stage whose wishes for the member, where there are any about this, are this one."""
    if member is None:
        return stage
    changed = (
        replace(wish, **{field: value}) if means(wish.who, member) and getattr(wish, field) is not None else wish
        for wish in stage.members
    )
    return replace(stage, members=tuple(changed))
