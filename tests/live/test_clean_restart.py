"""The relay told to stop and started again while somebody is in a conference: the next command runs at once."""

import time
from statistics import median

from tests.freeswitch.relay.play import until
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM = "/v1/conferences/internal"
TIMES = 3
FIRST_COMMAND_SECONDS = 1.5
# The stack's own relay stands still meanwhile; its question to the queue is over by then.
QUESTION_SECONDS = 22


def muted(stack: Stack, member: str, *, wished: bool) -> float:
    """Seconds until the command has ended well."""
    began = time.monotonic()
    status, answer = stack.ask("PATCH", f"{ROOM}/members/{member}", {"muted": wished}, Prefer="wait=15")
    assert (status, answer.get("state")) == (200, "confirmed"), answer
    return time.monotonic() - began


def test_the_first_command_after_a_clean_restart_runs_at_once(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["sip"], "1000", "mypassword") as ada:
        assert ada.call("999") == 200
        wait_until(lambda: stack.ask("GET", ROOM)[1].get("member_count") == 1, "the API knows one")
        (member,) = [one["uuid"] for one in switch.members("internal")]
        with other_relay(stack) as relay:
            over = time.monotonic() + QUESTION_SECONDS
            until(lambda: time.monotonic() > over, QUESTION_SECONDS + 5)
            took = []
            for number in range(TIMES):
                relay.stop()
                relay.start()
                wait_until(
                    lambda: stack.ask("GET", ROOM)[1].get("node_state") == "up", "the API knows that it is served"
                )
                took.append(muted(stack, member, wished=number % 2 == 0))

    print("first command after a clean restart:", sorted(round(one, 2) for one in took), "s")  # noqa: T201  # for docs/verified.md
    assert median(took) <= FIRST_COMMAND_SECONDS
    wait_until(lambda: not switch.members("internal"), "everybody left")
