"""Whoever is invited by telephone is called what they are called, from the conference to the API."""

from pathlib import Path

import pytest
import yaml

from tests.live.dialling_in import dial_in
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

ROOM = "55550000"
NAMES = {"700001": "Соня 李雷", "700002": "Łukasz Żak", "700003": "José O'Neill, 2"}


@pytest.fixture(scope="module")
def invited(node: tuple[Switch, Stack], tmp_path_factory: pytest.TempPathFactory) -> None:
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    invitees = [{"pin": pin, "name": name} for pin, name in NAMES.items()]
    dial_in = {"id": ROOM, "invitees": invitees}
    demo["rooms"].append({"name": "world", "domain": "example.com", "dial_in": dial_in})
    file: Path = tmp_path_factory.mktemp("names") / "names.yaml"
    file.write_text(yaml.safe_dump(demo, allow_unicode=True), encoding="utf-8")
    node[1].provision(file)


@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize("pin", NAMES)
def test_an_invitee_is_shown_by_name(switch: Switch, stack: Stack, pin: str) -> None:
    with Telephone(switch.ports["trunk"], "4930123456") as telephone:
        dial_in(telephone, ROOM, pin)
        wait_until(lambda: len(switch.members("world")) == 1, "somebody is in the room")

        assert switch.members("world")[0]["name"] == NAMES[pin]
        uuid = switch.members("world")[0]["uuid"]
        assert switch.api(f"uuid_getvar {uuid} video_banner_text") == NAMES[pin]

        def known() -> list[object]:
            _, answer = stack.ask("GET", "/v1/conferences/world")
            members = answer.get("members", [])
            assert isinstance(members, list)
            return [(member["name"], member["invitee"]) for member in members]

        wait_until(lambda: known() == [(NAMES[pin], NAMES[pin])], "the API knows the name, and whose PIN it was")
    wait_until(lambda: not switch.members("world"), "nobody is in the room")
