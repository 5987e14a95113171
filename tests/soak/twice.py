"""Nothing ran twice beyond what its retry class allows, after its end, or without having been asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from infra.fake_freeswitch.state.diary import Entry
from tests.soak.span import Span
from tests.soak.steps import Steps, Told
from tests.soak.violations import Violation

# The stand-in's clock and the relay's are the same, but the end is noted a moment before it is written.
TOLERANCE_SECONDS = 0.05


def ran_twice(steps: Steps, lost: Sequence[float], unheard: Sequence[Span] = ()) -> Iterator[Violation]:
    """`lost` are the moments at which the stand-in saw a connection end; in `unheard` the relay heard no events."""
    groups: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for told in steps.told:
        if told.runs:
            groups[told.row.conference_uuid, told.pattern or told.deed].append(told)
    for group in groups.values():
        if len(group) == 1:
            yield from _alone(group[0])
        else:
            yield from _together(group, lost)
    for entry in steps.misdirected:
        # FreeSWITCH takes a name only: who has not heard yet that a meeting is over reaches the next one.
        if not any(entry.at in span for span in unheard):
            yield Violation(claim="a command reaches its own meeting only", words=_words(entry), at=entry.at)
    for entry in steps.unasked:
        yield Violation(claim="nothing is done that nobody asked for", words=_words(entry), at=entry.at)


def _alone(told: Told) -> Iterator[Violation]:
    """A text that only one command can have meant."""
    if told.retry_class == "once_only" and len(told.deeds) > 1:
        yield Violation(
            claim="what may run once only never runs twice",
            words=f"{describe(told)} ran {len(told.deeds)} times: {'; '.join(map(_words, told.deeds))}",
            at=told.deeds[1].at,
        )
    elif told.row.attempt <= 1:
        for first, second in pairwise(told.deeds):
            if first.connection == second.connection and first.text == second.text:
                yield Violation(
                    claim="what is repeatable runs again only across an interruption",
                    words=f"{describe(told)} ran twice on connection {first.connection} in its only attempt",
                    at=second.at,
                )
    yield from _after_its_end(told, told.row.finished_at)


def _together(group: Sequence[Told], lost: Sequence[float]) -> Iterator[Violation]:
    """A text that several commands meant: only their number can be compared."""
    runs = group[0].deeds
    since = min(told.row.created_at for told in group)
    ends = [told.row.finished_at for told in group]
    until = max(end for end in ends if end is not None) if None not in ends else float("inf")
    again = sum(max(told.row.attempt - 1, 0) for told in group if told.retry_class != "once_only")
    again += 0 if group[0].retry_class == "once_only" else sum(since <= at <= until for at in lost)
    if len(runs) > len(group) + again:
        yield Violation(
            claim="no more runs than commands and interruptions",
            words=f"{runs[0].text!r} ran {len(runs)} times for {len(group)} commands and {again} interruptions",
            at=runs[-1].at,
        )
    last = max(group, key=lambda told: told.row.finished_at or float("inf"))
    yield from _after_its_end(last, last.row.finished_at)


def _after_its_end(told: Told, end: float | None) -> Iterator[Violation]:
    for run in told.runs:
        if end is not None and run.at > end + TOLERANCE_SECONDS and not _is_output(told):
            yield Violation(
                claim="nothing runs after its end",
                words=f"{describe(told)} ran {run.at - end:.2f} s after its end: {_words(run)}",
                at=run.at,
            )


def _is_output(told: Told) -> bool:
    """A recording is a job: the relay begins a new part long after the command has ended."""
    return told.kind.endswith("_recording")


def describe(told: Told) -> str:
    row = told.row
    reason = f" ({told.outcome.reason})" if told.outcome is not None and told.outcome.reason else ""
    return f"{told.kind} of {row.id} in {row.conference}, {told.state}{reason}, attempt {row.attempt}"


def _words(entry: Entry) -> str:
    return f"{entry.text!r} → {entry.reply.strip()[:60]!r} on connection {entry.connection}"
