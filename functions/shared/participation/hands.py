"""Raising and lowering hands: told in the feed, then written into the rows; what is so already is not told again.

Whoever is in the call has the hand there, whoever is in a page only has it by their token's subject.
"""

import time
from collections.abc import Callable, Sequence
from uuid import uuid4

from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.sight.now import folded
from functions.shared.feed.appending import append, last_seq
from functions.shared.feed.events import Event, HandLowered, HandRaised
from functions.shared.feed.hand_rows import MOVING, write_hands
from functions.shared.feed.page_events import hand_moved
from functions.shared.grammars.moments import rfc3339
from functions.shared.participation.people import Person, calls_of, name_of
from functions.shared.state import ConferenceState

# Each time somebody else moved it meanwhile.
TRIES = 5
_TURNING = MOVING | {"member.left", "conference.ended", "conference.started"}

Movement = HandRaised | HandLowered
# From the conference as it is now, and the time.
Wanted = Callable[[ConferenceState, str], list[Movement]]


def move_member_hand(conference: ConferenceState, member: str, *, raised: bool) -> None:
    """See to it that a member's hand is up, or down; one who has left has none.

    Raises:
        Problem: the conference has ended.
        TablesUnavailable: it may be so by now; to ask again is right.
    """

    def wanted(now: ConferenceState, at: str) -> list[Movement]:
        found = now.member(member)
        if found is None or raised == (found.hand_raised_at is not None):
            return []
        return [HandRaised(uuid=member, raised_at=at) if raised else HandLowered(uuid=member)]

    _move(conference, wanted)


def move_own_hand(conference: ConferenceState, person: Person, *, raised: bool) -> None:
    """See to it that somebody's own hand is up, in their call or else in the page, or that every one of theirs is down.

    Raises:
        Problem: the conference has ended.
        TablesUnavailable: it may be so by now; to ask again is right.
    """

    def wanted(now: ConferenceState, at: str) -> list[Movement]:
        calls = calls_of(now, person)
        up = [one for one in calls if one.hand_raised_at is not None]
        in_page = any(one.subject == person.subject for one in now.hands)
        if not raised:
            down: list[Movement] = [HandLowered(uuid=one.uuid) for one in up]
            return [*down, HandLowered(subject=person.subject)] if in_page else down
        if up or (in_page and not calls):
            return []
        if calls:
            return [HandRaised(uuid=calls[0].uuid, raised_at=at)]
        return [HandRaised(subject=person.subject, name=name_of(now, person), raised_at=at)]

    _move(conference, wanted)


def lower_page_hand(conference: ConferenceState, subject: str) -> None:
    """See to it that the hand of somebody who is in a page only is down."""

    def wanted(now: ConferenceState, _: str) -> list[Movement]:
        up = any(one.subject == subject for one in now.hands)
        return [HandLowered(subject=subject)] if up else []

    _move(conference, wanted)


def _move(conference: ConferenceState, wanted: Wanted) -> None:
    for _ in range(TRIES):
        now, at = time.time(), rfc3339(time.time())
        state, position = folded(conference.name, conference, conference.domain or "", told=None)
        if state is None or state.uuid != conference.uuid:
            raise Problem("conference_ended", f"{conference.name} has just ended")
        movements = wanted(state, at)
        if not movements:
            return
        events = [hand_moved(state.name, state.uuid, one, uuid4().hex, at=at) for one in movements]
        # Where all that was told has expired, the conference goes on counting nevertheless.
        position = position or last_seq(state.name, now=now)
        done = append(events, domain=state.domain, now=now, after=position, unless=_turned)
        write_hands(done.since, now=now)
        if done.all_told:
            return
    raise unavailable(f"others keep moving hands in {conference.name}; look, and ask again")


def _turned(others: Sequence[Event]) -> bool:
    return any(one.type in _TURNING for one in others)
