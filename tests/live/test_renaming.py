"""A member is called otherwise during a conference, and everybody who looks sees it."""

import time

from tests.live.processes import wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
NAME = """Łukasz, $tar 'q"x" Ж 李; = a|b"""
PATH = "/v1/conferences/internal"


def test_a_new_name_is_told_by_the_call_and_seen_everywhere(switch: Switch, stack: Stack) -> None:
    with (
        Telephone(switch.ports["sip"], "1000", PASSWORD) as ada,
        Telephone(switch.ports["sip"], "1001", PASSWORD) as grace,
    ):
        for telephone in (ada, grace):
            assert telephone.call("999") == 200

        def known() -> dict[object, JsonObject]:
            members = stack.ask("GET", PATH)[1].get("members", [])
            assert isinstance(members, list)
            return {member["user"]: member for member in members}

        wait_until(lambda: set(known()) == {"1000", "1001"}, "the API knows both")
        call = known()["1000"]["uuid"]

        status, command = stack.ask("PATCH", f"{PATH}/members/{call}", {"name": NAME}, Prefer="wait=10")

        assert (status, command["state"]) == (200, "confirmed"), command
        evidence = command["evidence"]
        assert isinstance(evidence, dict)
        assert evidence["event"] == "renamed"
        assert known()["1000"]["name"] == NAME
        assert f";{NAME};1000;" in switch.api("conference internal list")

        # Later events tell it, too: nothing puts the old one back.
        stack.ask("PATCH", f"{PATH}/members/{call}", {"muted": True}, Prefer="wait=10")
        assert known()["1000"]["name"] == NAME
        assert known()["1000"]["muted"] is True

        # Both still hear each other: a message to a call does not stop its sound.
        before, since = grace.sound.packets_heard, time.monotonic()
        wait_until(lambda: grace.sound.packets_heard > before + 50, "the sound goes on")
        assert time.monotonic() - since < 5
