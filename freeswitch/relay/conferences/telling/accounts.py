"""What happens in the node's conferences, by name, kept until it is told: nothing in here waits for the tables."""

from collections.abc import Callable
from typing import Final

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.conferences.telling.account import Account
from freeswitch.relay.conferences.telling.raised_hands import PageStaysUp, StaysUp
from freeswitch.relay.conferences.telling.unheard import Unheard
from freeswitch.relay.conferences.telling.unwritten import Gone
from freeswitch.relay.switch.event_values import rfc3339
from functions.shared.feed.events import MOVED, Event
from functions.shared.grammars.names import one_line
from functions.shared.state import ConferenceState, PageHand

# Of all names together, while the tables are away.
MOST_OF_ALL: Final = 20_000


class Accounts:
    """One of each name of which something is to be told, or was a moment ago."""

    def __init__(self, node: str, clock: Clock, behind: Callable[[], float]) -> None:
        """`behind` tells for how many seconds an event waits that the rooms do not know yet."""
        self._node = node
        self._clock = clock
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
            account.gap = self._missed_since(account.noted_at)
        account.noted_at = self._clock.time()
        account.note(room.state(self._node), at=self._now(), moment=self._clock.monotonic())
        if len(account.waiting) > 50 and sum(len(one.waiting) for one in self._accounts.values()) > MOST_OF_ALL:
            account.lose("too_much", since=account.waiting[0].at)

    def hand_key(self, room: Room, call: str) -> None:
        """A member has pressed the key that raises a hand, or lowers one that is up: what the feed says decides."""
        self._account(room.name).hands.press(room.uuid, call, at=self._now())

    def hand_stays_up(self, room: Room, hand: tuple[str, str] | PageHand) -> None:
        """One that was up when the meeting was moved here: of a call, since then (RFC 3339), or of a page."""
        hands, now = self._account(room.name).hands, self._now()
        if isinstance(hand, PageHand):
            hands.go_on(PageStaysUp(room.uuid, hand, now))
        else:
            hands.go_on(StaysUp(room.uuid, *hand, now))

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
            account.end(room.uuid, at=self._now(), reason=MOVED if room.moved else None)

    def moved_here(self, name: str, meeting: str) -> None:
        """That meeting goes on in the next one of the name: its end is told as what it is."""
        self._account(name).moved_here = meeting

    def told_up_to(self, name: str) -> int:
        """The seq of the name's newest event, as far as is known."""
        return self._accounts[name].seq

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
        return self._accounts[name].unwritten.gone()

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

    def _account(self, name: str) -> Account:
        # Rows and feed have it without what turns a line around.
        return self._accounts.setdefault(name, Account(one_line(name)))

    def _now(self) -> str:
        """Of when the rooms are: what came since is not in them."""
        return rfc3339(self._clock.time() - self._behind())

    def _missed_since(self, moment: float | None) -> tuple[str | None, str] | None:
        """Since when (RFC 3339), and why, nobody listened after the moment (seconds since 1970; None: of all time)."""
        missed = self._unheard.since(moment)
        return None if missed is None else (rfc3339(missed.since), missed.reason)
