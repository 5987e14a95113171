"""What is known of who joins, and who is moved into another room: telephones and a browser on a real switch."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from tests.live.browser import Browser
from tests.live.meeting import PASSWORD, Meeting, member_view
from tests.live.processes import ROOT, wait_until
from tests.live.stack import JsonObject, Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone


@pytest.fixture
def people(switch: Switch, stack: Stack) -> Iterator[dict[str, Telephone]]:
    """1000 and 1001 in `internal`, 1002 in `external`."""
    with ExitStack() as opened:
        found = {}
        for user in ("1000", "1001", "1002"):
            found[user] = opened.enter_context(Telephone(switch.ports["sip"], user, PASSWORD))
            assert found[user].call("999") == 200
        for name in ("internal", "external"):
            wait_until(lambda name=name: stack.ask("GET", f"/v1/conferences/{name}")[0] == 200, name)  # type: ignore[misc]
        yield found
    wait_until(lambda: not switch.members("external"), "nobody in external")
    wait_until(lambda: not switch.members("internal"), "nobody in internal")


def move(stack: Stack, call: str, **wish: object) -> tuple[int, JsonObject]:
    body = {"kind": "transfer", "member": call, "conference": "external", **wish}
    return stack.ask("POST", "/v1/conferences/internal/commands", body, Prefer="wait=15")


def test_an_authenticated_caller_is_called_as_provisioned(
    switch: Switch, stack: Stack, people: dict[str, Telephone]
) -> None:
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    names = {user["id"]: user.get("name") for user in demo["domains"][0]["users"]}

    assert set(people) <= set(names)
    assert member_view(Meeting(switch, stack))["name"] == names["1000"]


def test_nobody_is_moved_to_a_closed_door_or_out_of_reach(
    switch: Switch, stack: Stack, people: dict[str, Telephone]
) -> None:
    meeting = Meeting(switch, stack)
    call = meeting.uuid("1000")
    external = "/v1/conferences/external"

    assert stack.ask("PATCH", external, {"locked": True}, Prefer="wait=15")[1]["state"] == "confirmed"
    assert (move(stack, call)[1]["state"], move(stack, call)[1]["reason"]) == ("failed", "locked")
    assert stack.ask("PATCH", external, {"locked": False}, Prefer="wait=15")[1]["state"] == "confirmed"
    assert stack.ask("PATCH", external, {"max_members": 1}, Prefer="wait=15")[1]["state"] == "confirmed"
    assert move(stack, call)[1]["reason"] == "full"
    assert stack.ask("PATCH", external, {"max_members": 0}, Prefer="wait=15")[1]["state"] == "confirmed"
    assert move(stack, call, profile="none-such")[0] == 422
    assert not people["1000"].hung_up.is_set()
    assert {member["caller"] for member in switch.members("internal")} == {"1000", "1001"}

    # A PIN that somebody set by hand is in no list; nobody is hung up for it.
    switch.api("conference external pin 4711")
    assert move(stack, call)[1]["state"] == "confirmed"
    people["1002"].hang_up()
    wait_until(lambda: {member["caller"] for member in switch.members("external")} == {"1000"}, "1000 is there")
    status, back = stack.ask(
        "POST", f"{external}/commands", {"kind": "transfer", "member": call, "conference": "internal"}, Prefer="wait=15"
    )
    assert (status, back["state"]) == (200, "confirmed")
    wait_until(lambda: not switch.members("external"), "nobody in external")

    # The room does not run any more: it is made as the room's own.
    assert move(stack, call)[1]["state"] == "confirmed"
    assert switch.api("conference external get profile_name").strip() == "video"
    status, view = stack.ask("GET", external)
    assert status == 200
    assert view["member_count"] == 1
    assert not people["1000"].hung_up.is_set()


def test_a_seat_is_known_with_the_join_and_does_not_go_along(
    switch: Switch, stack: Stack, caller_page: str, tmp_path: Path
) -> None:
    demo = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    seat = {"slot": "slot-1", "banner": "Ада, Łódź", "moderator": True}
    demo["rooms"].append({"name": "board", "domain": "example.com", "seats": {"1000@example.com": seat}})
    demo["contexts"][0]["routes"].append(
        {"name": "board", "number": "997", "target": {"kind": "room", "room": "board"}}
    )
    file = tmp_path / "board.yaml"
    file.write_text(yaml.safe_dump(demo), encoding="utf-8")
    stack.provision(file)

    def ada(conference: str) -> JsonObject:
        members = stack.ask("GET", f"/v1/conferences/{conference}")[1].get("members", [])
        assert isinstance(members, list)
        return next((member for member in members if member["user"] == "1000"), {})

    with Browser(caller_page) as browser:
        assert browser.join("997", "1000", PASSWORD, switch.websocket)["joined"]
        wait_until(lambda: bool(ada("board")), "the API knows who is there", within=90)
        told = ada("board")
        assert (told["slot"], told["banner"], told["moderator"]) == ("slot-1", {"text": "Ада, Łódź"}, True)
        assert "res-id:slot-1" in switch.api("conference board list")

        body = {"kind": "transfer", "member": told["uuid"], "conference": "external"}
        status, moved = stack.ask("POST", "/v1/conferences/board/commands", body, Prefer="wait=15")
        assert (status, moved["state"]) == (200, "confirmed"), moved
        wait_until(lambda: bool(ada("external")), "the API knows that they moved")
        assert (ada("external")["slot"], ada("external")["moderator"]) == (None, False)
        assert "res-id" not in switch.api("conference external list")
