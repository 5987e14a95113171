"""A telephone calls through the trunk: asked for an id and a PIN, slowed by wrong ones, refused after three."""

import json
from datetime import datetime, timedelta
from itertools import pairwise

from tests.live.dialling_in import NUMBER, answer, dial_in
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM, PIN = "00000000", "1234"


def test_the_right_pin_leads_into_the_room(switch: Switch) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        dial_in(telephone, ROOM, PIN)

        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")

    assert f"RECV DTMF {PIN[0]}" not in switch.log()


def test_three_wrong_pins_end_the_call_and_nobody_is_in_the_room(switch: Switch, stack: Stack) -> None:
    wait_until(lambda: not switch.members("my-conf-name"), "nobody in my-conf-name")
    with Telephone(switch.ports["trunk"], "4930999999") as telephone:
        assert telephone.call(NUMBER) == 200
        for _ in range(3):
            answer(telephone, ROOM, "9999")
            # Until somebody speaks again.
            telephone.sound.await_pause(0.2)

        assert telephone.hung_up.wait(60)
        assert switch.members("my-conf-name") == []
    refused = [json.loads(line) for line in stack.log() if '"a PIN was refused"' in line]
    assert [line["failures"] for line in refused] == [1, 2, 3]
    # The second and the third question wait until the functions' 1 and 2 seconds are over.
    moments = [datetime.strptime(line["timestamp"], "%Y-%m-%d %H:%M:%S,%f%z") for line in refused]
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps[0] >= timedelta(seconds=1)
    assert gaps[1] >= timedelta(seconds=2)


def test_the_trunk_reaches_no_number_of_the_users(switch: Switch) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call("999") == 404
        assert telephone.call("1000") == 404
