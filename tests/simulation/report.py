"""What a run has shown, in words and numbers."""

from collections import Counter

from freeswitch.relay.lease.node import BEAT_SECONDS
from tests.simulation.sizes import Outcome

MOST_HOT = 8


def lines(outcome: Outcome) -> list[str]:
    """The report."""
    size, oracle, told = outcome.size, outcome.oracle, outcome.exchange.told
    return [
        (
            f"seed {outcome.seed}: {size.nodes:,} nodes, {size.conferences:,} conferences, {size.users:,} users, "
            f"of a day the hours {size.from_hour} to {size.to_hour}; "
            f"clocks ±{size.skew:g} s, {size.processes} processes of functions"
        ),
        f"took {outcome.seconds:.0f} s and {outcome.megabytes:.0f} MB",
        "",
        *(f"  {what}: {times:,}" for what, times in sorted(oracle.counted.items())),
        (
            f"  most people inside at once: {outcome.peak_inside:,}; the fullest node had "
            f"{outcome.imbalance:.1f} times the mean"
        ),
        f"  refused with 503 because the tables did not answer: {oracle.unavailable:,}",
        *_drains(oracle.drains),
        *_sweeps(outcome),
        "",
        "table calls by look-up:",
        *(_calls(kind, calls) for kind, calls in sorted(oracle.calls.items())),
        "",
        (
            f"questions to the tables: {sum(told.operations.values()):,} "
            f"({', '.join(f'{name} {times:,}' for name, times in told.operations.most_common())})"
        ),
        (
            f"  answers lost {told.lost:,}, silence {told.silent:,}, throttled {told.throttled:,}, "
            f"in another one's transaction {told.conflicts:,}"
        ),
        (
            f"  beats of nodes, told by their rows and not asked for one by one: "
            f"{round(size.nodes * size.hours * 3600 / BEAT_SECONDS):,}"
        ),
        "",
        "the hottest key of each table in its busiest second, of 3,000 read or 1,000 write units of a partition:",
        *(
            f"  {hot.table.rpartition('-')[2]:<12} {'written' if hot.writes else 'read':<8} {hot.units:>8,.0f}  "
            f"{hot.share:>7.2%}  {_shown(hot.key)}"
            for hot in outcome.exchange.hot.hottest()[:MOST_HOT]
        ),
        "",
        *(f"BROKEN {rule}: {times:,} times" for rule, times in oracle.broken.items()),
        *(f"  {one}" for one in oracle.violations),
        "every claim held" if not oracle.broken else "",
    ]


def _calls(kind: str, calls: Counter[int]) -> str:
    total = sum(calls.values())
    mean = sum(number * times for number, times in calls.items()) / total
    spread = ", ".join(f"{number}: {times / total:.2%}" for number, times in sorted(calls.items()))
    return f"  {kind:<24} {total:>10,}  mean {mean:.3f}  ({spread})"


def _drains(drains: list[float]) -> list[str]:
    if not drains:
        return []
    ordered = sorted(drains)
    return [
        (
            f"  drains that came to their end: {len(ordered)}, after {ordered[len(ordered) // 2] / 60:.0f} minutes "
            f"(median), {ordered[-1] / 60:.0f} (longest)"
        )
    ]


def _sweeps(outcome: Outcome) -> list[str]:
    sweeps = outcome.oracle.sweeps
    if not sweeps:
        return []
    seconds, calls = max(sweeps)
    return [f"  sweeps: {len(sweeps)}; the longest took {seconds:.1f} s of its 40 and {calls:,} table calls"]


def _shown(key: str) -> str:
    return key if len(key) <= 40 else key[:37] + "…"
