"""One meeting's stage as the relay knows it, and when it has to be looked at again."""

from dataclasses import dataclass, field

from gevent.lock import RLock

from freeswitch.relay.conferences.rooms import Room
from functions.shared.stage.wish import Stage


@dataclass
class KeptStage:
    """One meeting's stage as it was read last, and what has been sent for it."""

    uuid: str
    stage: Stage | None = None
    stale: bool = True
    read_again_at: float = 0.0
    # When the wish is read once more because the meeting is new; None when that is done.
    settles_at: float | None = None
    seen: tuple[object, ...] = ()
    tries: dict[bytes, tuple[int, float]] = field(default_factory=dict)
    # One at a time for each conference; a slow one holds up no other.
    lock: RLock = field(default_factory=RLock)
    # Somebody has the lock.
    held: bool = False
    busy: bool = False


def signs_of(room: Room) -> tuple[object, ...]:
    """What a stage can depend on: everything that counts as a change, who speaks or is seen large, and who is known.

    FreeSWITCH is asked for a member's user after the join, and the answer is no change of its own.
    """
    return (
        room.revision,
        sum(member.user is not None for member in room.members.values()),
        next((call for call, member in room.members.items() if member.floor), None),
        next((call for call, member in room.members.items() if member.video_floor), None),
    )
