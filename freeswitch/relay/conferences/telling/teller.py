"""Tells the feed what happens in the node's conferences, before the rows say it: a row is never ahead."""

from collections.abc import Callable, Sequence
from typing import Final

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.telling.account import MOST_WAITING, Account, Gone
from freeswitch.relay.conferences.telling.unheard import Missed, Unheard
from freeswitch.relay.switch.event_values import rfc3339
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.appending import LONG_AGO, append, append_once, last_seq
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since, heard_last, newest_event, newest_of
from functions.shared.grammars.moments import seconds_of
from functions.shared.grammars.names import one_line
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import StoredConference

# Of all names together, while the tables are away.
MOST_OF_ALL: Final = 20_000
# Among which something is that FreeSWITCH told; where nothing is, nobody knows until when it was heard.
MOST_LOOKED_AT: Final = 200
MEETINGS: Final = frozenset({"conference.started", "conference.ended"})


class Moved(Exception):
    """Somebody else has told the end of our meeting, or the beginning of another: look whose the name is."""


class Over(Exception):
    """The meeting has ended while the tables answered: nothing but its end is left to tell."""


class Teller:
    """Only one greenlet at a time tells of a name; callers see to that. What happens meanwhile is noted."""

    def __init__(self, node: str, clock: Clock, metrics: Metrics, behind: Callable[[], float]) -> None:
        """`behind` tells for how many seconds an event waits that the rooms do not know yet."""
        self._node = node
        self._clock = clock
        self._metrics = metrics
        self._behind = behind
        self._accounts: dict[str, Account] = {}
        self._unheard = Unheard()

    def note(self, room: Room, *, left: str | None = None, cause: str | None = None) -> None:
        """Somebody joined or left just now: that is told even if it is undone before the next write."""
        account = self._account(room.name)
        if left is not None and cause is not None:
            account.causes[left] = cause
        if account.begun and account.pending is None and account.gap is None:
            # The next meeting of a name that is not forgotten yet: one between may have come and gone.
            account.gap = _as_gap(self._unheard.since(account.noted_at))
        account.noted_at = self._clock.time()
        account.note(room.state(self._node), at=self._now(), moment=self._clock.monotonic())
        if len(account.waiting) > 50 and sum(len(one.waiting) for one in self._accounts.values()) > MOST_OF_ALL:
            account.lose("too_much", since=account.waiting[0].at)

    def hand_key(self, room: Room, call: str) -> None:
        """A member has pressed the key that raises a hand, or lowers one that is up: what the feed says decides."""
        self._account(room.name).hands.press(room.uuid, call, at=self._now())

    def not_heard(self, room: Room, since: float | None, reason: str) -> None:
        """Nobody listened from then (seconds since 1970; None: not known) till now."""
        account = self._account(room.name)
        if not account.lost and account.gap is None:
            account.gap = (None if since is None else rfc3339(since), reason)

    def nobody_listened(self, since: float | None, until: float, reason: str) -> None:
        """Nobody listened to FreeSWITCH in between (seconds since 1970): whole meetings may be missing."""
        self._unheard.add(since, until, reason)

    def ended(self, room: Room) -> None:
        """The meeting is over."""
        if (account := self._accounts.get(room.name)) is not None:
            account.end(room.uuid, at=self._now(), reason=None)

    def begin(self, name: str, stored: StoredConference | None) -> None:
        """Learn what was told of a name before its first write, or what others have told of it meanwhile.

        Args:
            stored: what stands in its rows.

        Raises:
            TablesUnavailable: nothing has changed.
        """
        account = self._account(name)
        if account.begun:
            self._catch_up(account)
            return
        state = stored.state if stored is not None and stored.ended_at is None else None
        told = None if stored is None else stored.told
        # Rows of before there was a feed are as if all of it was told.
        since = events_since(account.name, told or 0) if stored is None or told is not None else []
        newest = since[-1] if since else newest_event(account.name)
        seq = last_seq(account.name, now=self._clock.time()) if newest is None else newest.seq
        heard = heard_last(reversed(since)) or heard_last(newest_of(account.name, most=MOST_LOOKED_AT))
        missed = _as_gap(self._unheard.since(None if heard is None else seconds_of(heard)))
        account.begin(state, since, max(told or 0, seq), at=self._now(), heard=heard, missed=missed)
        account.told_at = self._clock.time()

    def tell(self, room: Room) -> tuple[ConferenceState, int]:
        """Append what waits and what is different now; gives the feed, folded, and up to which seq.

        Raises:
            Moved: the feed says that another meeting has the name, or none.
            Over: `finish` tells what is left.
            TablesUnavailable: the next time goes on with the same events.
        """
        account = self._accounts[room.name]
        if account.moved:
            account.moved = False
            raise Moved(account.name)
        if account.lost or self._clock.time() - account.told_at > LONG_AGO:
            self._catch_up(account)
            if account.lost:
                account.find_again()
        if room.ended:
            # To note it as it was would tell its beginning once more.
            raise Over(room.name)
        account.talking.held = False
        account.note(room.state(self._node), at=self._now(), moment=self._clock.monotonic())
        if account.hands.pressed:
            # Somebody may have moved the hand in a page since we looked.
            self._catch_up(account)
            account.move_hands()
        self._append(account, room.domain)
        if account.told is None or account.told.uuid != room.uuid:
            raise Moved(room.name)
        return account.told, account.seq

    def finish(self, name: str, uuid: str, reason: str | None) -> int | None:
        """Append the end of a meeting, after all that comes before it, and nothing of the next one.

        Returns:
            Up to which seq the name's row is to say that it is folded, once it says that the meeting has ended; None
            where the next one's beginning is told already, of which that row knows nothing.

        Raises:
            TablesUnavailable: the next time goes on with the same events.
        """
        account = self._accounts[name]
        if account.lost:
            self._catch_up(account)
            account.find_again()
        account.end(uuid, at=self._now(), reason=reason)
        domain = self.domain_of(name)
        try:
            self._append(account, domain, most=account.until_end(uuid))
        except Moved:
            # Somebody else has ended it.
            pass
        return account.seq if account.told is None else None

    def told_up_to(self, name: str) -> int:
        """The seq of the name's newest event, as far as is known."""
        return self._accounts[name].seq

    def seq(self, name: str) -> int:
        """A seq from before whatever is told next.

        Raises:
            TablesUnavailable: it is not known.
        """
        account = self._accounts.get(name)
        return account.seq if account is not None and self._is_current(account) else self._last_seq(one_line(name))

    def add(self, events: Sequence[Event], *, domain: str | None, after: int) -> None:
        """Append events of a conference that its state does not tell, unless they are told after `after`.

        Raises:
            TablesUnavailable: to add them again is right.
        """
        account = self._accounts.get(events[0].conference)
        if account is None or not self._is_current(account) or after != account.seq:
            # What is not known here is read again before the next event.
            append_once(events, domain=domain, now=self._clock.time(), after=after)
            return
        waiting = {one.id for one in account.waiting}
        done = append(events, domain=domain, now=self._clock.time(), after=after)
        account.catch_up(done.since, done.seq)
        # What waited here, we have told ourselves and had no answer.
        if _tells_of_meetings([one for one in done.since if one.id not in waiting]):
            account.lose("moved", since=self._now())
            account.moved = True

    def _is_current(self, account: Account) -> bool:
        return account.begun and not account.lost and self._clock.time() - account.told_at <= LONG_AGO

    def _last_seq(self, name: str) -> int:
        return last_seq(name, now=self._clock.time())

    def domain_of(self, name: str) -> str | None:
        """Whose the conference is, as far as is known."""
        account = self._accounts[name]
        return next((one.domain for one in (account.told, account.first) if one is not None), None)

    def told_of(self, name: str) -> ConferenceState | None:
        """What was told of a conference of this node, folded; None of one that does not go on here."""
        account = self._accounts.get(name)
        return account.told if account is not None and account.begun else None

    def knows(self, name: str) -> bool:
        """Whether the tables were asked what is told of the name."""
        account = self._accounts.get(name)
        return account is not None and account.begun

    def gone(self, name: str) -> Gone:
        """Who has left, and which meetings have ended, and have no row that says so."""
        return self._accounts[name].gone()

    def moved_hands(self, name: str) -> list[Event]:
        """Events that moved hands and are not in the rows, as far as is known."""
        return list(self._accounts[name].hands.moved)

    def written(self, name: str, gone: Gone) -> None:
        """Those rows are written; a name of which nothing is left to tell is forgotten."""
        if self._accounts[name].written(gone):
            del self._accounts[name]

    def holds(self, name: str) -> bool:
        """Whether somebody's talking waits for its second."""
        account = self._accounts.get(name)
        return account is not None and account.talking.held

    def hide(self, name: str) -> None:
        """The name is another's: what happens here is told once it is ours again."""
        self._account(name).lose("hidden", since=self._now())

    def _append(self, account: Account, domain: str | None, most: int = MOST_WAITING + 1) -> None:
        if not (waiting := tuple(account.waiting[:most])):
            return
        done = append(waiting, domain=domain, now=self._clock.time(), after=account.seq, unless=_tells_of_meetings)
        self._metrics.count("EventsTold", len(done.events))
        if not done.all_told:
            account.catch_up(done.since, done.seq)
            account.lose("moved", since=waiting[0].at)
            raise Moved(account.name)
        account.appended(waiting, done.since, done.seq)
        account.told_at = self._clock.time()

    def _catch_up(self, account: Account) -> None:
        since = events_since(account.name, account.seq)
        seq = since[-1].seq if since else max(account.seq, last_seq(account.name, now=self._clock.time()))
        account.catch_up(since, seq)
        account.told_at = self._clock.time()

    def _account(self, name: str) -> Account:
        # Rows and feed have it without what turns a line around.
        return self._accounts.setdefault(name, Account(one_line(name)))

    def _now(self) -> str:
        """Of when the rooms are: what came since is not in them."""
        return rfc3339(self._clock.time() - self._behind())


def _as_gap(missed: Missed | None) -> tuple[str | None, str] | None:
    return None if missed is None else (rfc3339(missed.since), missed.reason)


def _tells_of_meetings(events: Sequence[Event]) -> bool:
    return any(one.type in MEETINGS for one in events)
