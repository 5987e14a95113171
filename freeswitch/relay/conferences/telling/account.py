"""What the feed says of a conference's name, and what it does not say yet: every join and leave, the rest merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from freeswitch.relay.conferences.telling.raised_hands import RaisedHands
from freeswitch.relay.conferences.telling.talking import Talking
from freeswitch.relay.conferences.telling.unwritten import Gone, Unwritten
from functions.shared.feed.changes import Why, changes, gap_of
from functions.shared.feed.departures import departures, endings
from functions.shared.feed.events import MOVED, Event
from functions.shared.feed.folding import fold
from functions.shared.meetings.gone import Departed, Ended
from functions.shared.state import ConferenceState, LeftMember, MemberState

# More than a relay may keep of one name while the tables are away: beyond it is a gap.
MOST_WAITING: Final = 1000
ENDED: Final = "conference.ended"


@dataclass
class Account:
    """Changed as things happen, told when the tables answer; no network and no clock in here."""

    name: str
    # The feed, folded up to `seq`; known once the tables were asked.
    told: ConferenceState | None = None
    seq: int = 0
    begun: bool = False
    # When something was told last, in seconds since 1970.
    told_at: float = 0.0
    # When its state was noted last, in seconds since 1970.
    noted_at: float = 0.0
    waiting: list[Event] = field(default_factory=list)
    # `told` and `waiting`, folded.
    pending: ConferenceState | None = None
    # The first state that was noted before the tables were asked, and when (RFC 3339).
    first: ConferenceState | None = None
    first_at: str = ""
    causes: dict[str, str] = field(default_factory=dict)
    unwritten: Unwritten = field(default_factory=Unwritten)
    # Nobody listened, or it could not be kept, since then (RFC 3339; none: not known) and for this reason.
    gap: tuple[str | None, str] | None = None
    # What waited was more than can be kept: the next time all differences are told.
    lost: bool = False
    hands: RaisedHands = field(default_factory=RaisedHands)
    # Somebody else told of another meeting, or of the end of ours, while something else was told.
    moved: bool = False
    # The meeting that another node had and that goes on in the one of this node.
    moved_here: str = ""
    talking: Talking = field(default_factory=Talking)

    def note(self, state: ConferenceState, *, at: str, moment: float) -> None:
        """The conference is like this now.

        Args:
            moment: of a clock that only goes forward, in seconds.
        """
        if self.lost:
            return
        if not self.begun and self.first is None:
            self.first = self.pending = state
            self.first_at = at
            return
        if self.gap is not None and self.begun:
            self._tell_gap(self.pending or state, at)
        known = () if self.pending is None else self.pending.members
        heard = self.talking.as_told(state.members, known, moment)
        self._add(self._with_others(msgspec.structs.replace(state, members=heard)), at)
        if len(self.waiting) > MOST_WAITING:
            self.lose("too_much", since=self.waiting[0].at)

    def move_hands(self) -> None:
        """Move the hands whose keys were pressed, from where the feed has them now."""
        for key in self.hands.take():
            if self.pending is not None and (moved := key.moved(self.pending)) is not None:
                self._add(moved, key.at)

    def end(self, uuid: str, *, at: str, reason: str | None) -> None:
        """The meeting is over; no other of the name goes on."""
        if self.lost or self.pending is None or self.pending.uuid != uuid:
            return
        if self.gap is not None and self.begun:
            self._tell_gap(self.pending, at)
        self._add(None, at, reason)

    def begin(
        self,
        told: ConferenceState | None,
        since: Sequence[Event],
        seq: int,
        *,
        at: str,
        heard: str | None,
        missed: tuple[str | None, str] | None = None,
    ) -> None:
        """The rows say this, and the feed that: whatever is different from what was noted here is told.

        Args:
            heard: when something was told last.
            missed: since when, and why, nobody may have seen a whole meeting before the one that was noted here.
        """
        self.hands.remember(since)
        for one in departures(told, since):
            self.unwritten.departs(one)
        for meeting in endings(told, since):
            self.unwritten.ends(meeting)
        self.told, self.seq, self.begun = fold(told, since), seq, True
        self.pending = self.told
        if self.lost:
            return
        # Somebody told of it before, and nobody listened between them and us; or a whole meeting may be missing. That
        # was before whatever we have missed since our first look.
        earlier = missed if self.told is None else (None, "relay_started")
        if earlier is not None and (self.gap is None or _begins_before(earlier[0], self.gap[0])):
            self.gap = earlier
        if self.gap is not None and self.gap[0] is None:
            self.gap = (heard, self.gap[1])
        later, self.waiting = self.waiting, []
        about = self.told or self.first
        if self.gap is not None and about is not None:
            self._tell_gap(about, at)
        if self.first is not None:
            self._add(self._with_others(self.first), self.first_at)
        self.waiting += later
        self.pending = fold(self.told, self.waiting)

    def catch_up(self, since: Sequence[Event], seq: int) -> None:
        """What was told meanwhile: by others, or by us where nobody knew whether it was."""
        self.hands.remember(since)
        there = {one.id for one in since}
        self.waiting = [one for one in self.waiting if one.id not in there]
        self.told, self.seq = fold(self.told, since), seq
        self.pending = fold(self.told, self.waiting)

    def appended(self, ours: Sequence[Event], since: Sequence[Event], seq: int) -> None:
        """The first of those that waited are told, and among them others' events, or more of ours without an answer."""
        if len(since) > len(ours):
            self.catch_up(since, seq)
            return
        del self.waiting[: len(ours)]
        self.hands.remember(since)
        self.told, self.seq = fold(self.told, since), seq

    def until_end(self, uuid: str) -> int:
        """How many of those that wait come up to a meeting's end, the end among them; 0 where that does not wait."""
        ends = (place for place, one in enumerate(self.waiting) if one.meeting == uuid and one.type == ENDED)
        return next(ends, -1) + 1

    def written(self, gone: Gone) -> bool:
        """Those rows are written; tells whether nothing is left to tell of the name."""
        self.hands.moved.clear()
        self.unwritten.written(gone)
        nothing_goes_on = self.begun and self.told is None and self.pending is None
        # The next meeting of the name has begun where there is a gap to tell of.
        return nothing_goes_on and not self.waiting and self.gap is None

    def lose(self, reason: str, *, since: str | None) -> None:
        """What waits cannot be told one by one any more: the gap begins with the first of it.

        Args:
            since: when something was not kept (RFC 3339); None where that is not known.
        """
        missing = [since, *map(_missing_since, self.waiting)]
        if self.gap is not None:
            missing.append(self.gap[0])
        if self.first is not None and not self.begun:
            missing.append(self.first_at)
        known = [one for one in missing if one is not None]
        self.gap = (min(known) if len(known) == len(missing) else None, reason)
        self.waiting, self.lost = [], True

    def find_again(self) -> None:
        """After `lose`, once the feed is known: what is different is told from now on."""
        self.waiting, self.pending, self.lost = [], self.told, False

    def _add(self, state: ConferenceState | None, at: str, reason: str | None = None) -> None:
        if self.pending is not None and self.pending.uuid == self.moved_here:
            # Who has not gone by themselves before is moved.
            self.causes = {one.uuid: MOVED for one in self.pending.members} | self.causes
        now = set() if state is None else {member.uuid for member in state.members}
        before = self.pending.members if self.pending is not None else ()
        same = state is not None and self.pending is not None and state.uuid == self.pending.uuid
        for member in before:
            if not same or member.uuid not in now:
                self._departs(member, at)
        if self.pending is not None and not same:
            if self.pending.uuid == self.moved_here:
                reason = reason or MOVED
            self.unwritten.ends(Ended(self.pending, at, reason))
        self.waiting += changes(self.pending, state, at=at, why=Why(self.causes, reason))
        self.causes.clear()
        self.pending = state

    def _departs(self, member: MemberState, at: str) -> None:
        self.talking.forget(member.uuid)
        left = LeftMember.of(member, left_at=at, cause=self.causes.get(member.uuid))
        self.unwritten.departs(Departed(self.pending.uuid if self.pending is not None else "", left))

    def _tell_gap(self, about: ConferenceState, at: str) -> None:
        since, reason = self.gap or (None, "")
        self.waiting.append(gap_of(about, since=since, reason=reason, at=at))
        self.gap = None

    def _with_others(self, state: ConferenceState) -> ConferenceState:
        """What others tell, as the feed has it: recordings, streams, hands."""
        before = self.pending
        if before is None or before.uuid != state.uuid:
            return state
        up = {one.uuid: one.hand_raised_at for one in before.members}
        return msgspec.structs.replace(
            state,
            recordings=before.recordings,
            streams=before.streams,
            hands=before.hands,
            members=tuple(msgspec.structs.replace(one, hand_raised_at=up.get(one.uuid)) for one in state.members),
        )


def _missing_since(one: Event) -> str | None:
    """From when on something is missing where the event is not told (RFC 3339); None where that is not known."""
    if one.type != "gap":
        return one.at
    since = one.data["from"]
    return None if since is None else str(since)


def _begins_before(one: str | None, other: str | None) -> bool:
    """Both as RFC 3339; what is not known is since whatever was told last."""
    return other is not None and (one is None or one < other)
