"""A telephone calls through the trunk: asked for an id and a PIN, slowed by wrong ones, refused after three."""

import time

from tests.live.processes import wait_until
from tests.live.switch import Switch
from tests.live.telephone import Telephone

NUMBER = "496131123456789"
ROOM, PIN = "00000000", "1234"


def answer(telephone: Telephone, room: str, pin: str) -> float:
    """Listen to both questions, answer them, and give the seconds until somebody speaks again."""
    telephone.sound.await_pause()
    telephone.sound.press(f"{room}#")
    telephone.sound.await_pause()
    telephone.sound.press(f"{pin}#")
    start = time.monotonic()
    telephone.sound.await_pause(0.2)
    return time.monotonic() - start


def test_the_right_pin_leads_into_the_room(switch: Switch) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call(NUMBER) == 200
        telephone.sound.await_pause()
        telephone.sound.press(f"{ROOM}#")
        telephone.sound.await_pause()
        telephone.sound.press(f"{PIN}#")

        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")

    assert f"RECV DTMF {PIN[0]}" not in switch.log()


def test_three_wrong_pins_end_the_call_and_nobody_is_in_the_room(switch: Switch) -> None:
    wait_until(lambda: not switch.members("my-conf-name"), "nobody in my-conf-name")
    with Telephone(switch.ports["trunk"], "4930999999") as telephone:
        assert telephone.call(NUMBER) == 200
        delays = [answer(telephone, ROOM, "9999") for _ in range(3)]

        assert telephone.hung_up.wait(60)
        assert switch.members("my-conf-name") == []
    # the answer to a wrong PIN comes later each time
    assert delays[0] < delays[1] < delays[2], delays


def test_the_trunk_reaches_no_number_of_the_users(switch: Switch) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call("999") == 404
        assert telephone.call("1000") == 404
