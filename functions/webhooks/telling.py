"""Tells one webhook what happened in one conference, from its cursor to the newest event, in order.

Killed anywhere, it goes on where the cursor stands: an event may be sent twice, with the same id, and none is left out.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final, Literal
from uuid import uuid4

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.notices import missing_event
from functions.shared.feed.reading import events_after, newest_event
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.webhooks import cursors
from functions.shared.tables.webhooks.cursors import LEASE_SECONDS, Cursor, find_cursor
from functions.shared.tables.webhooks.deliveries import record
from functions.shared.tables.webhooks.hooks import FoundHook, find_hook, take_turn
from functions.shared.telemetry.observations import logger
from functions.shared.webhooks.deliveries import Delivery, delivery_id
from functions.shared.webhooks.waking import Wake, wake_hooks
from functions.webhooks.failing import note_failed, note_taken
from functions.webhooks.means import Means, Sending
from functions.webhooks.positions import first_cursor, is_missing
from functions.webhooks.sending import SECONDS
from functions.webhooks.trying import message_of, try_once

# Events read at once.
PAGE: Final = 100
# Queues count whole seconds: what is due within this one is due.
EARLY_SECONDS: Final = 1.0
# How often others may take the cursor while it is being taken.
TRIES: Final = 5
# A change of the webhook counts within so many seconds, while it is being told.
KNOWN_SECONDS: Final = 2.0
# Whoever tries whether a receiver is well has so long for it.
TURN_SECONDS: Final = SECONDS + 10.0
ENDED: Final = "conference.ended"

Step = Literal["taken", "stop"]


def tell(found: FoundHook, conference: str, means: Means, *, until: float, seq: int = 0) -> None:
    """Tell what there is, unless somebody else does or it must wait.

    Args:
        until: when to stop at the latest (seconds since 1970); what is left is woken again.
        seq: an event that there is; 0 where nobody knows.

    Raises:
        TablesUnavailable: it is to be asked for again.
    """
    hook, owner = found.hook, uuid4().hex
    for _ in range(TRIES):
        if not hook.enabled or not hook.covers(conference):
            return
        now = means.clock()
        cursor = find_cursor(hook.domain, hook.id, conference) or first_cursor(found.hook, conference)
        if (0 < seq <= cursor.after) or cursor.retry_at > now + EARLY_SECONDS:
            return
        # It is ours where it was taken and only the answer was lost.
        ours = cursor.lease_owner == owner
        if not ours and cursor.lease_owner and cursor.lease_until > now:
            if cursors.note_wanted(cursor, max(seq, cursor.after + 1), now=now):
                return
            continue
        if not ours and found.health.failures and not _may_try(found, owner, now):
            cursors.put_off(cursor, due=max(found.health.retry_at, now + SECONDS), now=now)
            return
        if cursors.take(cursor, owner=owner, now=now):
            taken = replace(cursor, lease_owner=owner, lease_until=now + LEASE_SECONDS)
            with means.sender() as sending:
                _Telling(found, taken, means, sending, owner, until).run()
            return
    raise TablesUnavailable(f"others kept taking the cursor of {hook.name} in {conference}")


def _may_try(found: FoundHook, owner: str, now: float) -> bool:
    """Whether it is this one's turn with a receiver that fails: one at a time, and not before its pause is over."""
    return now + EARLY_SECONDS >= found.health.retry_at and take_turn(
        found.hook, found.health, owner=owner, now=now, seconds=TURN_SECONDS
    )


@dataclass
class _Telling:
    """One cursor, held, and how far it has come."""

    found: FoundHook
    cursor: Cursor
    means: Means
    sending: Sending
    owner: str
    until: float
    position: int = 0
    last_type: str = ""
    _seen: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.position = self.cursor.after

    def run(self) -> None:
        # The first that is missing was written down before it was told.
        kept = [msgspec.json.decode(self.cursor.gap, type=Event)] if self.cursor.gap else []
        for event in kept:
            if not self._goes_on() or self._bring(event) == "stop":
                return
        wanted = 0
        while True:
            events = list(self._next())
            if not events:
                if self._rest(wanted):
                    return
                held = find_cursor(self.cursor.domain, self.cursor.hook, self.cursor.conference)
                if held is None or held.lease_owner != self.owner:
                    return
                # Somebody knew of a later event. If it is not there now, it never was.
                wanted = held.wanted
            for event in events:
                if not self._goes_on() or self._bring(event) == "stop":
                    return

    def _next(self) -> Iterator[Event]:
        page = events_after(self.cursor.conference, self.position, domain=self.cursor.domain, limit=PAGE)
        # Where nobody has told so much yet there is nothing new.
        events = page.items if page.gap is None or page.gap.reason == "expired" else []
        if events and page.gap is not None and is_missing(page, self.cursor, self.found.hook.resumed_at):
            at = rfc3339(self.means.clock())
            missing = missing_event(
                self.cursor.conference,
                page.gap.first,
                page.gap.to,
                since=self.cursor.at,
                next_event=events[0],
                at=at,
                reason="expired",
            )
            if not cursors.keep_gap(self.cursor, msgspec.json.encode(missing).decode(), owner=self.owner):
                return
            yield missing
        yield from events

    def _goes_on(self) -> bool:
        """Whether there is time, the webhook is still there and on, and the lease is ours for one more try."""
        now = self.means.clock()
        if now >= self.until:
            cursors.leave(self.cursor, self.position, owner=self.owner, due=now)
            wake_hooks([self._wake()])
            return False
        if time.monotonic() - self._seen > KNOWN_SECONDS:
            self._seen = time.monotonic()
            again = find_hook(self.cursor.domain, self.found.hook.name)
            if again is None or again.hook.id != self.cursor.hook or not again.hook.enabled:
                cursors.leave(self.cursor, self.position, owner=self.owner, due=None)
                return False
            self.found = replace(again, health=self.found.health)
        if self.cursor.lease_until - now < SECONDS + 2:
            if not cursors.hold(self.cursor, owner=self.owner, now=now):
                return False
            self.cursor = replace(self.cursor, lease_until=now + LEASE_SECONDS)
        return True

    def _bring(self, event: Event) -> Step:
        self.last_type = event.type
        now, hook = self.means.clock(), self.found.hook
        message = message_of(self.cursor.conference, event, now)
        if not hook.wants(message.type):
            self.position = event.seq
            self.cursor = replace(self.cursor, at=event.at)
            return "taken"
        attempt = try_once(hook, message, self.means, self.sending)
        fresh = Delivery(id=delivery_id(message), state="retrying", message=message)
        put = partial(record, hook.domain, hook.id, fresh, attempt, again=True, is_first=not self.cursor.failures)
        now = self.means.clock()
        if not attempt.taken:
            retry_at = note_failed(self.found, self.cursor, attempt, self.means)
            put(next_at=retry_at)
            if retry_at is None:
                cursors.leave(self.cursor, self.position, owner=self.owner, due=None)
            elif cursors.fail(self.cursor, self.position, owner=self.owner, now=now, retry_at=retry_at):
                wake_hooks([self._wake()], delay=retry_at - now)
            return "stop"
        put(next_at=None)
        if not cursors.move(self.cursor, event.seq, event.at, owner=self.owner, now=now):
            logger.warning("somebody else tells a webhook by now", extra={"webhook": hook.name})
            return "stop"
        self.position = event.seq
        self.cursor = replace(
            self.cursor, after=event.seq, at=event.at, lease_until=now + LEASE_SECONDS, failures=0, gap=""
        )
        if self.found.health.failures:
            self.found = note_taken(self.found)
        return "taken"

    def _rest(self, wanted: int) -> bool:
        now = self.means.clock()
        if not self.last_type:
            newest = newest_event(self.cursor.conference)
            self.last_type = ENDED if newest is None else newest.type
        known, goes_on = max(self.position, wanted), self.last_type != ENDED
        return cursors.rest(self.cursor, self.position, known, owner=self.owner, now=now, goes_on=goes_on)

    def _wake(self) -> Wake:
        return Wake(domain=self.cursor.domain, hook=self.found.hook.name, conference=self.cursor.conference)
