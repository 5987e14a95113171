"""Compares what the picture should be with what it is: the commands that are still needed, and no others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.shared.commands import SceneStep
from functions.shared.commands.muting import Mute, MuteVideo
from functions.shared.commands.overlays import SetBanner
from functions.shared.commands.picture import SetLayout, SetLayoutGroup, SetVideoFloor
from functions.shared.commands.seats import SetSlot
from functions.shared.stage.wish import MemberWish, Place, Stage, Who
from functions.shared.state import ConferenceState, MemberState


@dataclass(frozen=True)
class Plan:
    """The commands that differ, in the order of sending, and the slots whose people are not there yet."""

    commands: tuple[SceneStep, ...]
    waiting: tuple[str, ...]


class _People:
    """The members, found by user, invitee and call without looking through all of them for each wish."""

    def __init__(self, members: Sequence[MemberState]) -> None:
        self.all = members
        self.by_call = {member.uuid: member for member in members}
        self.by_user: dict[str, list[MemberState]] = {}
        self.by_invitee: dict[str, list[MemberState]] = {}
        for member in members:
            if member.user is not None:
                self.by_user.setdefault(member.user, []).append(member)
            elif member.invitee is not None:
                # Never by the name: that is what a caller says.
                self.by_invitee.setdefault(member.invitee, []).append(member)

    def meant(self, who: Who) -> Sequence[MemberState]:
        if who.user is not None:
            return self.by_user.get(who.user, ())
        if who.invitee is not None:
            return self.by_invitee.get(who.invitee, ())
        if who.call is not None:
            found = self.by_call.get(who.call)
            return (found,) if found else ()
        if who.part == "moderator":
            return [member for member in self.all if member.moderator]
        return [member for member in self.all if member.floor or member.talking]


def reconcile(stage: Stage, state: ConferenceState) -> Plan:
    """Compare the wish with the state."""
    people = _People(state.members)
    commands: list[SceneStep] = [*_layout(stage, state)]
    waiting: list[str] = []
    if stage.places:
        seats, waiting = _assigned(stage.places, people)
        commands += _seating(seats, people)
    commands += _members(stage.members, people)
    if stage.video_floor is not None:
        found = people.meant(stage.video_floor)
        seen = [member for member in found if member.video is not False]
        if seen and not any(member.video_floor for member in seen):
            commands.append(SetVideoFloor(member=seen[0].uuid))
    return Plan(tuple(commands), tuple(waiting))


def _layout(stage: Stage, state: ConferenceState) -> Iterator[SceneStep]:
    # First, so that nobody is seated on a slot that is not there; slots have the same names in all seat layouts.
    if stage.layout is not None and state.layout != stage.layout:
        yield SetLayout(layout=stage.layout)
    elif stage.layout is None and stage.layout_group is not None and state.layout_group != stage.layout_group:
        yield SetLayoutGroup(group=stage.layout_group)


def _assigned(places: Sequence[Place], people: _People) -> tuple[dict[str, str], list[str]]:
    """Return call by slot, and the slots that wait."""
    seats: dict[str, str] = {}
    waiting: list[str] = []
    taken: set[str] = set()
    named = {who.call for place in places for who in place.who} | {
        member.uuid for place in places for who in place.who if who.part is None for member in people.meant(who)
    }
    for place in places:
        found = next((call for who in place.who if (call := _free(who, place.slot, people, taken, named))), None)
        if found is None:
            waiting.append(place.slot)
        else:
            seats[place.slot] = found
            taken.add(found)
    return seats, waiting


def _free(who: Who, slot: str, people: _People, taken: set[str], named: set[str | None]) -> str | None:
    # Who has no camera has no place in the picture: FreeSWITCH would take no slot for them.
    found = [member for member in people.meant(who) if member.uuid not in taken and member.video is not False]
    if who.part is not None:
        # Parts are for those whom no place names; and whoever sits there by the part goes on sitting there.
        found = [member for member in found if member.uuid not in named]
        if who.part == "speaker":
            found = [m for m in people.all if m.slot == slot and m.uuid not in taken and m.uuid not in named] or found
    # With two calls of one user the one that sits there already stays.
    return next((m.uuid for m in found if m.slot == slot), found[0].uuid if found else None)


def _seating(seats: dict[str, str], people: _People) -> Iterator[SceneStep]:
    now = {member.uuid: member.slot for member in people.all}
    wished = {call: slot for slot, call in seats.items()}
    by_slot = {slot: call for call, slot in now.items() if slot is not None}
    for slot, call in seats.items():
        if now[call] != slot:
            yield SetSlot(member=call, slot=slot)
            # FreeSWITCH takes the slot away from whoever had it.
            evicted = by_slot.pop(slot, None)
            if evicted is not None:
                now[evicted] = None
            now[call], by_slot[slot] = slot, call
    for call, held in now.items():
        one = people.by_call[call]
        # Who came later and got the next free place keeps it, unless it is somebody's: places name who was thought of.
        if held is not None and call not in wished and one.video is not False and one.settled != "next_place":
            yield SetSlot(member=call, slot=None)


def _members(wishes: Sequence[MemberWish], people: _People) -> Iterator[SceneStep]:
    done: set[str] = set()
    for wish in wishes:
        for member in people.meant(wish.who):
            # The first wish that means somebody counts.
            if member.uuid in done:
                continue
            done.add(member.uuid)
            for command in _wished(wish, member.uuid):
                if not _is_so(command, member):
                    yield command


def _is_so(command: Mute | MuteVideo | SetBanner, member: MemberState) -> bool:
    match command:
        case Mute():
            return member.muted == command.muted
        case MuteVideo() if member.video is False:
            return True
        case MuteVideo():
            # Nothing tells whether a camera is on until it is turned off: no news is on.
            return bool(member.video_muted) == command.muted
        case SetBanner():
            return member.banner == command.banner


def _wished(wish: MemberWish, call: str) -> Iterator[Mute | MuteVideo | SetBanner]:
    if wish.muted is not None:
        yield Mute(member=call, muted=wish.muted)
    if wish.video_muted is not None:
        yield MuteVideo(member=call, muted=wish.video_muted)
    if wish.banner is not None:
        yield SetBanner(member=call, banner=wish.banner)
