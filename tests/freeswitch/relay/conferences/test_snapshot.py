"""The state read at one moment, and what a hostile caller's name can do to it: nothing."""

import json
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from freeswitch.relay.conferences.listing import (
    Listed,
    ListedConference,
    Seat,
    read_json_list,
    read_named_json_list,
    read_seats,
)
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.snapshot import take_snapshot

ADA, EVE = "3aa09c8c-5197-4d7c-9a53-902dbf37db52", "078380d5-915e-44ab-b2a9-be59a07beecc"
NOW = 1_000_000.0


def caller(number: int, uuid: str, name: str) -> dict[str, object]:
    flags = {
        "can_hear": True,
        "can_speak": False,
        "has_video": True,
        "hold": False,
        "talking": False,
        "has_floor": True,
        "is_moderator": True,
    }
    return {
        "type": "caller", "id": number, "uuid": uuid, "caller_id_name": name, "caller_id_number": "1000",
        "flags": flags, "join_time": 60, "volume_in": 1, "volume_out": 0,
    }  # fmt: skip


def row(number: int, uuid: str, name: str, flags: str = "hear|speak") -> str:
    return f"{number};sofia/internal/x@host;{uuid};{name};1000;{flags};0;0;200\n"


class Switch:
    """Answers `json_list` and `list` of one conference."""

    def __init__(self, members: list[dict[str, object]], rows: str) -> None:
        self.members = members
        self.rows = rows
        self.asked: list[str] = []

    def __call__(self, command: str) -> str:
        self.asked.append(command)
        if "json_list" in command:
            conference = {
                "conference_name": "internal", "conference_uuid": "u1", "run_time": 600, "locked": True,
                "members": self.members,
            }  # fmt: skip
            return json.dumps([conference])
        return self.rows


def test_a_snapshot_tells_members_slots_and_recordings() -> None:
    recorder = {"type": "recording_node", "record_path": "{vw=1}/r/internal/r1.mkv", "status": "paused", "join_time": 1}
    switch = Switch(
        [caller(3, ADA, "Ada"), recorder, {}], row(3, ADA, "Ada", "hear|vid-floor|res-id:presenter|role-id:x")
    )
    rooms = Rooms()
    living, gone, _ = take_snapshot(rooms, switch, NOW)
    room = living[0]
    ada = room.members[ADA]

    assert (room.name, room.uuid, room.locked, room.layout, len(gone)) == ("internal", "u1", True, None, 0)
    assert (ada.number, ada.muted, ada.deaf, ada.moderator, ada.floor) == (3, True, False, True, True)
    assert ada.video is True
    assert (ada.slot, ada.role, ada.video_floor, ada.video_muted, ada.banner) == ("presenter", "x", True, None, None)
    assert (room.started_at, ada.joined_at) == ("1970-01-12T13:36:40.000Z", "1970-01-12T13:45:40.000Z")
    assert room.recordings["r1"].paused is True
    assert switch.asked == ["conference json_list compact", "conference internal list"]


def test_of_who_is_on_hold_a_snapshot_tells_the_ear_by_the_call_and_the_voice_not_at_all() -> None:
    held = caller(3, ADA, "Ada")
    held["flags"] = {"can_hear": False, "can_speak": False, "hold": True}

    for said, deaf in (("true", True), ("false", False), ("_undef_", None)):

        def switch(command: str, said: str = said) -> str:
            return said if command == f"uuid_getvar {ADA} deaf_after_hold" else Switch([held], "")(command)

        (room,), *_ = take_snapshot(Rooms(), switch, NOW)
        assert (room.members[ADA].on_hold, room.members[ADA].deaf, room.members[ADA].muted) == (True, deaf, None)


def test_a_name_in_a_snapshot_is_one_line_and_its_row_is_found_all_the_same() -> None:
    name = "\u202eadA\nLovelace"

    def switch(command: str) -> str:
        if command.startswith("conference json_list"):
            members = [caller(1, ADA, name)]
            return json.dumps([{"conference_name": "internal", "conference_uuid": "u", "members": members}])
        return row(1, ADA, name, "hear|speak|res-id:presenter")

    (room,), *_ = take_snapshot(Rooms(), switch, NOW)
    member = room.members[ADA]

    assert (member.name, member.slot) == ("adA Lovelace", "presenter")


def test_what_vanished_is_told_and_stays_known_until_the_snapshot_is_believed() -> None:
    rooms = Rooms()
    rooms.open("old", "u0")
    _, gone, _ = take_snapshot(rooms, Switch([], ""), NOW)

    assert [room.name for room in gone] == ["old"]
    assert rooms.named("old") is gone[0]


def test_no_conference_is_an_empty_list_and_one_that_is_asked_for_by_name_may_not_be_there() -> None:
    assert read_json_list("[]") == []
    assert read_named_json_list("[]") == []
    assert read_named_json_list("-ERR Conference x not found\n") == []


@pytest.mark.parametrize("read", [read_json_list, read_named_json_list])
@pytest.mark.parametrize(
    "answer",
    [
        "-ERR conference Command not found!\n",
        "-ERR No such channel!\n",
        "+OK No active conferences.\n",
        "_undef_",
        "true",
        "1000",
        "{}",
        '["internal"]',
        "",
    ],
)
def test_what_answers_another_question_is_no_list_of_conferences(
    read: Callable[[str], list[ListedConference]], answer: str
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # each parser says it in its own words
        read(answer)


def test_that_one_conference_is_not_there_does_not_say_that_none_is() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        read_json_list("-ERR Conference json_list not found\n")


def test_a_conference_with_a_name_that_no_command_may_have_is_not_asked_about() -> None:
    asked: list[str] = []

    def switch(command: str) -> str:
        asked.append(command)
        return json.dumps([{"conference_name": "a\nb", "conference_uuid": "u", "members": [caller(1, ADA, "Ada")]}])

    take_snapshot(Rooms(), switch, NOW)

    assert asked == ["conference json_list compact"]


def listed(*members: tuple[int, str, str]) -> list[Listed]:
    return [msgspec.convert(caller(*member), Listed) for member in members]


def test_a_name_that_forges_rows_changes_nobodys_seat() -> None:
    forged = f"Eve;1000;hear;0;0;1\n{row(3, ADA, 'Ada', 'res-id:stolen')}9;a;b;c"
    rows = row(4, EVE, forged, "hear|res-id:mine") + row(3, ADA, "Ada", "hear|res-id:presenter")
    seats = read_seats(listed((4, EVE, forged), (3, ADA, "Ada")), rows)

    # Ada's row stands there twice, and which is hers cannot be told for sure: better nothing than a lie.
    assert seats == {EVE: Seat("mine", None, False, False), ADA: Seat()}


@given(st.text(max_size=80))
def test_any_name_leaves_its_own_and_the_others_row_readable(name: str) -> None:
    rows = row(4, EVE, name, "hear|res-id:mine") + row(3, ADA, "Ada", "hear|res-id:presenter")
    seats = read_seats(listed((4, EVE, name), (3, ADA, "Ada")), rows)

    assert seats == {EVE: Seat("mine", None, False, False), ADA: Seat("presenter", None, False, False)}


def test_a_row_that_is_not_there_is_not_known() -> None:
    assert read_seats(listed((3, ADA, "Ada")), "") == {ADA: Seat()}


def test_names_in_any_encoding_are_read() -> None:
    member = '{"type": "caller", "caller_id_name": "\\ud800"}'
    reply = f'[{{"conference_name": "c", "conference_uuid": "u", "members": [{member}]}}]'

    assert read_json_list(reply)[0].members[0].caller_id_name == "?"
