"""The data of an action with its variables put in: `$1` of the expression, and those that are known beforehand."""

import re
from collections.abc import Mapping

from infra.import_freeswitch.dialplan.applications import Action
from infra.import_freeswitch.dialplan.extensions import Extension
from infra.import_freeswitch.dialplan.numbers import Untranslatable

# Around how many first digits of the dialled number are left out, where the number itself is not known yet.
BEGIN, END = "\x01", "\x02"
_VARIABLE = re.compile(r"\$\{([^{}]*)\}|\$([0-9])")
_DEEPEST = 5


class NeedsNumbers(Exception):
    """It is to be asked again for each number."""


def marker(strip: int) -> str:
    """The dialled number without its first digits."""
    return f"{BEGIN}{strip}{END}"


class Expansion:
    """Of one extension; for one number, or for whatever was dialled (an empty one)."""

    def __init__(
        self, extension: Extension, context: str, number: str, before: list[Action], values: Mapping[str, str]
    ) -> None:
        self._extension, self.context, self.number, self._values = extension, context, number, values
        # Whether whoever calls hears or waits for something before it.
        self.plays = any(action.application in ("playback", "sleep", "gentones", "say") for action in before)
        self._assigned: dict[str, str] = {}
        for action in before:
            name, sign, value = action.data.partition("=")
            if action.application in ("set", "export", "push") and sign:
                self._assigned[name.removeprefix("nolocal:").strip()] = value

    def of(self, data: str, depth: int = 0) -> str:
        """Expand.

        Raises:
            Untranslatable: only the switch knows it.
            NeedsNumbers: `$1` is another part of every number.
        """
        if depth > _DEEPEST:
            raise Untranslatable("its variables name each other")
        return _VARIABLE.sub(lambda found: self._one(found[1], found[2], depth), data)

    def assigned(self, name: str) -> str:
        """What the extension sets before; nothing where it does not."""
        return self.of(self._assigned.get(name, ""))

    def domain(self) -> str:
        return self._values.get("domain_name", "")

    def by_number(self) -> None:
        """Go on only for one number."""
        if not self.number:
            raise NeedsNumbers

    def fixed(self) -> str:
        self.by_number()
        return self.number

    def _one(self, name: str | None, group: str | None, depth: int) -> str:
        if group is not None:
            return self._group(int(group))
        name = name or ""
        if name == "destination_number":
            return self.number or marker(0)
        value = self._assigned.get(name, self._values.get(name))
        if value is None:
            raise Untranslatable(f"${{{name}}} is known on the switch only")
        return self.of(value, depth + 1)

    def _group(self, index: int) -> str:
        pattern = self._extension.pattern
        if pattern is None or not pattern.has_groups:
            # FreeSWITCH puts nothing in where the expression has no bracket.
            return f"${index}"
        if self.number:
            return pattern.group(index, self.number)
        dropped = pattern.dropped_by(index)
        if dropped is None:
            raise NeedsNumbers
        return marker(dropped)
