"""How many calls a token's holder and a domain may make, for how long, and where to: the domain's provisioned limits.

A call to a number takes all the minutes that it may last from the domain's day before it is made, and FreeSWITCH hangs
up after them: so no relay that dies in between lets a day have more minutes than were said.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command
from functions.shared.commands.calls import Dial
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.counters.allowances import Allowance, give_back, use
from functions.shared.tables.provisioned.domain_items import CallLimits
from functions.shared.tables.provisioned.users import find_domain
from functions.shared.telemetry.observations import count

HOUR, DAY = 3600, 24 * 3600


@dataclass(frozen=True)
class Spent:
    """What the calls of a command have used up."""

    parts: Sequence[tuple[Allowance, int]]
    at: float

    def give_back(self) -> None:
        """The command was not made after all."""
        for allowance, amount in self.parts:
            give_back(allowance, amount, self.at)


def spend_calls(command: Command, grant: Grant) -> Spent:
    """Use up what the calls of a command need, of all limits or of none.

    Raises:
        Problem: 403 for a destination, 429 with the limit and its end.
        TablesUnavailable: some of it may be used; better too much than too little is counted.
    """
    now = time.time()
    dials = [step for step in command.plain() if isinstance(step, Dial)]
    if not dials:
        return Spent((), now)
    domain = find_domain(grant.domain)
    limits = domain.calls if domain is not None else CallLimits()
    numbers = [step.number for step in dials if step.number is not None]
    for number in numbers:
        if limits.destinations and not number.startswith(limits.destinations):
            allowed = ", ".join(limits.destinations)
            raise Problem("destination_refused", f"{grant.domain} may call numbers that begin with {allowed}")
    wanted = [
        (Allowance("calls-by", (grant.domain, grant.sub), limits.an_hour_by_subject, HOUR), len(dials)),
        (Allowance("calls", (grant.domain,), limits.an_hour, HOUR), len(dials)),
        (Allowance("minutes", (grant.domain,), limits.minutes_a_day, DAY), len(numbers) * limits.minutes),
    ]
    spent: list[tuple[Allowance, int]] = []
    for allowance, amount in wanted:
        if amount and not use(allowance, amount, now):
            Spent(spent, now).give_back()
            raise _exceeded(allowance, amount, grant, now)
        spent += [(allowance, amount)] if amount else []
    return Spent(spent, now)


def _exceeded(allowance: Allowance, amount: int, grant: Grant, now: float) -> Problem:
    count("CallLimit")
    what = {
        "calls-by": f"{grant.sub} may make {allowance.most} calls an hour",
        "calls": f"{grant.domain} may make {allowance.most} calls an hour",
        "minutes": f"{grant.domain} may call numbers for {allowance.most} minutes a day; this would take {amount}",
    }[allowance.name]
    end = allowance.ends(now)
    detail = f"{what}; the next {'day' if allowance.seconds == DAY else 'hour'} begins at {rfc3339(end)}"
    return Problem("call_limit", detail, headers={"Retry-After": str(math.ceil(end - now))})
