"""What the doctor sees of the tables: whether they answer this host, and what time they have."""

from freeswitch.relay.clock import Clock, TablesClock
from functions.shared.tables.answer_dates import answer_dates
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.nodes import find_node

# Each answer has whole seconds; the best of several counts.
QUESTIONS = 3


def seconds_ahead(node: str, own: Clock) -> tuple[float | None, str]:
    """By how much this host's clock is ahead of the tables', and why they could not be asked, where they could not."""
    clock, problem = TablesClock(own), ""
    for _ in range(QUESTIONS):
        sent = clock.monotonic()
        with answer_dates() as dates:
            try:
                find_node(node)
            except TablesUnavailable as refusal:
                problem = str(refusal)
        if dates:
            clock.learn(dates[-1], sent, clock.monotonic())
        if problem:
            break
    return clock.ahead, problem
