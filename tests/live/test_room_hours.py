"""A room that is closed lets nobody in, by whatever way, and says so; an hour later it does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from tests.live.processes import ROOT, wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

NUMBER, ID, PIN = "496131123456789", "77770000", "700001"
PASSWORD = "mypassword"
HOUR = timedelta(hours=1)


def provision(stack: Stack, folder: Path, opens: datetime) -> None:
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    dial_in = {"id": ID, "pin": PIN}
    demo["rooms"].append(
        {"name": "hall", "domain": "example.com", "open": True, "not_before": opens.isoformat(), "dial_in": dial_in}
    )
    public = next(context for context in demo["contexts"] if context["name"] == "public")
    public["routes"].append({"name": "hall", "number": "777", "target": {"kind": "room", "room": "hall"}})
    (folder / "hall.yaml").write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(folder / "hall.yaml")


def dial_in(telephone: Telephone, pin: str) -> None:
    assert telephone.call(NUMBER) == 200
    telephone.sound.await_pause()
    telephone.sound.press(f"{ID}#")
    telephone.sound.await_pause()
    telephone.sound.press(f"{pin}#")


def members(stack: Stack) -> list[JsonObject]:
    found = stack.ask("GET", "/v1/conferences/internal")[1].get("members", [])
    assert isinstance(found, list)
    return found


def test_a_closed_room_lets_nobody_in_and_an_open_one_everybody(switch: Switch, stack: Stack, tmp_path: Path) -> None:
    provision(stack, tmp_path, datetime.now(UTC) + HOUR)
    ports = switch.ports

    with Telephone(ports["sip"], "1000", PASSWORD) as direct, Telephone(ports["trunk"], "493017") as outside:
        # By number: answered, told, hung up. The page reads the header.
        assert direct.call("777") == 200
        assert direct.hung_up.wait(20)
        assert direct.sound.packets_heard > 50
        assert direct.goodbye is not None
        assert direct.goodbye.headers["x-ended"] == "not_open"

        # By PIN, twice: the second call waits for nothing, so the first was no failure.
        dial_in(outside, PIN)
        assert outside.hung_up.wait(30)
    with Telephone(ports["trunk"], "493017") as again:
        dial_in(again, PIN)
        assert again.hung_up.wait(30)
    assert switch.members("hall") == []
    assert sum("a PIN of a room that is closed now" in line for line in stack.log()) == 2

    with Telephone(ports["sip"], "1000", PASSWORD) as ada, Telephone(ports["trunk"], "493017") as late:
        assert ada.call("999") == 200
        wait_until(lambda: len(members(stack)) == 1, "the API knows Ada")
        call = members(stack)[0]["uuid"]
        move = {"kind": "transfer", "member": call, "conference": "hall"}
        status, problem = stack.ask("POST", "/v1/conferences/internal/commands", move, Prefer="wait=10")
        assert (status, problem["code"]) == (409, "room_not_open")
        assert len(switch.members("internal")) == 1

        provision(stack, tmp_path, datetime.now(UTC) - HOUR)

        dial_in(late, PIN)
        wait_until(lambda: len(switch.members("hall")) == 1, "who dials in is in the hall")
        with Telephone(ports["sip"], "1001", PASSWORD) as grace:
            assert grace.call("777") == 200
            wait_until(lambda: len(switch.members("hall")) == 2, "and who dials the number")
