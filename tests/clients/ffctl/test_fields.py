"""Fields on the command line are read as the API means them; a secret is not taken from there."""

from pathlib import Path

import pytest

from ffctl.endings import Unable
from ffctl.fields import body_of
from freeswitch_functions_client.schemas import CommandWish, EntryBody, MemberPatch, RoomBody, StreamBody, WebhookBody


def wish(kind: object, *fields: str, file: str | None = None) -> dict[str, object]:
    return body_of(kind, fields, file, lambda name: f"asked for {name}")


@pytest.mark.parametrize(
    ("kind", "fields", "meant"),
    [
        (RoomBody, ["number=7001"], {"number": "7001"}),
        (RoomBody, ["max_members=20", "open=true"], {"max_members": 20, "open": True}),
        (RoomBody, ["picture.fps=25", "picture.canvas=1280x720"], {"picture": {"fps": 25, "canvas": "1280x720"}}),
        (RoomBody, ["seats.1000.moderator=true"], {"seats": {"1000": {"moderator": True}}}),
        (RoomBody, ["flags=mute,deaf"], {"flags": ["mute", "deaf"]}),
        (RoomBody, ["dial_in:={}", "dial_in.id=12"], {"dial_in": {"id": "12"}}),
        (MemberPatch, ["slot:=null", "volume_in=-2", "turned=90"], {"slot": None, "volume_in": -2, "turned": 90}),
        (MemberPatch, ["name=a=b"], {"name": "a=b"}),
        (WebhookBody, ["events=member.joined,member.left"], {"events": ["member.joined", "member.left"]}),
        (EntryBody, ["from=2026-05-04T12:00:00Z"], {"from": "2026-05-04T12:00:00Z"}),
        (CommandWish, ["locked=true", "level=3"], {"locked": True, "level": 3}),
        # The API says what is wrong with these.
        (RoomBody, ["max_members=many", "colour=1"], {"max_members": "many", "colour": "1"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_value_is_read_as_its_field_is_meant(kind: object, fields: list[str], meant: object) -> None:
    assert wish(kind, *fields) == meant


def test_a_value_may_stand_in_a_file(tmp_path: Path) -> None:
    pin, body = tmp_path / "pin", tmp_path / "body.json"
    pin.write_text("482915\n")
    body.write_text('{"number": "7001", "dial_in": {"id": ""}}')

    assert wish(RoomBody, f"dial_in.pin=@{pin}", "number=7002", file=str(body)) == {
        "number": "7002",
        "dial_in": {"id": "", "pin": "482915"},
    }


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (RoomBody, ["dial_in.pin=482915"]),
        (RoomBody, ['dial_in:={"moderator_pin": "482915"}']),
        (StreamBody, ["url=rtmps://host/app/482915"]),
        (StreamBody, ["url=rtmps://host/app", "key=482915"]),
    ],
    ids=["pin", "in JSON", "address with its key", "key"],
)
def test_a_secret_is_not_taken_from_the_command_line(kind: object, fields: list[str]) -> None:
    with pytest.raises(Unable, match="is a secret") as refused:
        wish(kind, *fields)

    assert refused.value.code == 2
    assert "482915" not in str(refused.value)


def test_to_ask_for_a_secret_anew_or_to_take_it_away_is_none() -> None:
    assert wish(RoomBody, "dial_in.pin:=null", "dial_in.moderator_pin=") == {
        "dial_in": {"pin": None, "moderator_pin": ""}
    }
    assert wish(StreamBody, "url=rtmps://host/app", "key=?") == {"url": "rtmps://host/app", "key": "asked for key"}


@pytest.mark.parametrize("field", ["number", "=7001", "a b=1", "a:=[", "a=@/nowhere/at/all"])
def test_what_is_no_field_is_said_to_be_none(field: str) -> None:
    with pytest.raises(Unable) as refused:
        wish(RoomBody, field)

    assert refused.value.code == 2
