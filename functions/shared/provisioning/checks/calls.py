"""What the limits of a domain's calls may not say."""

import re
from collections.abc import Iterator

from functions.shared.provisioning.findings import Finding
from functions.shared.tables.provisioned.domain_items import CallLimits

MOST_CALLS = 100_000
DAY_MINUTES = 24 * 60
PREFIX = re.compile(r"\+?[0-9]{1,15}")


def check_calls(calls: CallLimits) -> Iterator[Finding]:
    for name in ("an_hour_by_subject", "an_hour"):
        if not 0 <= getattr(calls, name) <= MOST_CALLS:
            yield [name], f"must be 0 to {MOST_CALLS} calls"
    if not 1 <= calls.minutes <= DAY_MINUTES:
        yield ["minutes"], f"must be 1 to {DAY_MINUTES} minutes"
    if calls.minutes_a_day < 0:
        yield ["minutes_a_day"], "must be 0 or more minutes"
    for number, prefix in enumerate(calls.destinations):
        if not PREFIX.fullmatch(prefix):
            yield ["destinations", number], "must be the digits that a number begins with, such as +49"
