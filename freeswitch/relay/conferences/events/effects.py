"""What one event changed."""

from dataclasses import dataclass

from freeswitch.relay.conferences.events.departures import Departure
from freeswitch.relay.conferences.events.hand_typed import Question
from freeswitch.relay.conferences.events.member_events import Weight
from freeswitch.relay.conferences.rooms import Room


@dataclass(frozen=True, slots=True)
class Effect:
    """What one event changed and what must be asked because of it."""

    room: Room | None = None
    weight: Weight = "none"
    ended: bool = False
    question: Question | None = None
    joined: str | None = None
    departure: Departure | None = None
    # Whether somebody only began or ceased to watch.
    watching: bool = False
    # Whose call is not in the conference any more, and why, as far as that is known.
    left: str | None = None
    cause: str | None = None
    # Whose hand goes up if it was down, and down if it was up: a key of the telephone.
    hand: str | None = None
    gap: str | None = None


NOTHING = Effect()
