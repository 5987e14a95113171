"""A conference is shown in the shape that other programs rely on."""

import json

import msgspec

from functions.shared.state import Banner, ConferenceState, MemberState

ADA = MemberState(uuid="u1", number=3, user="1001", name="Ada", muted=False, banner=Banner("Ada"))
MEETING = ConferenceState(name="internal", uuid="m1", node="fs1", revision=17, locked=False, members=(ADA,))


def test_a_conference_has_the_fields_of_the_contract() -> None:
    shown = json.loads(msgspec.json.encode(MEETING))

    assert {"name", "uuid", "node", "revision", "started_at", "locked", "layout", "member_count"} <= set(shown)
    assert shown["recordings"] == shown["streams"] == []
    assert {
        "uuid",
        "number",
        "user",
        "name",
        "muted",
        "video_muted",
        "deaf",
        "on_hold",
        "talking",
        "floor",
        "video_floor",
        "moderator",
        "slot",
        "banner",
        "joined_at",
    } <= set(shown["members"][0])


def test_what_is_not_known_is_null() -> None:
    shown = json.loads(msgspec.json.encode(ADA))

    assert shown["muted"] is False
    assert shown["video_muted"] is None
    assert shown["banner"] == {"text": "Ada"}


def test_a_conference_comes_back_from_json_as_it_was() -> None:
    assert msgspec.json.decode(msgspec.json.encode(MEETING), type=ConferenceState) == MEETING


def test_a_member_is_found_by_the_uuid_of_the_call() -> None:
    assert MEETING.member("u1") == ADA
    assert MEETING.member("u2") is None
