"""*5 on a telephone is a raised hand in the API and the feed, and no other key is taken for it."""

from typing import Any

from tests.live.meeting import PASSWORD
from tests.live.processes import wait_until
from tests.live.relays import other_relay
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM = "/v1/conferences/internal"


def ask(stack: Stack, path: str) -> Any:
    return stack.ask("GET", path)[1]


def member(stack: Stack, user: str) -> Any:
    members = ask(stack, ROOM).get("members", [])
    return next((one for one in members if one["user"] == user), {})


def hands(stack: Stack, after: int) -> list[tuple[str, str]]:
    """What the feed tells of hands after a seq."""
    events = ask(stack, f"{ROOM}/events?after={after}&limit=200")["items"]
    return [(one["type"], one["data"]["uuid"]) for one in events if one["type"].startswith("hand.")]


def is_up(stack: Stack, user: str) -> bool:
    return bool(member(stack, user).get("hand_raised_at"))


def test_a_telephone_raises_and_lowers_its_hand_with_a_key(switch: Switch, stack: Stack) -> None:
    sip = switch.ports["sip"]
    with Telephone(sip, "1000", PASSWORD) as ada, Telephone(sip, "1001", PASSWORD) as grace:
        assert [one.call("999") for one in (ada, grace)] == [200, 200]
        wait_until(lambda: stack.ask("GET", ROOM)[1].get("member_count") == 2, "the API knows both")
        before = int(ask(stack, f"{ROOM}/events")["seq"])
        call = member(stack, "1000")["uuid"]

        ada.sound.press("*5")
        wait_until(lambda: is_up(stack, "1000"), "the hand is up", within=20)
        wait_until(lambda: hands(stack, before) == [("hand.raised", call)], "the feed tells it")
        assert not is_up(stack, "1001")
        # The sound is as it was: * and 5 alone are other keys.
        assert (member(stack, "1000")["muted"], member(stack, "1000")["volume_out"]) == (False, 0)

        status, _ = stack.ask("PATCH", f"{ROOM}/members/{call}", {"hand": False})
        assert status == 204
        assert not is_up(stack, "1000")
        ada.sound.press("*5")
        wait_until(lambda: is_up(stack, "1000"), "the hand is up again", within=20)
        ada.sound.press("*5")
        wait_until(lambda: not is_up(stack, "1000"), "the hand is down", within=20)
        assert [kind for kind, _ in hands(stack, before)] == [
            "hand.raised", "hand.lowered", "hand.raised", "hand.lowered"
        ]  # fmt: skip
        ada.sound.press("*6")
        wait_until(lambda: member(stack, "1000")["deaf"] is True, "*6 makes deaf and mute", within=20)
    wait_until(lambda: not switch.members("internal"), "nobody in internal")


def test_a_hand_stays_up_while_the_relay_is_killed_and_goes_down_with_its_call(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["sip"], "1000", PASSWORD) as ada, other_relay(stack) as relay:
        assert ada.call("999") == 200
        wait_until(lambda: stack.ask("GET", ROOM)[1].get("member_count") == 1, "the API knows her")
        before = int(ask(stack, f"{ROOM}/events")["seq"])
        ada.sound.press("*5")
        wait_until(lambda: is_up(stack, "1000"), "the hand is up", within=20)

        relay.kill()
        relay.start()

        wait_until(lambda: stack.ask("GET", ROOM)[1].get("node_state") == "up", "the relay serves again", within=60)
        assert is_up(stack, "1000")
        ada.sound.press("*5")
        wait_until(lambda: not is_up(stack, "1000"), "the hand is down", within=20)
        ada.sound.press("*5")
        wait_until(lambda: is_up(stack, "1000"), "the hand is up", within=20)
        ada.hang_up()
        wait_until(lambda: stack.ask("GET", ROOM)[0] == 410, "the meeting is over", within=30)
        assert [kind for kind, _ in hands(stack, before)] == ["hand.raised", "hand.lowered"] * 2
