"""Whom the API brings into a room comes in as everybody else: when it is open, where its conference is, and past its
lobby or into it.

Whom it keeps out, every way into the room has to know: here the command learns which there are.
"""

import time
from functools import cache, partial

from msgspec import structs

from functions.mux_control.submission.called import reached_by
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.claims.claiming import claim
from functions.shared.commands import Command, Composite, PlainCommand
from functions.shared.commands.calls import Dial
from functions.shared.commands.hosting import KeepOut, LetIn
from functions.shared.commands.leaving import Transfer
from functions.shared.commands.waiting import Admit
from functions.shared.rooms.waiting import Who, awaited, entrance
from functions.shared.rooms.windows import closed_because
from functions.shared.state import ConferenceState
from functions.shared.tables.claims import Place
from functions.shared.tables.doors import find_door_of
from functions.shared.tables.known.nodes import known_node
from functions.shared.tables.provisioned.rooms import Room, dial_in_key, find_room_of


def through_the_door(command: Command, conference: ConferenceState, grant: Grant) -> Command:
    """Return the command with whoever has to wait waiting; one table call for each conference that somebody enters.

    Raises:
        Problem: 409 for a room that is closed, and for a conference that is on another node than who is brought there.
    """
    doors = _Doors(conference)
    if isinstance(command, Composite):
        plain = command.plain()
        steps = [_entered(step, doors, grant, f"steps[{place}].") for place, step in enumerate(plain)]
        return structs.replace(command, steps=tuple(steps)) if steps != list(plain) else command
    return _entered(command, doors, grant, "") if isinstance(command, PlainCommand) else command


class _Doors:
    """The conferences into which one command brings people, each looked at once."""

    def __init__(self, conference: ConferenceState) -> None:
        self.conference = conference
        self._door = cache(find_door_of)
        self._here: set[str] = set()

    def open(self, name: str, place: str) -> Room | None:
        """The room of a conference that may be entered now, and is on the command's node.

        Raises:
            Problem: 409 for one that is closed, or whose conference is on another node.
        """
        room = self._door(name).room
        reason = None if room is None else closed_because(room, time.time())
        if reason is not None:
            raise Problem("room_not_open", f"{place}the room of {name} {reason}")
        self.must_be_here(name, place)
        return room

    def must_be_here(self, name: str, place: str) -> None:
        """Claim a conference for the command's node where nobody has it.

        Raises:
            Problem: 409 for one that another node has.
        """
        if name in self._here:
            return
        door, node = self._door(name), self.conference.node
        entered = Place(name) if door.room is None else Place.of_room(door.room)
        elsewhere = claim(entered, door.claims.under(name, name), node, partial(known_node, node), time.time())
        if elsewhere is not None:
            raise Problem("conference_elsewhere", f"{place}{elsewhere}")
        self._here.add(name)


def _entered(step: PlainCommand, doors: _Doors, grant: Grant, prefix: str) -> PlainCommand:
    if isinstance(step, Transfer):
        room = doors.open(step.conference, f"{prefix}conference: ")
        # Who is moved is known by their call alone: whose account that is, the conference's row does not say.
        there = None if room is None else entrance(room, Who(moderator=step.moderator))
        if there is None or not there.waits:
            return structs.replace(step, admitted_to=None)
        return structs.replace(
            step, conference=there.conference, profile=there.profile, admitted_to=there.admitted_to or None
        )
    if isinstance(step, Dial):
        room = doors.open(awaited(doors.conference.name), prefix)
        step = structs.replace(step, others=reached_by(step, grant.domain, doors.conference.node))
        called = f"{step.user}@{grant.domain}" if step.user is not None else ""
        if room is None:
            return step
        there = entrance(room, Who(called))
        return structs.replace(step, waits=there.waits, admitted_to=there.admitted_to or None)
    if isinstance(step, Admit):
        # Who waits may be let in after the room's hours: they came within them.
        doors.must_be_here(step.conference, prefix)
    if isinstance(step, KeepOut | LetIn):
        return structs.replace(step, entrances=_entrances(find_room_of(doors.conference.name), grant))
    return step


def _entrances(room: Room | None, grant: Grant) -> tuple[str, ...]:
    """Where the ways into the room look for who is kept out; none of a room that is not the domain's."""
    if room is None or room.domain != grant.domain:
        return ()
    return (room.name, *((dial_in_key(room.dial_in),) if room.dial_in else ()))
