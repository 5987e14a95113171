"""Keys that are only heard are taken as keys by the questions for id and PIN, and in the room."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.dialling_in import NUMBER
from tests.live.processes import wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM, PIN = "00000000", "1234"
# There is less silence between what it says and what it asks then, and more after a question (seconds).
BETWEEN_PROMPTS = 2.0
# A number of a trunk that offers telephone events and sends none, and one whose caller is let into a room at once.
TONES, STRAIGHT = "496131000001", "496131000002"
FILE = f"""
contexts:
  - name: trunk
    country: "49"
    routes:
      - {{name: dial-in, number: "{NUMBER}", target: {{kind: dial_in}}}}
      - {{name: tones, number: "{TONES}", target: {{kind: dial_in, tones: true}}}}
      - {{name: straight, number: "{STRAIGHT}", target: {{kind: room, room: external, tones: true}}}}
"""


@pytest.fixture(scope="module", autouse=True)
def routes(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = Path(tmp_path_factory.mktemp("tones")) / "tones.yaml"
    file.write_text(FILE, encoding="utf-8")
    node[1].provision(file)


def answer(telephone: Telephone, press: Callable[[str], None]) -> None:
    telephone.sound.await_pause()
    press(f"{ROOM}#")
    telephone.sound.await_pause()
    press(f"{PIN}#")


@pytest.mark.parametrize(("number", "events"), [(NUMBER, False), (TONES, True)], ids=["offers none", "sends none"])
def test_tones_in_the_sound_lead_into_the_room(switch: Switch, number: str, events: bool) -> None:
    wait_until(lambda: not switch.members("my-conf-name"), "nobody in my-conf-name")
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        telephone.events = events
        assert telephone.call(number) == 200
        answer(telephone, telephone.sound.sing)

        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")


def test_where_a_trunk_offers_events_tones_are_no_keys_unless_the_route_says_so(switch: Switch, stack: Stack) -> None:
    wait_until(lambda: not switch.members("my-conf-name"), "nobody in my-conf-name")
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call(NUMBER) == 200
        telephone.sound.await_pause()
        telephone.sound.sing(f"{ROOM}#")
        # It says that it heard nothing and asks for the id again, three times at most: then it is answered as it wants.
        telephone.sound.await_pause(seconds=BETWEEN_PROMPTS)
        assert switch.members("my-conf-name") == []
        telephone.sound.press(f"{ROOM}#")
        telephone.sound.await_pause()
        telephone.sound.press(f"{PIN}#")

        wait_until(lambda: len(switch.members("my-conf-name")) == 1, "one in my-conf-name")


def test_a_key_that_is_heard_in_the_room_mutes_as_a_pressed_one_does(switch: Switch, stack: Stack) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        assert telephone.call(STRAIGHT) == 200
        wait_until(lambda: len(switch.members("external")) == 1, "one in the room")
        assert "speak" in flags(switch)

        telephone.sound.sing("0")

        wait_until(lambda: "speak" not in flags(switch), "muted by its own key")


def flags(switch: Switch) -> list[str]:
    return [flag for member in switch.members("external") for flag in member["flags"].split(";")[0].split("|")]
