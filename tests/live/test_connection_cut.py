"""One of the relay's two connections destroyed from outside, while two people are in a conference that is recorded."""

import time
from http import HTTPStatus
from pathlib import Path
from statistics import median

import pytest

from tests.freeswitch.relay.proxy import Proxy, proxy_to
from tests.live.processes import free_ports, wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM = "/v1/conferences/internal"
TIMES = 10
AGAIN_SECONDS = 1.0
# One that was timed beside everything else that a busy machine does.
BUSY_SECONDS = 3.0


def ask(stack: Stack, method: str, path: str, **body: object) -> JsonObject:
    status, answer = stack.ask(method, f"{ROOM}{path}", body or None, Prefer="wait=15")
    assert status == 200, answer
    return answer


def seconds_until_a_command_runs(stack: Stack, member: str, *, muted: bool) -> float:
    began = time.monotonic()
    path = f"{ROOM}/members/{member}"
    status, answer = stack.ask("PATCH", path, {"muted": muted}, Prefer="wait=15")
    while status == HTTPStatus.SERVICE_UNAVAILABLE and time.monotonic() - began < BUSY_SECONDS:
        # The relay's beat fell into the loss: whoever is refused so asks again.
        status, answer = stack.ask("PATCH", path, {"muted": muted}, Prefer="wait=15")
    assert (status, answer.get("state")) == (200, "confirmed"), answer
    return time.monotonic() - began


def both_connected(proxy: Proxy) -> bool:
    return sorted(wire.kind for wire in list(proxy.wires)) == ["commands", "events"]


@pytest.mark.parametrize("kinds", [("events",), ("commands",), ("events", "commands")], ids="-".join)
def test_ten_cuts_cost_ten_pairs_and_commands_run_again_within_a_second(
    switch: Switch, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    port, aws_port = free_ports(2)
    sip = switch.ports["sip"]
    with (
        proxy_to(switch.ports["esl"]) as proxy,
        Telephone(sip, "1000", "mypassword") as ada,
        Telephone(sip, "1001", "mypassword") as grace,
    ):
        stack = Stack(tmp_path, port, aws_port, proxy.port)
        try:
            stack.start()
            assert [one.call("999") for one in (ada, grace)] == [200, 200]
            wait_until(lambda: stack.ask("GET", ROOM)[1].get("member_count") == 2, "the API knows both")
            recording = ask(stack, "POST", "/recordings", format="wav")["id"]
            path = f"/recordings/{recording}"
            wait_until(lambda: ask(stack, "GET", path)["state"] == "live", "the file grows", within=60)
            member = next(one["uuid"] for one in switch.members("internal") if one["caller"] == "1000")
            seconds_until_a_command_runs(stack, member, muted=False)

            made, took = proxy.made, []
            for number in range(TIMES):
                wait_until(lambda: both_connected(proxy), "a pair")
                proxy.cut(*kinds)
                took.append(seconds_until_a_command_runs(stack, member, muted=number % 2 == 0))
            shown = ask(stack, "GET", path)
            ask(stack, "DELETE", path)
            wait_until(lambda: ask(stack, "GET", path)["state"] == "ready", "the recording is ready", within=60)
            ended = ask(stack, "GET", path)
            log = stack.relay_log()
        finally:
            stack.stop()

    print(f"{' and '.join(kinds)} cut: commands again after", sorted(round(one, 2) for one in took), "s")  # noqa: T201  # for docs/verified.md
    assert proxy.made - made == 2 * TIMES
    assert median(took) <= AGAIN_SECONDS
    assert max(took) <= BUSY_SECONDS
    assert (shown["state"], ended["incomplete"]) == ("live", False)
    # Ten losses in a few seconds are told of once.
    assert log.count('"FreeSWITCH is away"') == 1
    wait_until(lambda: not switch.members("internal"), "everybody left")
