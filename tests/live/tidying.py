"""After each file of live tests: nobody is in a call, nothing is registered, and the demo is what is provisioned."""

import re

from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch

DEMO = ROOT / "infra/demo.yaml"
# A channel whose carrier has gone without a word sends its BYE for 32 s (RFC 3261, timer F).
EMPTY_SECONDS = 60.0
# The relay's events, and its rows after them.
KNOWN_SECONDS = 30.0


def tidy(switch: Switch, stack: Stack) -> None:
    """Hang up everybody, wait until nobody and no conference is left, and undo what was provisioned.

    Raises:
        TimeoutError: something is left all the same; it says what.
    """
    switch.api("hupall")
    await_none(switch, "show channels", r"^[0-9a-f-]{36},.*", EMPTY_SECONDS)
    await_none(switch, "conference list", r"^\+OK Conference .*", EMPTY_SECONDS)
    for profile in ("internal", "external"):
        switch.api(f"sofia profile {profile} flush_inbound_reg")
        # `show registrations` would tell them until they end.
        await_none(switch, f"sofia status profile {profile} reg", r"^Contact: .*", KNOWN_SECONDS)
    wait_until(lambda: not conferences(stack), f"the API to know that all is over: {conferences(stack)}", KNOWN_SECONDS)
    if stack.changed:
        stack.provision(DEMO)
        stack.changed = False
        for profile, gateway in re.findall(r"(external6?)::(\S+)\s+gateway", switch.api("sofia status")):
            switch.api(f"sofia profile {profile} killgw {gateway}")
        await_none(switch, "sofia status", r"^\s*external6?::.*", KNOWN_SECONDS)
        switch.api("xml_flush_cache")


def await_none(switch: Switch, command: str, pattern: str, within: float) -> None:
    """Wait until no line of an answer is of this kind."""

    def found() -> list[str]:
        return re.findall(pattern, switch.api(command), re.MULTILINE)

    try:
        wait_until(lambda: not found(), command, within)
    except TimeoutError as late:
        raise TimeoutError(f"a file of tests left behind, and {within:g} s later there is still: {found()}") from late


def conferences(stack: Stack) -> list[object]:
    """What the API lists, or its problem while it cannot answer."""
    status, answer = stack.ask("GET", "/v1/conferences")
    found = answer.get("items")
    return [one["name"] for one in found] if status == 200 and isinstance(found, list) else [answer]
