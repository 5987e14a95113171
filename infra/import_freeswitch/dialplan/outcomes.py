"""Where a number leads in a context, through every transfer: as FreeSWITCH hunts, the first extension that takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from functions.shared.tables.provisioned.routes import Conditions, Target, ToGateway, ToRoom, ToUser
from infra.import_freeswitch.dialplan.applications import leading
from infra.import_freeswitch.dialplan.expansion import Expansion
from infra.import_freeswitch.dialplan.extensions import Extension, narrowed
from infra.import_freeswitch.dialplan.numbers import Untranslatable
from infra.import_freeswitch.dialplan.targets import Known, Moved, target_of
from infra.import_freeswitch.report import masked

# FreeSWITCH has no such limit; a dialplan that goes round has no end there.
_MOST_TRANSFERS = 10


@dataclass(frozen=True)
class Outcome:
    """The target of a route and who may use it."""

    target: Target
    when: Conditions


class Outcomes:
    """Of all contexts; `values` are variables that every call has."""

    def __init__(self, contexts: Mapping[str, Sequence[Extension]], known: Known, values: Mapping[str, str]) -> None:
        self._contexts, self._known, self._values = contexts, known, values

    def of(self, context: str, extension: Extension, number: str, *, strangers: bool, depth: int = 0) -> Outcome:
        """Say where an extension leads; without a number, for whatever it takes.

        Raises:
            Untranslatable: no route can say that.
            NeedsNumbers: it differs from number to number.
        """
        if depth > _MOST_TRANSFERS:
            raise Untranslatable(f"is moved more than {_MOST_TRANSFERS} times")
        action = leading(extension.actions)
        if extension.obstacle is not None:
            raise Untranslatable(f"extension {extension.name!r}: {extension.obstacle[2]}")
        if action is None:
            raise Untranslatable("leads nowhere: FreeSWITCH hangs up when it has done that")
        if extension.goes_on:
            raise Untranslatable("goes on with the next extension afterwards (continue), and a route ends")
        before = extension.actions[: extension.actions.index(action)]
        expansion = Expansion(extension, context, number, before, self._values_for(extension))
        target = target_of(action, expansion, self._known, strangers=strangers)
        if not isinstance(target, Moved):
            return Outcome(target, extension.when)
        there = self._taking(target)
        found = self.of(target.context, there, target.number, strangers=strangers, depth=depth + 1)
        return Outcome(_for_another(found.target, target.number, number), narrowed(extension.when, found.when))

    def _values_for(self, extension: Extension) -> Mapping[str, str]:
        """Who is asked for one domain is of that domain."""
        asked = extension.when.domains
        return {**self._values, "domain_name": asked[0]} if len(asked) == 1 else self._values

    def _taking(self, moved: Moved) -> Extension:
        if moved.context not in self._contexts:
            raise Untranslatable(f"there is no context {masked(moved.context)}")
        for extension in self._contexts[moved.context]:
            if takes(extension, moved.number):
                return extension
        raise Untranslatable(f"nothing in the context {moved.context} takes {masked(moved.number)}")


def takes(extension: Extension, number: str) -> bool:
    """Tell whether the hunt may end here for a number; what only the switch can decide, it does not."""
    if extension.never or (extension.goes_on and leading(extension.actions) is None):
        return False
    if extension.pattern is None:
        return extension.obstacle is None
    return extension.pattern.matches(number)


def _for_another(target: Target, number: str, dialled: str) -> Target:
    """The target of a number that was not dialled itself: it can no longer be the dialled one."""
    if number == dialled:
        return target
    if isinstance(target, ToUser) and not target.user:
        return replace(target, user=number)
    if isinstance(target, ToRoom) and not target.room:
        return replace(target, room=number)
    if isinstance(target, ToGateway):
        raise Untranslatable("leaves with another number than the dialled one")
    return target
