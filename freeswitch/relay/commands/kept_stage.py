"""One meeting's stage as the relay knows it, and when it has to be looked at again."""

from dataclasses import dataclass, field
from typing import Literal

from gevent.lock import RLock

from freeswitch.relay.conferences.rooms import Room
from functions.shared.commands import SceneStep, encode_command
from functions.shared.stage.wish import Stage, StoredStage

# What FreeSWITCH refuses, or somebody keeps on undoing, is tried so often, then rarely: the drift stays visible.
TRIES = 3
REST_SECONDS = 30.0


@dataclass
class Given:
    """A place that somebody is about to have; times are seconds of the steady clock.

    Attributes:
        look_at: when the command's row is looked at, should nobody have told how it has ended.
        until: so long it counts as theirs; None while the command has not ended.
    """

    slot: str
    look_at: float
    until: float | None = None


@dataclass
class KeptStage:
    """One meeting's stage as it was read last, and what has been sent for it."""

    uuid: str
    stored: StoredStage | None = None
    stale: bool = True
    read_again_at: float = 0.0
    # When the wish is read once more because the meeting is new; None when that is done.
    settles_at: float | None = None
    seen: tuple[object, ...] = ()
    tries: dict[bytes, tuple[int, float]] = field(default_factory=dict)
    # It was read once; it may have changed while nobody could tell.
    known: bool = False
    untold: bool = False
    # Somebody has arranged the picture anew, or only what becomes of who comes later: all who are there are thought of.
    decided: Literal["anew", "newcomers"] | None = None
    # By call: the places of newcomers that are under way, and how often they were given. The places that a rule of the
    # room fills; and whether the tables were asked for these, and for what an earlier relay has given.
    given: dict[str, Given] = field(default_factory=dict)
    tried: dict[str, int] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset()
    recalled: bool = False
    # One at a time for each conference; a slow one holds up no other.
    lock: RLock = field(default_factory=RLock)
    # Somebody has the lock.
    held: bool = False
    busy: bool = False

    @property
    def stage(self) -> Stage | None:
        """The wish."""
        return None if self.stored is None else self.stored.stage

    def overdue(self, now: float) -> list[str]:
        """The calls of those whose place was given so long ago that its command must have ended."""
        return [call for call, one in self.given.items() if one.until is None and now >= one.look_at]

    def may_try(self, command: SceneStep, now: float) -> bool:
        """Whether a command may be sent now (seconds of the steady clock); it then counts as tried."""
        key = encode_command(command)
        # A long meeting has seen many who came and went.
        for old in [one for one, (_, last) in self.tries.items() if now - last > REST_SECONDS]:
            del self.tries[old]
        times, _ = self.tries.get(key, (0, now))
        if times >= TRIES:
            return False
        self.tries[key] = (times + 1, now)
        return True


def signs_of(room: Room) -> tuple[object, ...]:
    """What a stage can depend on: everything that counts as a change, who speaks or is seen large, and who is known.

    FreeSWITCH is asked for a member's user after the join, and the answer is no change of its own. Nor is it one that
    the rows were asked what an earlier relay knew.
    """
    return (
        room.revision,
        room.recalled,
        sum(member.user is not None for member in room.members.values()),
        next((call for call, member in room.members.items() if member.floor), None),
        next((call for call, member in room.members.items() if member.video_floor), None),
    )
