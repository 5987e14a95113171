"""Whom the API brings into a room comes in as everybody else: when it is open, and past its lobby or into it.

Whom it keeps out, every way into the room has to know: here the command learns which there are.
"""

import time
from collections.abc import Sequence

from msgspec import structs

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command, Composite, PlainCommand
from functions.shared.commands.calls import Dial
from functions.shared.commands.hosting import KeepOut, LetIn
from functions.shared.commands.leaving import Transfer
from functions.shared.rooms.waiting import Who, entrance
from functions.shared.rooms.windows import closed_because
from functions.shared.state import ConferenceState
from functions.shared.tables.provisioned.rooms import Room, dial_in_key, find_room_of


def through_the_door(command: Command, conference: ConferenceState, grant: Grant) -> Command:
    """Return the command with whoever has to wait waiting; one table call for each step that lets somebody in.

    Raises:
        Problem: 409 for a room that is closed.
    """
    if isinstance(command, Composite):
        steps = _steps(command.plain(), conference, grant)
        return structs.replace(command, steps=tuple(steps)) if steps != list(command.plain()) else command
    return _entered(command, conference, grant, "") if isinstance(command, PlainCommand) else command


def _steps(steps: Sequence[PlainCommand], conference: ConferenceState, grant: Grant) -> list[PlainCommand]:
    return [_entered(step, conference, grant, f"steps[{place}].") for place, step in enumerate(steps)]


def _entered(step: PlainCommand, conference: ConferenceState, grant: Grant, prefix: str) -> PlainCommand:
    if isinstance(step, Transfer):
        room = _open_room(step.conference, f"{prefix}conference: ")
        # Who is moved is known by their call alone: whose account that is, the conference's row does not say.
        there = None if room is None else entrance(room, Who(moderator=step.moderator))
        if there is None or not there.waits:
            return structs.replace(step, admitted_to=None)
        return structs.replace(
            step, conference=there.conference, profile=there.profile, admitted_to=there.admitted_to or None
        )
    if isinstance(step, Dial):
        room = _open_room(conference.name, prefix)
        called = f"{step.user}@{grant.domain}" if step.user is not None else ""
        if room is None:
            return step
        there = entrance(room, Who(called))
        return structs.replace(step, waits=there.waits, admitted_to=there.admitted_to or None)
    if isinstance(step, KeepOut | LetIn):
        return structs.replace(step, entrances=_entrances(find_room_of(conference.name), grant))
    return step


def _entrances(room: Room | None, grant: Grant) -> tuple[str, ...]:
    """Where the ways into the room look for who is kept out; none of a room that is not the domain's."""
    if room is None or room.domain != grant.domain:
        return ()
    return (room.name, *((dial_in_key(room.dial_in),) if room.dial_in else ()))


def _open_room(conference: str, place: str) -> Room | None:
    """The conference's room.

    Raises:
        Problem: 409 for one that is closed.
    """
    room = find_room_of(conference)
    reason = None if room is None else closed_because(room, time.time())
    if reason is not None:
        raise Problem("room_not_open", f"{place}the room of {conference} {reason}")
    return room
