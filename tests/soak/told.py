"""The feed of every conference against the stand-in's own account: each join and leave once, in order, or in a gap."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from math import inf
from typing import Final
from urllib.parse import quote

import msgspec

from functions.shared.command_life.outcomes import CommandRow
from functions.shared.feed.events import Event
from infra.fake_freeswitch.state.diary import Entry
from tests.soak.clients import Api
from tests.soak.history import Asked
from tests.soak.span import Span
from tests.soak.violations import Violation

# The stand-in notes what happened before it tells it, and the relay's clock is the tables'.
CLOCKS_SECONDS: Final = 2.0
PAGE, MOST_PAGES = 200, 10_000
TOLD_AS: Final = {
    "open": "conference.started",
    "join": "member.joined",
    "leave": "member.left",
    "end": "conference.ended",
}
TOLD_ENDS = "every command's end is told"
CLAIM = "the feed is the history, each join and leave once, in order"

# The event's type, the meeting, the call (empty for the meeting itself).
Step = tuple[str, str, str]


class Told(msgspec.Struct, frozen=True):
    """A conference's whole feed, and what of it could not be read, in words."""

    events: tuple[Event, ...]
    missing: str = ""


def feed_of(api: Api, conference: str) -> Told:
    """Read a feed from its beginning to its end over the API."""
    events: list[Event] = []
    after = 0
    for _ in range(MOST_PAGES):
        path = f"/v1/conferences/{quote(conference)}/events?after={after}&limit={PAGE}"
        asked = Asked(client=api.name, method="GET", path=path)
        found = api.ask(asked)
        if asked.status != 200 or not isinstance(found, dict):
            return Told(tuple(events), f"{asked.status} {asked.code} after {after}")
        if found["gap"] is not None:
            return Told(tuple(events), f"a gap after {after}: {found['gap']}")
        items = msgspec.convert(found["items"], list[Event])
        if not items:
            return Told(tuple(events))
        events += items
        after = items[-1].seq
    return Told(tuple(events), f"no end after {len(events)} events")


def feeds_against(
    feeds: Mapping[str, Told],
    entries: Sequence[Entry],
    rows: Mapping[str, CommandRow],
    patience: float,
    *,
    interrupted: Sequence[Span] = (),
    read_at: float = inf,
) -> Iterator[Violation]:
    """What feeds tell that was not so, and what was so that they do not tell.

    Args:
        interrupted: when whoever ends a command may have died, or not have reached the feed, before the end was told:
            the sweep tells it then, at its next run.
        read_at: when the feeds were read (seconds since 1970).
    """
    history = _history(entries)
    for name, feed in feeds.items():
        for words in _wrong(feed, history.get(name, ()), rows, patience):
            yield Violation(claim=CLAIM, words=f"{name}: {words}")
        if not feed.missing:
            yield from _ends_not_told(name, feed, rows, interrupted, read_at - CLOCKS_SECONDS * patience)


def _ends_not_told(
    name: str, feed: Told, rows: Mapping[str, CommandRow], interrupted: Sequence[Span], until: float
) -> Iterator[Violation]:
    told = {str(one.data["id"]) for one in feed.events if one.type == "command.finished"}
    for row in rows.values():
        end = row.finished_at
        if row.conference != name or end is None or end > until or row.id in told:
            continue
        if not any(end in span for span in interrupted):
            reason = None if row.outcome is None else row.outcome.reason
            words = f"{row.kind} {row.id} in {name} ended {row.state} ({reason}), attempt {row.attempt}"
            yield Violation(claim=TOLD_ENDS, words=words, at=end)


def _history(entries: Sequence[Entry]) -> Mapping[str, Sequence[tuple[float, Step]]]:
    """What happened in each conference; when the switch begins anew, all that was there has ended."""
    history: dict[str, list[tuple[float, Step]]] = defaultdict(list)
    there: dict[str, tuple[str, list[str]]] = {}
    for entry in entries:
        name, calls = there.get(entry.meeting, (entry.conference, []))
        match entry.what:
            case "begin":
                for meeting, (name, calls) in there.items():
                    history[name] += [(entry.at, (TOLD_AS["leave"], meeting, call)) for call in calls]
                    history[name].append((entry.at, (TOLD_AS["end"], meeting, "")))
                there.clear()
                continue
            case "open":
                there[entry.meeting] = name, calls
            case "join":
                calls.append(entry.call)
            case "leave":
                calls.remove(entry.call)
            case "end":
                there.pop(entry.meeting, None)
            case _:
                continue
        history[entry.conference].append((entry.at, (TOLD_AS[entry.what], entry.meeting, entry.call)))
    return history


def _wrong(
    feed: Told, history: Sequence[tuple[float, Step]], rows: Mapping[str, CommandRow], patience: float
) -> Iterator[str]:
    if feed.missing:
        yield feed.missing
    for before, after in pairwise(feed.events):
        if after.seq != before.seq + 1:
            yield f"{after.seq} follows {before.seq}"
    ids = Counter(one.id for one in feed.events)
    yield from (f"{name} is told {times} times" for name, times in ids.items() if times > 1)
    told = [step for one in feed.events if (step := _step(one)) is not None]
    known = Counter(step for _, step in history)
    for step, times in Counter(told).items():
        if times > known[step]:
            yield f"{step} is told {times} times and was so {known[step]} times"
    gaps = list(_gaps(feed.events, patience))
    heard = [(at, step) for at, step in history if not any(at in gap for gap in gaps)]
    yield from _not_told(heard, told)
    yield from _wrong_ends(feed.events, rows)


def _not_told(heard: Sequence[tuple[float, Step]], told: Sequence[Step]) -> Iterator[str]:
    """What was heard must be told in that order; what was not may be told in between."""
    place = 0
    for at, step in heard:
        found = next((number for number in range(place, len(told)) if told[number] == step), None)
        if found is None:
            where = "out of order" if step in told else "never"
            yield f"{step} at {at:.3f} is told {where}, and nobody says that it was not heard"
        else:
            place = found + 1


def _gaps(events: Sequence[Event], patience: float) -> Iterator[Span]:
    for one in events:
        if one.type == "gap":
            since, to = one.data.get("from"), one.data["to"]
            began = 0.0 if since is None else datetime.fromisoformat(str(since)).timestamp()
            yield Span(
                began - CLOCKS_SECONDS * patience,
                datetime.fromisoformat(str(to)).timestamp() + CLOCKS_SECONDS * patience,
            )


def _step(event: Event) -> Step | None:
    match event.type:
        case "conference.started" | "conference.ended":
            return event.type, event.meeting, ""
        case "member.joined":
            member = event.data["member"]
            assert isinstance(member, dict)
            return event.type, event.meeting, str(member["uuid"])
        case "member.left":
            return event.type, event.meeting, str(event.data["uuid"])
    return None


def _wrong_ends(events: Sequence[Event], rows: Mapping[str, CommandRow]) -> Iterator[str]:
    """A command's end is told as its row has it."""
    for one in events:
        row = rows.get(str(one.data.get("id"))) if one.type == "command.finished" else None
        if row is not None and row.state != one.data["state"]:
            yield f"the command {row.id} is told as {one.data['state']} and is {row.state}"
