"""By the clock: what is due, what was left by who was killed, and what nobody was woken for."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from functions.shared.feed.domain_feed import feed_of
from functions.shared.tables.base import Unreadable
from functions.shared.tables.conferences.rows import conferences_of_domain
from functions.shared.tables.history.feed import newest_batch
from functions.shared.tables.webhooks.cursors import all_cursors, find_cursor, forget_failures, look_later, unlist
from functions.shared.tables.webhooks.hooks import FoundHook, hooks_of
from functions.shared.tables.webhooks.rows import ERRAND, HOOKS, OPEN, WORK, listed_until
from functions.shared.telemetry.observations import logger
from functions.shared.webhooks.waking import TOGETHER, Wake, wake_hooks

# Lambda ends it after 75 s.
BUDGET_SECONDS: Final = 45.0
# A conference in which nothing happened for so long is looked after no more; its next event wakes.
QUIET_SECONDS: Final = 24 * 3600
MOST_CONFERENCES: Final = 5000


def look(now: float) -> None:
    """Wake whatever has something to do; the queue brings it."""
    over = time.monotonic() + BUDGET_SECONDS
    domains = {domain for domain, _ in listed_until(HOOKS, now)}
    work, opened = listed_until(WORK, now), listed_until(OPEN, now)
    every = domains | {domain for domain, _ in [*work, *opened]}
    one = _Look({domain: hooks_of(domain) for domain in every}, now)
    waiting: list[Wake] = []
    try:
        for wake in chain(one.due(work), one.unheard(opened), one.never_told(domains)):
            waiting.append(wake)
            if len(waiting) == TOGETHER:
                wake_hooks(waiting)
                waiting = []
            if time.monotonic() > over:
                logger.error("webhooks are looked at no further; the next run goes on")
                break
    finally:
        # Whatever ends the look, those are woken that were found.
        wake_hooks(waiting)


def look_at(found: FoundHook, now: float) -> list[Wake]:
    """What one webhook has to do after it was changed or switched on; what failed before is tried at once."""
    hook, newest = found.hook, _Newest()
    behind: list[Wake] = []
    names = {*_names_of(hook.domain)}
    for cursor in all_cursors(hook.domain, hook.id):
        if cursor.failures:
            forget_failures(cursor)
        names.add(cursor.conference)
    for name in sorted(filter(hook.covers, names)):
        behind += _behind(found, name, newest, now)
    return behind


class _Newest:
    """The newest seq of conferences, each asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str | None, int]] = {}

    def of(self, conference: str, domain: str) -> int:
        """0 where the feed has nothing of this domain's conference."""
        if conference not in self._known:
            self._known[conference] = _newest(conference)
        owner, seq = self._known[conference]
        return seq if owner == domain else 0


def _newest(conference: str) -> tuple[str | None, int]:
    try:
        batch = newest_batch(conference)
    except Unreadable as problem:
        # Nobody can tell of this one until its newest event is readable again; all others are looked after.
        logger.error("a feed cannot be looked at", extra={"conference": conference, "problem": str(problem)})
        return None, 0
    return (None, 0) if batch is None else (batch.domain, batch.last)


@dataclass
class _Look:
    """One look: the webhooks of each domain, and what was seen of feeds."""

    hooks: Mapping[str, Sequence[FoundHook]]
    now: float
    newest: _Newest = field(default_factory=_Newest)
    _looked_after: set[tuple[str, str, str]] = field(default_factory=set)

    def find(self, domain: str, hook: str) -> FoundHook | None:
        """A webhook by its id; None for one that is gone."""
        return next((one for one in self.hooks[domain] if one.hook.id == hook), None)

    def due(self, work: Iterable[tuple[str, str]]) -> Iterator[Wake]:
        """What waits for its time, and what a killed function held."""
        for domain, key in work:
            kind, hook, rest = key.split("#", 2)
            found, is_errand = self.find(domain, hook), f"{kind}#" == ERRAND
            if found is None or not (is_errand or (found.hook.enabled and found.hook.covers(rest))):
                unlist(domain, key)
            elif is_errand:
                yield Wake(domain=domain, hook=found.hook.name, delivery=rest)
            else:
                yield Wake(domain=domain, hook=found.hook.name, conference=rest)

    def unheard(self, opened: Iterable[tuple[str, str]]) -> Iterator[Wake]:
        """Events that nobody was woken for, in meetings of which a webhook was told before."""
        for domain, key in opened:
            _, hook, conference = key.split("#", 2)
            found = self.find(domain, hook)
            cursor = None if found is None or not found.hook.enabled else find_cursor(domain, hook, conference)
            if found is None or cursor is None or cursor.touched_at + QUIET_SECONDS < self.now:
                unlist(domain, key)
                continue
            self._looked_after.add((domain, hook, conference))
            if (seq := self.newest.of(conference, domain)) > cursor.after:
                yield Wake(domain=domain, hook=found.hook.name, conference=conference, seq=seq)
            elif cursor.due:
                look_later(cursor, now=self.now, last=cursor.touched_at + QUIET_SECONDS)

    def never_told(self, domains: Iterable[str]) -> Iterator[Wake]:
        """The same in conferences of which a webhook was told nothing yet."""
        for domain in sorted(domains):
            for name in _names_of(domain):
                for found in self.hooks[domain]:
                    known = (domain, found.hook.id, name) in self._looked_after
                    if found.hook.enabled and found.hook.covers(name) and not known:
                        yield from _behind(found, name, self.newest, self.now)


def _names_of(domain: str) -> list[str]:
    """Its conferences that go on, and the domain's own feed."""
    return [feed_of(domain), *(state.name for state in conferences_of_domain(domain, limit=MOST_CONFERENCES))]


def _behind(found: FoundHook, conference: str, newest: _Newest, now: float) -> list[Wake]:
    hook = found.hook
    seq = newest.of(conference, hook.domain)
    cursor = find_cursor(hook.domain, hook.id, conference)
    if not seq or (cursor is not None and (seq <= cursor.after or cursor.retry_at > now)):
        return []
    return [Wake(domain=hook.domain, hook=hook.name, conference=conference, seq=seq)]
