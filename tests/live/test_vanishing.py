"""A caller who vanished leaves the picture within a minute; one on hold or only listening stays."""

import pytest

from tests.live.browser import Browser
from tests.live.processes import wait_until
from tests.live.switch import Switch
from tests.live.telephone import Telephone

PASSWORD = "mypassword"
LONGER_THAN_THE_TIME_OUT = 55.0


def stays(telephone: Telephone, seconds: float) -> bool:
    return not telephone.hung_up.wait(seconds)


def test_a_browser_that_was_killed_leaves_within_a_minute(switch: Switch, caller_page: str) -> None:
    with Browser(caller_page) as browser:
        assert browser.join("999", "1000", PASSWORD, switch.websocket) == {"joined": True}
        wait_until(lambda: len(switch.members("internal")) == 1, "one in internal")

        browser.kill()

        seconds = wait_until(lambda: not switch.members("internal"), "nobody in internal", within=60)
        assert seconds > 5


@pytest.mark.parametrize("direction", ["sendonly", "inactive"])
def test_a_caller_on_hold_stays(switch: Switch, direction: str) -> None:
    with Telephone(switch.ports["sip"], "1002", PASSWORD) as telephone:
        assert telephone.call("999") == 200
        assert telephone.change(direction) == 200
        telephone.sound.fall_silent()

        assert stays(telephone, LONGER_THAN_THE_TIME_OUT)


def test_a_caller_who_only_listens_stays(switch: Switch) -> None:
    with Telephone(switch.ports["sip"], "1002", PASSWORD) as telephone:
        telephone.sound.fall_silent()
        assert telephone.call("999", "recvonly") == 200

        assert stays(telephone, LONGER_THAN_THE_TIME_OUT)
