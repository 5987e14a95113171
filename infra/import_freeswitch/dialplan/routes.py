"""Rules in the order in which FreeSWITCH hunts, as routes that are looked at in the same order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from functions.shared.encoders.dial_strings import WORD
from functions.shared.tables.provisioned.routes import Route
from infra.import_freeswitch.dialplan.numbers import NumberPattern
from infra.import_freeswitch.dialplan.outcomes import Outcome

_STEP = 10
_LONGEST_NAME = 56


@dataclass(frozen=True)
class Rule:
    """Numbers and where they lead; a guard keeps those of an extension that was left out from later ones."""

    name: str
    pattern: NumberPattern
    outcome: Outcome
    is_guard: bool = False


def routes_of(rules: Sequence[Rule]) -> list[Route]:
    """Make routes: exact numbers come before patterns here, so a number is one only where no earlier rule takes it."""
    needed = [rule for index, rule in enumerate(rules) if not rule.is_guard or _is_needed(rule, rules[index + 1 :])]
    names: set[str] = set()
    found = []
    for index, rule in enumerate(needed):
        number = _only_number(rule)
        if number and any(earlier.pattern.matches(number) for earlier in needed[:index]):
            number = ""
        found.append(
            Route(
                name=_named(rule, names),
                number=number,
                pattern="" if number else rule.pattern.of_route,
                priority=_STEP * (index + 1),
                when=rule.outcome.when,
                target=rule.outcome.target,
            )
        )
    return found


def as_written(route: Route) -> dict[str, Any]:
    """The route as a person would write it into a file."""
    plain = msgspec.json.decode(msgspec.json.encode(route))
    order = ("name", "number", "pattern", "priority", "when", "target")
    return {name: plain[name] for name in order if plain.get(name)}


def _is_needed(guard: Rule, later: Sequence[Rule]) -> bool:
    return any(not rule.is_guard and guard.pattern.may_share(rule.pattern) for rule in later)


def _only_number(rule: Rule) -> str:
    numbers = rule.pattern.numbers or ()
    return next((number for number in numbers if WORD.fullmatch(number)), "") if len(numbers) == 1 else ""


def _named(rule: Rule, names: set[str]) -> str:
    """A name of its own for each, of the signs that names have."""
    written = re.sub(r"[^0-9A-Za-z*#+_.-]+", "-", rule.name).strip("-")[:_LONGEST_NAME] or "extension"
    written = f"not-{written}" if rule.is_guard else written
    name, count = written, 1
    while name in names:
        count += 1
        name = f"{written}-{count}"
    names.add(name)
    return name
