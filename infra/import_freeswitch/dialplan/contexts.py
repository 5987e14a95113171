"""Contexts of a static dialplan as contexts with routes; the order in which FreeSWITCH hunts is kept."""

from collections.abc import Mapping
from typing import Any

from functions.shared.tables.provisioned.routes import Conditions, ToHangUp
from infra.import_freeswitch.dialplan.applications import leading
from infra.import_freeswitch.dialplan.expansion import NeedsNumbers
from infra.import_freeswitch.dialplan.extensions import Extension, Facts, read_extension
from infra.import_freeswitch.dialplan.numbers import MOST_NUMBERS, NumberPattern, Untranslatable, pattern_of
from infra.import_freeswitch.dialplan.outcomes import Outcome, Outcomes
from infra.import_freeswitch.dialplan.remarks import Remarks
from infra.import_freeswitch.dialplan.routes import Rule, as_written, routes_of
from infra.import_freeswitch.dialplan.targets import Known
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.report import Report

_EVERY_NUMBER = "^(.*)$"
# What a call gets here whose extension was left out, where a later route would take it otherwise.
NOBODY = Outcome(ToHangUp(cause="NO_ROUTE_DESTINATION"), Conditions())


class Dialplan:
    """Reads all contexts first, for a transfer leads from one into another.

    Args:
        strangers: contexts of calls that nobody has authenticated.
        most_rooms: how many rooms one extension may make.
    """

    def __init__(
        self, section: Placed, known: Known, values: Mapping[str, str], strangers: frozenset[str], report: Report, *,
        most_rooms: int,
    ) -> None:  # fmt: skip
        self._report, self._strangers, self._most_rooms = report, strangers, most_rooms
        self._elements: dict[str, Placed] = {}
        for element in section.children("context"):
            if element.get("name", "") in self._elements:
                report.left_out(element.place, element.shown, "is there already, and FreeSWITCH takes the first one")
            else:
                self._elements[element.get("name", "")] = element
        for other in section.others("context"):
            report.left_out(other.place, other.shown, "FreeSWITCH looks for contexts only here")
        users = {
            f"{user}@{name}": own for name, domain in known.domains.items() for user, own in domain.of_users.items()
        }
        facts = Facts(tuple(known.domains), values, users)
        self._contexts = {
            name: [read_extension(one, facts) for one in element.children("extension")]
            for name, element in self._elements.items()
        }
        self._outcomes = Outcomes(self._contexts, known, values)
        self.taken = self.read = 0

    def contexts(self) -> list[dict[str, Any]]:
        """What stands under `contexts` in the file."""
        found = []
        for name, element in self._elements.items():
            for other in element.others("extension"):
                self._report.left_out(other.place, other.shown, "FreeSWITCH looks for extensions only here")
            remarks = Remarks(self._report, strangers=name in self._strangers)
            rules = [rule for extension in self._contexts[name] for rule in self._rules(name, extension, remarks)]
            routes = routes_of(rules)
            if any(not rule.is_guard for rule in rules):
                entry: dict[str, Any] = {"name": name, "routes": [as_written(route) for route in routes]}
                if any(route["target"]["kind"] == "gateway" for route in entry["routes"]):
                    entry["may_call_out"] = True
                found.append(entry)
            else:
                self._report.left_out(element.place, element.shown, "none of its extensions was taken over")
        return found

    def _rules(self, context: str, extension: Extension, remarks: Remarks) -> list[Rule]:
        self.read += 1
        if extension.never or (extension.goes_on and leading(extension.actions) is None):
            remarks.of_what_leads_nowhere(extension)
            return []
        pattern = extension.pattern or NumberPattern(_EVERY_NUMBER)
        strangers = context in self._strangers
        try:
            try:
                rules = [Rule(extension.name, pattern, self._outcomes.of(context, extension, "", strangers=strangers))]
            except NeedsNumbers:
                rules = self._by_number(context, extension, pattern, remarks)
        except Untranslatable as error:
            remarks.of_what_is_left_out(extension, str(error))
            # Without a condition on the number it is some other one that decides, and then it may not.
            return [Rule(extension.name, pattern, NOBODY, is_guard=True)] if extension.pattern else []
        if any(not rule.is_guard for rule in rules):
            self.taken += 1
            remarks.of_what_is_taken(extension, [rule.outcome for rule in rules])
        return rules

    def _by_number(self, context: str, extension: Extension, pattern: NumberPattern, remarks: Remarks) -> list[Rule]:
        """One rule for all numbers that lead to the same."""
        action = leading(extension.actions)
        most = self._most_rooms if action and action.application == "conference" else MOST_NUMBERS
        numbers = pattern.numbers
        if numbers is None or len(numbers) > most:
            count = "more numbers than can be listed" if numbers is None else f"{len(numbers)} numbers"
            rooms = (
                ": every conference is a room here, so name the rooms (or say --rooms)" if most != MOST_NUMBERS else ""
            )
            raise Untranslatable(f"takes {count}, and leads each elsewhere{rooms}")
        found: dict[Outcome, list[str]] = {}
        refused: dict[str, list[str]] = {}
        for number in sorted(numbers):
            try:
                outcome = self._outcomes.of(context, extension, number, strangers=context in self._strangers)
                found.setdefault(outcome, []).append(number)
            except Untranslatable as error:
                refused.setdefault(str(error), []).append(number)
        for why, those in refused.items():
            remarks.of_numbers_left_out(extension, those, why)
        rules = [Rule(extension.name, _exactly(those, pattern), outcome) for outcome, those in found.items()]
        lost = [number for those in refused.values() for number in those]
        return rules + ([Rule(extension.name, _exactly(lost, pattern), NOBODY, is_guard=True)] if lost else [])


def _exactly(numbers: list[str], pattern: NumberPattern) -> NumberPattern:
    """The pattern of these numbers: as it was written, where it is all of them."""
    if pattern.numbers is not None and len(numbers) == len(pattern.numbers):
        return pattern
    return NumberPattern(f"^(?:{pattern_of(numbers)})$")
