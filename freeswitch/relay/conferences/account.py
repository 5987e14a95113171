"""What the feed says of a conference's name, and what it does not say yet: every join and leave, the rest merged."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from functions.shared.feed.changes import Why, changes, event_of
from functions.shared.feed.events import Event, Gap
from functions.shared.feed.folding import fold
from functions.shared.state import ConferenceState, LeftMember, MemberState

# A member's talking is told at most so often.
TALKING_SECONDS: Final = 1.0
# More than a relay may keep of one name while the tables are away: beyond it is a gap.
MOST_WAITING: Final = 1000


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
    waiting: list[Event] = field(default_factory=list)
    # `told` and `waiting`, folded.
    pending: ConferenceState | None = None
    # The first state that was noted before the tables were asked.
    first: ConferenceState | None = None
    causes: dict[str, str] = field(default_factory=dict)
    departed: dict[str, LeftMember] = field(default_factory=dict)
    # Nobody listened, or it could not be kept, since then (RFC 3339; none: not known) and for this reason.
    gap: tuple[str | None, str] | None = None
    # What waited was more than can be kept: the next time all differences are told.
    lost: bool = False
    talked: dict[str, float] = field(default_factory=dict)
    # Somebody's talking waits for its second.
    held: bool = False

    def note(self, state: ConferenceState, *, at: str, moment: float) -> None:
        """The conference is like this now.

        Args:
            moment: of a clock that only goes forward, in seconds.
        """
        if self.lost:
            return
        if not self.begun and self.first is None:
            self.first = self.pending = state
            return
        if self.gap is not None and self.begun:
            self._tell_gap(self.pending or state, at)
        self._add(self._as_told(state, moment), at)
        if len(self.waiting) > MOST_WAITING:
            self.lose("too_much", since=self.waiting[0].at)

    def end(self, uuid: str, *, at: str, reason: str | None) -> None:
        """The meeting is over; no other of the name goes on."""
        if self.lost or self.pending is None or self.pending.uuid != uuid:
            return
        if self.gap is not None and self.begun:
            self._tell_gap(self.pending, at)
        self._add(None, at, reason)

    def begin(
        self, told: ConferenceState | None, since: Sequence[Event], seq: int, *, at: str, heard: str | None
    ) -> None:
        """The rows say this, and the feed that: whatever is different from what was noted here is told.

        Args:
            heard: when something was told last.
        """
        self._remember_departed(told, since)
        self.told, self.seq, self.begun = fold(told, since), seq, True
        self.pending = self.told
        if self.lost:
            return
        if self.told is not None and self.gap is None:
            # Somebody told of it before, and nobody listened between them and us.
            self.gap = (None, "relay_started")
        if self.gap is not None and self.gap[0] is None:
            self.gap = (heard, self.gap[1])
        later, self.waiting = self.waiting, []
        about = self.told or self.first
        if self.gap is not None and about is not None:
            self._tell_gap(about, at)
        if self.first is not None:
            self._add(self._with_outputs(self.first), at)
        self.waiting += later
        self.pending = fold(self.told, self.waiting)

    def catch_up(self, since: Sequence[Event], seq: int) -> None:
        """What others told meanwhile."""
        self.told, self.seq = fold(self.told, since), seq
        self.pending = fold(self.told, self.waiting)

    def appended(self, ours: Sequence[Event], since: Sequence[Event], seq: int) -> None:
        """The first of those that waited are told, and others' events among them."""
        del self.waiting[: len(ours)]
        self.told, self.seq = fold(self.told, since), seq
        if len(since) > len(ours):
            self.pending = fold(self.told, self.waiting)

    def lose(self, reason: str, *, since: str | None) -> None:
        """What waits cannot be told one by one any more."""
        self.gap = (since if self.gap is None else self.gap[0], reason)
        self.waiting, self.lost = [], True

    def find_again(self) -> None:
        """After `lose`, once the feed is known: what is different is told from now on."""
        self.waiting, self.pending, self.lost = [], self.told, False

    def _add(self, state: ConferenceState | None, at: str, reason: str | None = None) -> None:
        now = set() if state is None else {member.uuid for member in state.members}
        before = self.pending.members if self.pending is not None else ()
        same = state is not None and self.pending is not None and state.uuid == self.pending.uuid
        for member in before:
            if not same or member.uuid not in now:
                self._departs(member, at, self.causes.get(member.uuid))
        self.waiting += changes(self.pending, state, at=at, why=Why(self.causes, reason))
        self.causes.clear()
        self.pending = state

    def _departs(self, member: MemberState, at: str, cause: str | None) -> None:
        self.talked.pop(member.uuid, None)
        if len(self.departed) < MOST_WAITING:
            self.departed[member.uuid] = LeftMember(**msgspec.structs.asdict(member), left_at=at, cause=cause)

    def _remember_departed(self, state: ConferenceState | None, events: Sequence[Event]) -> None:
        for one in events:
            if one.type == "member.left" and state is not None:
                member = state.member(str(one.data["uuid"]))
                if member is not None:
                    cause = one.data.get("cause")
                    self._departs(member, one.at, str(cause) if cause else None)
            state = fold(state, [one])

    def _tell_gap(self, about: ConferenceState, at: str) -> None:
        since, reason = self.gap or (None, "")
        self.waiting.append(event_of(about, Gap(since=since or about.started_at, to=at, reason=reason), at))
        self.gap = None

    def _with_outputs(self, state: ConferenceState) -> ConferenceState:
        """Recordings and streams are told by others."""
        before = self.pending
        if before is None or before.uuid != state.uuid:
            return state
        return msgspec.structs.replace(state, recordings=before.recordings, streams=before.streams)

    def _as_told(self, state: ConferenceState, moment: float) -> ConferenceState:
        """The state as it may be told: who began or stopped talking a moment ago still does."""
        known = {member.uuid: member for member in self.pending.members} if self.pending is not None else {}
        members = []
        for member in state.members:
            was = known.get(member.uuid)
            if was is None or was.talking == member.talking:
                members.append(member)
            elif moment < self.talked.get(member.uuid, -TALKING_SECONDS) + TALKING_SECONDS:
                self.held = True
                members.append(msgspec.structs.replace(member, talking=was.talking))
            else:
                self.talked[member.uuid] = moment
                members.append(member)
        return self._with_outputs(msgspec.structs.replace(state, members=tuple(members)))
