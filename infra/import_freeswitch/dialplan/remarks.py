"""What is said of an extension: why it was left out, or which of its actions and options were."""

import re
from collections.abc import Iterable

from functions.shared.provisioning.findings import MEMBER_FLAGS
from functions.shared.tables.provisioned.routes import ToDialIn, ToGateway, ToRoom
from infra.import_freeswitch.dialplan.applications import SETTINGS, Action, leading
from infra.import_freeswitch.dialplan.extensions import Extension
from infra.import_freeswitch.dialplan.numbers import pattern_of
from infra.import_freeswitch.dialplan.outcomes import Outcome
from infra.import_freeswitch.report import Report

_OF_ROOMS_FLAGS = "conference_member_flags"
_VARIABLES = {
    "call_timeout": "forward.seconds of a user says how long one rings, timeout of a target of a group",
    "continue_on_fail": "what comes after a call that nobody took is said with forward of a user",
    "hangup_after_bridge": "is so here",
    "ringback": "a caller hears the telephone company's ringing tone",
    "transfer_ringback": "a caller hears the telephone company's ringing tone",
    "effective_caller_id_name": "which name a call shows is said by outbound_caller_name of gateway, user or domain",
    "effective_caller_id_number": "which number a call shows is said by outbound_caller_number (gateway, user, domain)",
    "domain_name": "a route's target names its domain",
}


class Remarks:
    """Of one context; `strangers` may call there."""

    def __init__(self, report: Report, *, strangers: bool) -> None:
        self._report, self._strangers = report, strangers

    def of_what_leads_nowhere(self, extension: Extension) -> None:
        """It only sets something for the extensions after it, or is never used."""
        what = f"extension {extension.name!r}"
        why = "only does something besides and goes on to the next one; a route does nothing besides"
        if extension.never:
            why = "never takes a call: it asks for a global variable that has another value"
        self._report.left_out(extension.place, what, why)
        for action in extension.actions:
            self._report.left_out(action.place, action.element.shown, _why(action))

    def of_what_is_left_out(self, extension: Extension, why: str) -> None:
        what = f"extension {extension.name!r}"
        action = leading(extension.actions)
        if extension.obstacle is not None:
            place, where, why = extension.obstacle
            self._report.left_out(place, f"{what}: {where}", why)
        elif action is not None:
            self._report.left_out(action.place, f"{what}: {action.element.shown}", why)
        else:
            self._report.left_out(extension.place, what, why)

    def of_numbers_left_out(self, extension: Extension, numbers: Iterable[str], why: str) -> None:
        self._report.left_out(extension.place, f"extension {extension.name!r} for {pattern_of(numbers)}", why)

    def of_what_is_taken(self, extension: Extension, outcomes: Iterable[Outcome]) -> None:
        action = leading(extension.actions)
        if action is None:
            return
        targets = [outcome.target for outcome in outcomes]
        at = extension.actions.index(action)
        for besides in extension.actions[:at]:
            self._besides(besides, [type(target) for target in targets])
        for later in extension.actions[at + 1 :]:
            why = "what is done afterwards, or if nobody takes the call, is said with forward of a user"
            self._report.left_out(later.place, later.element.shown, why)
        self._options(action)
        what = f"extension {extension.name!r}"
        if any(isinstance(target, ToGateway) for target in targets):
            why = "takes calls of authenticated users of the gateway's domain only, whoever may call in that context"
            self._report.note(action.place, what, why)
        if any(isinstance(target, ToDialIn) for target in targets):
            why = "asks for the conference id before the PIN; FreeSWITCH asked for the PIN only"
            self._report.note(action.place, what, why)
        if self._strangers and any(isinstance(target, ToRoom) for target in targets):
            why = "may be called by everybody, so the room is open; say open: false to let in users only"
            self._report.note(action.place, what, why)

    def _besides(self, action: Action, kinds: list[type]) -> None:
        name, _, value = action.data.partition("=")
        if action.application == "answer" and set(kinds) <= {ToRoom, ToDialIn}:
            return
        if action.application in ("set", "push") and name == _OF_ROOMS_FLAGS:
            self._flags(action, value)
        else:
            self._report.left_out(action.place, action.element.shown, _why(action))

    def _options(self, action: Action) -> None:
        """What a dial string says beside whom it calls, and flags of a conference."""
        if action.application == "conference" and (flags := re.search(r"\+flags\{([^}]*)", action.data)):
            self._flags(action, flags[1])
        elif action.application == "bridge" and action.data.lstrip().startswith(("{", "[", "<")):
            why = "the options before whom it calls are left out"
            self._report.left_out(action.place, action.element.shown, why)

    def _flags(self, action: Action, flags: str) -> None:
        for flag in filter(None, (flag.strip() for flag in flags.split("|"))):
            if flag not in MEMBER_FLAGS:
                self._report.left_out(action.place, f"flag {flag}", "no flag that a route can give here")


def _why(action: Action) -> str:
    if action.application in SETTINGS:
        return SETTINGS[action.application]
    if action.application in ("set", "export"):
        name = action.data.partition("=")[0].removeprefix("nolocal:").strip()
        return _VARIABLES.get(name, "a route sets no variables of one's own")
    return "a route does nothing besides"
