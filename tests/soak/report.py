"""What a run comes to, as tables for people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from functions.shared.command_life.outcomes import CommandRow
from tests.soak.faults import Recovery
from tests.soak.history import Asked
from tests.soak.promises import PROMISES
from tests.soak.recordings import Recording
from tests.soak.sizes import Sizes

ENDS = ("confirmed", "accepted", "failed", "expired", "unknown", "queued", "running")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Columns as wide as they must be; numbers to the right."""
    texts = [[_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *texts, strict=True)]
    yield "  ".join(name.ljust(width) for name, width in zip(head, widths, strict=True)).rstrip()
    for row in texts:
        cells = zip(row, widths, strict=True)
        yield "  ".join(
            cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width) for cell, width in cells
        ).rstrip()


def _text(cell: object) -> str:
    return "-" if cell is None else f"{cell:.1f}" if isinstance(cell, float) else str(cell)


def of_faults(recoveries: Sequence[Recovery], patience: float) -> Iterator[str]:
    """By kind: how often, how slow at worst, what is promised. Two at once are a line of their own."""
    by_kind: dict[str, list[Recovery]] = defaultdict(list)
    for one in recoveries:
        by_kind[one.blow.name if len(one.blow.faults) == 1 else "two at once"].append(one)
    rows = []
    for kind in [*sorted(PROMISES), "two at once"]:
        found = by_kind.get(kind, [])
        times = [one.seconds for one in found]
        worst = "never" if None in times else max((time for time in times if time is not None), default=None)
        busiest = max((one.busy for one in found), default=1.0)
        remarks = {one.remark for one in found if one.remark} | ({f"busy × {busiest:.1f}"} if busiest > 1 else set())
        remark = "; ".join(sorted(remarks))
        promise = PROMISES.get(kind, max(PROMISES.values()))
        rows.append((kind, len(found), worst, promise, remark))
    head = ("fault", "times", "slowest recovery, s", f"promise (× {patience:g} here)", "")
    yield from table(head, rows)


def of_commands(rows: Mapping[str, CommandRow]) -> Iterator[str]:
    """By kind: how they ended."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows.values():
        counted[row.kind][row.state] += 1
    lines = [(kind, *(counted[kind][state] for state in ENDS)) for kind in sorted(counted)]
    lines.append(("all", *(sum(counts[state] for counts in counted.values()) for state in ENDS)))
    yield from table(("command", *ENDS), lines)
    reasons = Counter(
        f"{row.state} {row.outcome.reason}" for row in rows.values() if row.outcome is not None and row.outcome.reason
    )
    yield "reasons: " + (", ".join(f"{reason} {count}" for reason, count in reasons.most_common()) or "none")
    again = sum(row.attempt > 1 for row in rows.values())
    yield f"taken up again after an interruption: {again}"


def of_recordings(recordings: Sequence[Recording]) -> Iterator[str]:
    """How they ended."""
    counted = Counter(f"{one.state or 'nowhere'} {one.reason or ''}".strip() for one in recordings)
    yield "recordings: " + (", ".join(f"{state} {count}" for state, count in counted.most_common()) or "none")


def of_answers(asked: Sequence[Asked]) -> Iterator[str]:
    """How often which answer came."""
    counted = Counter((one.status or "none", one.code) for one in asked)
    told = (f"{status} {code}".strip() + f" {count}" for (status, code), count in counted.most_common())
    yield f"{len(asked)} requests, answered: " + ", ".join(told)


def of_sizes(sizes: Sizes) -> Iterator[str]:
    """Memory of each process's longest life, how fast the one grew that grew least, and the relay's queues."""
    rows = []
    for part in sizes.parts():
        life, slope = sizes.longest(part), sizes.slope(part)
        told = None if slope is None else f"{slope:+.2f}"
        rows.append((part, len(sizes.lives[part]), life.seconds, life.megabytes[0], life.megabytes[-1], told))
    yield from table(("memory, MB", "lives", "longest, s", "first", "last", "slope, MB a minute"), rows)
    yield from table(
        ("relay's /healthz", "most", "in the end"), [(n, sizes.largest[n], sizes.last[n]) for n in sizes.last]
    )
