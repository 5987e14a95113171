"""Holds all that was asked and answered against the stand-in's own account."""

from collections.abc import Iterator, Sequence

from tests.soak.account import Account
from tests.soak.answers import not_shown, wrong_answers
from tests.soak.ends import untrue_ends, without_end
from tests.soak.evidence import Evidence
from tests.soak.faults import Recovery
from tests.soak.promises import GROWTH_MB, GROWTH_MB_A_MINUTE, NOTABLE_MB, UNHEARD_SECONDS
from tests.soak.recordings import unfinished
from tests.soak.sizes import Sizes
from tests.soak.span import Span
from tests.soak.steps import steps_of
from tests.soak.told import feeds_against
from tests.soak.twice import ran_twice
from tests.soak.violations import Violation

UNHEARD = "hush events"
# A row has the moment before it is written; its end is told after that, on a full machine two seconds later.
TELLING_SECONDS = 5.0


def judge(evidence: Evidence, patience: float) -> list[Violation]:
    """Every claim that did not hold; `patience` stretches every promise."""
    found = [Violation(claim="nothing ends by itself", words=words) for words in evidence.deaths]
    if evidence.lost_entries:
        words = f"{evidence.lost_entries} entries went before they were read: what else is told here cannot be trusted"
        found.append(Violation(claim="the account is complete", words=words))
    found += _of_recoveries(evidence.recoveries, patience)
    found += _of_commands(evidence, patience)
    found += [Violation(claim="in the end the API shows what is so", words=words) for words in evidence.differences]
    for queue, count in evidence.messages.items():
        if count:
            found.append(Violation(claim="in the end no message is left", words=f"{queue} holds {count}"))
    found += unfinished(evidence.recordings)
    # The disk that is not ours to fill is full by another start of the relay.
    struck = _struck(evidence.recoveries, ("tables", "kill", "end ", "disk"))
    interrupted = [Span(one.since - TELLING_SECONDS * patience, one.until) for one in struck]
    found += feeds_against(
        evidence.feeds,
        evidence.entries,
        evidence.rows,
        patience,
        interrupted=interrupted,
        read_at=evidence.feeds_read_at,
    )
    found += _of_sizes(evidence.sizes)
    return found


def _of_commands(evidence: Evidence, patience: float) -> Iterator[Violation]:
    account = Account(evidence.entries)
    steps = steps_of(evidence.rows, account, evidence.stills_root)
    unheard = _unheard(evidence.recoveries, patience)
    lost = [entry.at for entry in evidence.entries if entry.what == "lost"]
    yield from ran_twice(steps, lost, unheard)
    yield from untrue_ends(steps, account, unheard, lost)
    slowest = patience * max((one.busy for one in evidence.recoveries), default=1.0)
    # The tables or the queue were away: ends may be later for it.
    yield from without_end(evidence.rows, _struck(evidence.recoveries, ("tables", "queue")), slowest)
    yield from wrong_answers(evidence.history, evidence.rows)
    yield from not_shown(evidence.history.looks, account, unheard)


def _struck(recoveries: Sequence[Recovery], kinds: tuple[str, ...]) -> list[Span]:
    """When faults whose kind begins like one of these lasted, until all went on."""
    return [
        Span(one.began, one.over + (one.seconds or 0.0))
        for one in recoveries
        if any(fault.kind.startswith(kinds) for fault in one.blow.faults)
    ]


def _unheard(recoveries: Sequence[Recovery], patience: float) -> list[Span]:
    """When no event reached the relay and it could not know yet: for so long its picture of the rooms may be old."""
    return [
        Span(one.began, one.began + UNHEARD_SECONDS * patience)
        for one in recoveries
        if any(fault.kind == UNHEARD for fault in one.blow.faults)
    ]


def _of_recoveries(recoveries: Sequence[Recovery], patience: float) -> Iterator[Violation]:
    for one in recoveries:
        if one.seconds is None or one.seconds > one.promise * patience * one.busy:
            took = "never came" if one.seconds is None else f"took {one.seconds:.1f} s"
            words = f"recovery from {one.blow.name} ({one.blow.lasts:g} s) {took}; promised are {one.promise:g} s"
            words += f", and {one.busy:.1f} times that for what else the machine does" if one.busy > 1 else ""
            yield Violation(claim="recovery comes within its promise", words=words, at=one.over)


def _of_sizes(sizes: Sizes) -> Iterator[Violation]:
    for part in sizes.parts():
        life = sizes.longest(part)
        slope = sizes.slope(part)
        if slope is not None and slope > GROWTH_MB_A_MINUTE and life.grown > NOTABLE_MB:
            words = f"{part} grew by {slope:.2f} MB a minute over {life.seconds:.0f} s, to {life.megabytes[-1]:.1f} MB"
            yield Violation(claim="memory is bounded", words=words)
        elif life.grown > GROWTH_MB:
            words = f"{part} grew by {life.grown:.1f} MB in {life.seconds:.0f} s, to {life.megabytes[-1]:.1f} MB"
            yield Violation(claim="memory is bounded", words=words)
    for illness in sizes.ill:
        yield Violation(claim="the relay is never ill", words=illness)
