"""One extension of a dialplan: which numbers it takes, from whom, and what it does then (mod_dialplan_xml.c:94-600)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.shared.tables.provisioned.routes import Conditions
from infra.import_freeswitch.dialplan.applications import Action, is_setting
from infra.import_freeswitch.dialplan.numbers import NumberPattern, Untranslatable
from infra.import_freeswitch.reading.document import Placed
from infra.import_freeswitch.report import Place, masked

# switch_xml_std_datetime_check (switch_xml.c): a condition may ask for these instead of a field.
_TIMES = frozenset(
    {
        "date-time", "year", "yday", "mon", "mday", "week", "mweek", "wday", "hour", "minute", "minute-of-day",
        "time-of-day", "tz-offset", "dst", "timezone",
    }
)  # fmt: skip
_HOURS = "asks for the time of day: say it as `hours` of the route's `when`, with the time zone"
_LITERAL = re.compile(r"\^?([0-9A-Za-z_-]+(?:\\?\.[0-9A-Za-z_-]+)*)\$")
_VARIABLE = re.compile(r"\$\{([\w-]+)\}")
# Variables that a call has from the directory only, so asking for them is asking for users.
OF_USERS = frozenset({"toll_allow", "accountcode", "callgroup"})
_PROFILES = ("${sofia_profile_name}", "${sip_profile}")


@dataclass(frozen=True)
class Facts:
    """What conditions can be compared with; global variables (`values`) are variables of every call."""

    domains: tuple[str, ...]
    values: Mapping[str, str]
    # By user@domain.
    users: Mapping[str, Mapping[str, str]]


@dataclass
class Extension:
    """What was read; with an `obstacle` it cannot be a route, but `pattern` is of the numbers that it takes."""

    name: str
    place: Place
    goes_on: bool
    pattern: NumberPattern | None = None
    when: Conditions = field(default_factory=Conditions)
    actions: list[Action] = field(default_factory=list)
    # What could not be said, its place, and why.
    obstacle: tuple[Place, str, str] | None = None
    # It never takes a call: a condition on a global variable is not met.
    never: bool = False

    def hinder(self, place: Place, what: str, why: str) -> None:
        self.obstacle = self.obstacle or (place, what, why)


def read_extension(element: Placed, facts: Facts) -> Extension:
    """Read one; what hinders it from being a route is in it."""
    extension = Extension(element.get("name", "") or "unnamed", element.place, _is_true(element.get("continue", "")))
    conditions = list(element.children("condition"))
    for number, condition in enumerate(conditions):
        last = number == len(conditions) - 1
        _shape(extension, condition, last=last)
        try:
            _condition(extension, condition, facts, last=last)
        except Untranslatable as error:
            extension.hinder(condition.place, condition.shown, str(error))
        _actions(extension, condition, last=last)
    for other in element.others("condition"):
        extension.hinder(other.place, other.shown, "FreeSWITCH reads conditions only here")
    if not conditions:
        extension.hinder(element.place, element.shown, "has no condition, and does nothing")
    return extension


def _shape(extension: Extension, condition: Placed, *, last: bool) -> None:
    """Conditions one after the other, all of which must hold, are what a route can say."""
    stops = condition.get("break", "on-false")
    if stops != "on-false" and not last:
        extension.hinder(condition.place, condition.shown, f"break={stops!r} goes on in another way than a route does")
    if condition.get("regex"):
        extension.hinder(condition.place, condition.shown, "has several expressions at once; make a route for each")
    for below in condition.others("action", "expression", "regex"):
        why = "what is done where a condition does not hold is a route of its own here"
        if below.tag == "condition":
            why = "conditions in conditions are routes of their own here"
        extension.hinder(below.place, below.shown, why)


def _condition(extension: Extension, condition: Placed, facts: Facts, *, last: bool) -> None:
    if asked := sorted(_TIMES & set(condition.attrib)):
        raise Untranslatable(f"{', '.join(asked)}: {_HOURS}")
    name = condition.get("field")
    if name is None:
        return
    ends = last or condition.get("break", "on-false") in ("on-false", "always")
    expression = _expression(condition)
    if name in ("destination_number", "${destination_number}"):
        if extension.pattern is not None:
            raise Untranslatable("is a second condition on the number; a route has one pattern")
        if "$" in re.sub(r"\$(?=[)|]|$)", "", expression):
            raise Untranslatable("the expression holds a variable that only a call has")
        extension.pattern = NumberPattern(expression)
    else:
        _of_the_call(extension, condition, facts, expression, ends=ends)


def _of_the_call(extension: Extension, condition: Placed, facts: Facts, expression: str, *, ends: bool) -> None:
    """A condition on anything but the number; with `ends` FreeSWITCH looks at no other one where it does not hold."""
    name = condition.get("field", "")
    variable, literal = _VARIABLE.fullmatch(name), _LITERAL.fullmatch(expression)
    if name == "${sip_authorized}" and expression in ("^true$", "true"):
        extension.when = narrowed(extension.when, Conditions(domains=facts.domains))
    elif name == "${domain_name}" and literal:
        extension.when = narrowed(extension.when, Conditions(domains=(literal[1].replace("\\", "").lower(),)))
    elif name in _PROFILES and literal:
        extension.when = narrowed(extension.when, Conditions(profiles=(literal[1].replace("\\", ""),)))
    elif variable and variable[1] in OF_USERS:
        users = tuple(user for user, own in facts.users.items() if _found(expression, own.get(variable[1], "")))
        extension.never = extension.never or not users
        extension.when = narrowed(extension.when, Conditions(users=users))
    elif variable and variable[1] in facts.values:
        # A global variable is a variable of every call.
        extension.never = extension.never or (ends and not _found(expression, facts.values[variable[1]]))
    else:
        raise Untranslatable(
            f"a route does not ask for {masked(name)}, only for the number and for users, domains, profiles, caller "
            "numbers and hours (`when`)"
        )


def _found(expression: str, value: str) -> bool:
    return NumberPattern(expression).matches(value)


def _expression(condition: Placed) -> str:
    inside = next(condition.children("expression"), None)
    return (inside.text or "").strip() if inside is not None else condition.get("expression", "")


def narrowed(before: Conditions, more: Conditions) -> Conditions:
    """Both at once; nothing asks for nothing.

    Raises:
        Untranslatable: nobody is both.
    """
    found = [_shared(getattr(before, name), getattr(more, name)) for name in ("users", "domains", "profiles")]
    if None in found:
        raise Untranslatable("asks for what cannot be at once")
    users, domains, profiles = (one or () for one in found)
    return Conditions(users=users, domains=domains, profiles=profiles)


def _shared(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, ...] | None:
    """What stands in both, where both ask for something; None where that is nothing."""
    if not one or not two:
        return one or two
    return tuple(name for name in one if name in two) or None


def _actions(extension: Extension, condition: Placed, *, last: bool) -> None:
    for element in condition.children("action"):
        # FreeSWITCH prefers the text in the element to `data`.
        data = (element.text or "").strip() or element.get("data", "")
        action = Action(element.get("application", ""), data, element)
        if not last and not is_setting(action):
            extension.hinder(element.place, element.shown, "is done even where the next condition does not hold")
        extension.actions.append(action)


def _is_true(text: str) -> bool:
    return text.lower() in ("true", "yes", "on", "1", "enabled", "active", "allow")
