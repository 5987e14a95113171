"""Tells the feed what happens in the node's conferences, before the rows say it: a row is never ahead."""

from collections.abc import Callable, Sequence
from typing import Final

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.telling.account import MOST_WAITING, Account
from freeswitch.relay.conferences.telling.accounts import Accounts
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.feed.appending import LONG_AGO, append, append_once, last_seq
from functions.shared.feed.events import Event
from functions.shared.feed.reading import events_since, heard_last, newest_event, newest_of
from functions.shared.grammars.moments import seconds_of
from functions.shared.grammars.names import one_line
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import StoredConference

# Among which something is that FreeSWITCH told; where nothing is, nobody knows until when it was heard.
MOST_LOOKED_AT: Final = 200
MEETINGS: Final = frozenset({"conference.started", "conference.ended"})


class Moved(Exception):
    """Somebody else has told the end of our meeting, or the beginning of another: look whose the name is."""


class Over(Exception):
    """The meeting has ended while the tables answered: nothing but its end is left to tell."""


class Teller(Accounts):
    """Only one greenlet at a time tells of a name; callers see to that. What happens meanwhile is noted."""

    def __init__(self, node: str, clock: Clock, metrics: Metrics, behind: Callable[[], float]) -> None:
        """`behind` tells for how many seconds an event waits that the rooms do not know yet."""
        super().__init__(node, clock, behind)
        self._metrics = metrics

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
        folded = stored is None or told is not None
        since = events_since(account.name, told or 0) if folded else []
        newest = since[-1] if since else newest_event(account.name)
        if folded and not since and newest is not None and newest.seq > (told or 0):
            # Told between the two questions, such as by the node from which a conference is moved.
            since = events_since(account.name, told or 0)
            newest = since[-1] if since else newest
        seq = last_seq(account.name, now=self._clock.time()) if newest is None else newest.seq
        heard = heard_last(reversed(since)) or heard_last(newest_of(account.name, most=MOST_LOOKED_AT))
        missed = self._missed_since(None if heard is None else seconds_of(heard))
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
        if not since and seq > account.seq and (since := events_since(account.name, account.seq)):
            # Told between the two questions.
            seq = since[-1].seq
        account.catch_up(since, seq)
        account.told_at = self._clock.time()


def _tells_of_meetings(events: Sequence[Event]) -> bool:
    return any(one.type in MEETINGS for one in events)
