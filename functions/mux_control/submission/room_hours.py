"""Whom the API brings into a room comes in when the room is open, as everybody else."""

import time

from functions.shared.api.problems import Problem
from functions.shared.commands import PlainCommand
from functions.shared.commands.calls import Dial
from functions.shared.commands.leaving import Transfer
from functions.shared.room_windows import closed_because
from functions.shared.tables.provisioned.rooms import find_room_of


def check_room_hours(step: PlainCommand, conference: str, prefix: str) -> None:
    """Raise 409 for a step that lets somebody into a room that is closed; one table call for such a step."""
    if isinstance(step, Transfer):
        _require_open(step.conference, f"{prefix}conference: ")
    elif isinstance(step, Dial):
        _require_open(conference, prefix)


def _require_open(conference: str, place: str) -> None:
    room = find_room_of(conference)
    reason = None if room is None else closed_because(room, time.time())
    if reason is not None:
        raise Problem("room_not_open", f"{place}the room of {conference} {reason}")
