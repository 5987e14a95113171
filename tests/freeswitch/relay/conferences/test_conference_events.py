"""What events mean for the state of conferences."""

import pytest

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.rooms import Rooms
from tests.freeswitch.relay.conferences.played import BEGIN, played, room_after
from tests.freeswitch.relay.events import ROOM, api, maintenance, of_member, recorded


def test_a_conference_begins_and_members_join() -> None:
    room = room_after(*BEGIN)

    assert (room.uuid, room.domain, room.locked) == (ROOM, "example.com", False)
    assert [(member.number, member.name) for member in room.members.values()] == [(1, "Caller 1"), (2, "Caller 2")]
    assert room.started_at == "1970-01-01T00:00:00.000Z"


@pytest.mark.parametrize(
    ("action", "headers", "field", "value"),
    [
        ("mute-member", {"Speak": "false"}, "muted", True),
        ("unmute-member", {}, "muted", False),
        ("vmute-member", {"See": "false"}, "video_muted", True),
        ("deaf-member", {"Hear": "false"}, "deaf", True),
        ("hold-member", {"Hold": "true"}, "on_hold", True),
        ("start-talking", {"Talking": "true"}, "talking", True),
        ("stop-talking", {}, "talking", False),
        ("volume-in-member", {"Volume_Level": "3"}, "volume_in", 3),
        ("volume-out-member", {"Volume_Level": "-4"}, "volume_out", -4),
        ("add-member", {"Member_Type": "moderator"}, "moderator", True),
        ("add-member", {"Video": "true"}, "video", True),
        ("unmute-member", {"Video": "false"}, "video", False),
    ],
)
def test_an_event_of_a_member_changes_its_state(
    action: str, headers: dict[str, str], field: str, value: object
) -> None:
    room = room_after(*BEGIN, of_member(action) | {name.replace("_", "-"): text for name, text in headers.items()})

    assert getattr(room.members["call-1"], field) == value


def renamed(number: int, name: str) -> dict[str, str]:
    """What a call sends that was told to; it knows nothing of mute and hold."""
    told = maintenance("renamed", Unique_ID=f"call-{number}", Member_ID=str(number), Caller_Caller_ID_Name=name)
    return told | {"Event-Subclass": "relay::renamed"}


def test_a_new_name_stands_in_the_state_and_moves_the_revision() -> None:
    conferences, effects = played(*BEGIN, of_member("mute-member", Speak="false"), renamed(1, "Łukasz\n Żak"))

    room = conferences.rooms.named("internal")
    assert room is not None
    member = room.members["call-1"]
    assert (member.name, member.muted, member.number) == ("Łukasz Żak", True, 1)
    assert (effects[-1].weight, effects[-1].gap, room.revision) == ("control", None, 6)


def test_a_new_name_of_somebody_who_has_left_makes_nobody() -> None:
    conferences, effects = played(*BEGIN, renamed(3, "Nobody"))

    room = conferences.rooms.named("internal")
    assert room is not None
    assert set(room.members) == {"call-1", "call-2"}
    assert effects[-1].weight == "none"


def test_a_muted_member_does_not_talk() -> None:
    room = room_after(
        *BEGIN,
        of_member("start-talking", 1, Talking="true"),
        of_member("mute-member", 1, Speak="false", Talking="true"),
    )

    assert room.members["call-1"].talking is False


def test_on_hold_the_ear_is_what_it_will_be_afterwards() -> None:
    held = (*BEGIN, of_member("hold-member", 1, Hold="true"), of_member("deaf-member", 1, Hold="true", Hear="false"))
    noted = {"Event-Name": "API", "API-Command": "uuid_setvar", "API-Command-Argument": "call-1 deaf_after_hold true"}
    other = noted | {"API-Command-Argument": "call-1 something_else true"}
    nobody = noted | {"API-Command-Argument": "call-9 deaf_after_hold true"}

    assert room_after(*held, other, nobody).members["call-1"].deaf is False
    assert room_after(*held, noted).members["call-1"].deaf is True
    assert room_after(*held, of_member("unhold-member", 1)).members["call-1"].deaf is False
    assert room_after(*BEGIN, noted).members["call-1"].deaf is False


def test_the_floors_have_one_holder_each() -> None:
    room = room_after(
        *BEGIN,
        maintenance("floor-change", Old_ID="none", New_ID="1"),
        maintenance("video-floor-change", Old_ID="none", New_ID="1"),
        maintenance("video-floor-change", Old_ID="1", New_ID="2"),
        maintenance("floor-change", Old_ID="1", New_ID="none"),
    )

    assert [(member.floor, member.video_floor) for member in room.members.values()] == [(False, False), (False, True)]


def test_the_revision_moves_with_control_state_but_not_with_talking_or_floors() -> None:
    conferences, _ = played(*BEGIN)
    room = conferences.rooms.named("internal")
    assert room is not None
    before = room.revision
    soft = [
        of_member("start-talking", 1, Talking="true"),
        of_member("stop-talking", 1),
        maintenance("floor-change", New_ID="2"),
        maintenance("video-floor-change", New_ID="2"),
    ]
    assert {conferences.apply(event).weight for event in soft} == {"soft"}
    assert room.revision == before

    assert conferences.apply(maintenance("lock")).weight == "control"
    assert room.revision == before + 1
    assert conferences.apply(maintenance("lock")).weight == "none"


def test_a_new_meeting_of_the_same_name_counts_on() -> None:
    conferences, effects = played(*BEGIN, maintenance("conference-destroy"))
    ended = effects[-1].room
    assert ended is not None
    assert effects[-1].ended
    assert conferences.rooms.named("internal") is None
    conferences.apply(maintenance("conference-create") | {"Conference-Unique-ID": "another"})
    room = conferences.rooms.named("internal")

    assert room is not None
    assert room.revision > ended.revision


def test_what_comes_late_of_a_meeting_does_not_make_it_live_again() -> None:
    conferences, effects = played(
        *BEGIN, maintenance("conference-destroy"), maintenance("play-file-member-done"), maintenance("add-member")
    )

    assert list(conferences.rooms) == []
    assert [effect.gap for effect in effects[-2:]] == [None, None]


def test_the_end_of_an_earlier_meeting_leaves_the_new_one_alone() -> None:
    another = {"Conference-Unique-ID": "another"}
    conferences, _ = played(*BEGIN, maintenance("conference-create") | another, maintenance("conference-destroy"))
    room = conferences.rooms.named("internal")

    assert room is not None
    assert room.uuid == "another"


@pytest.mark.parametrize(
    ("events", "cause"),
    [
        (
            [{"Event-Name": "CHANNEL_HANGUP", "Unique-ID": "call-1", "Hangup-Cause": "NORMAL_CLEARING"}, "left"],
            "NORMAL_CLEARING",
        ),
        (
            ["left", {"Event-Name": "CHANNEL_HANGUP", "Unique-ID": "call-1", "Hangup-Cause": "MEDIA_TIMEOUT"}],
            "MEDIA_TIMEOUT",
        ),
        (
            ["left", {"Event-Name": "CHANNEL_HANGUP", "Unique-ID": "call-1", "Hangup-Cause": "MANAGER_REQUEST"}],
            "hung_up_by_command",
        ),
        (
            [{"Event-Name": "CHANNEL_HANGUP", "Unique-ID": "call-1", "Hangup-Cause": "MANAGER_REQUEST"}, "left"],
            "hung_up_by_command",
        ),
        ([of_member("kick-member", 1), "left"], "kicked"),
        ([of_member("hup-member", 1), "left"], "hung_up_by_command"),
        (
            [of_member("transfer", 1, Old_Conference_Name="internal", New_Conference_Name="other"), "left"],
            "transferred",
        ),
    ],
    ids=["hung up before", "hung up after", "by command after", "by command before", "kicked", "hup", "transferred"],
)
def test_why_a_member_left_is_told_whatever_comes_first(events: list[dict[str, str] | str], cause: str) -> None:
    left = of_member("del-member", 1)
    _, effects = played(*BEGIN, *(left if isinstance(event, str) else event for event in events))

    assert [effect.departure.cause for effect in effects if effect.departure] == [cause]


def test_whoever_is_not_known_is_not_made_up_from_an_event_but_called_a_gap() -> None:
    conferences, effects = played(of_member("mute-member", 7, Speak="false"), *BEGIN)
    room = conferences.rooms.named("internal")

    assert room is not None
    assert (effects[0].room, effects[0].gap) == (None, "mute-member of a conference that was not known")
    assert conferences.apply(of_member("start-talking", 8)).gap == "start-talking of a member that was not known"
    assert list(room.members) == ["call-1", "call-2"]


def test_what_comes_late_of_somebody_who_has_left_brings_nobody_back_and_is_no_gap() -> None:
    conferences, _ = played(*BEGIN, of_member("del-member", 1, size=1))
    late = [
        conferences.apply(of_member(action, 1, size=1))
        for action in ("play-file-member-done", "stop-talking", "mute-member", "kick-member")
    ]
    room = conferences.rooms.named("internal")

    assert room is not None
    assert list(room.members) == ["call-2"]
    assert [(effect.weight, effect.gap, effect.joined, effect.left) for effect in late] == [
        ("none", None, None, None)
    ] * 4
    conferences.apply(of_member("add-member", 1, size=2, Member_ID="3"))
    assert list(room.members) == ["call-2", "call-1"]


def test_what_comes_behind_a_snapshot_of_whom_it_did_not_show_brings_nobody_back() -> None:
    conferences, _ = played(*BEGIN)
    room = conferences.rooms.named("internal")
    assert room is not None
    left = room.members.pop("call-1")
    conferences.read_afresh([], [(room, left)])
    late = [conferences.apply(of_member(action, 1, size=1)) for action in ("add-member", "mute-member", "del-member")]

    assert list(room.members) == ["call-2"]
    assert [(effect.weight, effect.gap, effect.joined, effect.left) for effect in late] == [
        ("none", None, None, None)
    ] * 3


def test_a_meeting_that_a_snapshot_did_not_show_any_more_does_not_begin_again() -> None:
    conferences, _ = played(*BEGIN)
    room = conferences.rooms.named("internal")
    assert room is not None
    conferences.rooms.close(room)
    conferences.read_afresh([room], [])
    late = [conferences.apply(event) for event in (*BEGIN, maintenance("conference-destroy"))]

    assert list(conferences.rooms) == []
    assert {(effect.room, effect.gap) for effect in late} == {(None, None)}


def test_the_end_of_an_earlier_stay_leaves_the_one_that_came_back_alone() -> None:
    conferences, _ = played(*BEGIN, of_member("add-member", 1, size=2, Member_ID="3"))
    effect = conferences.apply(of_member("del-member", 1, size=2))
    room = conferences.rooms.named("internal")

    assert room is not None
    assert sorted(room.members) == ["call-1", "call-2"]
    assert (effect.weight, effect.left) == ("none", None)


def test_ghosts_are_no_members() -> None:
    assert not room_after(maintenance("conference-create"), of_member("add-member", 1, Member_Ghost="true")).members


def test_recordings_and_streams_show_no_path_and_no_key() -> None:
    options = "{video_time_audio=false,channels=2}"
    room = room_after(
        *BEGIN,
        maintenance("start-recording", Path=f"{options}/var/recordings/internal/r1.mkv"),
        maintenance("start-recording", Path=f"{options}rtmp://host/app/secret-key"),
        maintenance("start-recording", Path=f"{options}rtmp://host/app/other", Error="File could not be opened"),
        maintenance("pause-recording", Path="/var/recordings/internal/r1.mkv"),
    )

    assert list(room.recordings) == ["r1"]
    assert room.recordings["r1"].paused is True
    assert len(room.streams) == 1
    assert "secret-key" not in str(room.state("fs1"))


def test_a_stopped_recording_is_gone_from_the_state() -> None:
    path = "/var/recordings/internal/r1.mkv"
    room = room_after(*BEGIN, maintenance("start-recording", Path=path), maintenance("stop-recording", Path=path))

    assert not room.recordings


def test_names_of_any_kind_are_one_line_of_printable_text() -> None:
    hostile = "\u202eadA\nLovelace"
    event = of_member("add-member", 1, size=1) | {
        "Conference-Name": hostile,
        "Caller-Caller-ID-Name": hostile,
        "variable_user_name": hostile,
        "variable_domain_name": "example.com",
        "variable_sip_authorized": "true",
    }
    conferences, _ = played(maintenance("conference-create", size=0) | {"Conference-Name": hostile}, event)
    (room,) = conferences.rooms
    state = room.state("fs1")

    assert (state.name, state.members[0].name, state.members[0].user) == ("adA Lovelace",) * 3


@pytest.mark.parametrize(
    ("domain", "user"),
    [("example.com", "1000"), ("EXAMPLE.com", "1000"), ("Other.Example", "1000@other.example"), ("", None)],
)
def test_a_user_of_another_domain_is_named_with_it_and_one_without_a_domain_is_nobody(
    domain: str, user: str | None
) -> None:
    said = {
        "variable_user_name": "1000",
        "variable_domain_name": domain,
        "variable_sip_authorized": "true",
    }
    room = room_after(BEGIN[0], of_member("add-member", 1, size=1) | said, of_member("mute-member") | said)

    assert room.members["call-1"].user == user


def test_who_came_before_it_was_known_whose_the_conference_is_is_named_as_one_of_it_afterwards() -> None:
    nobodys = {"Conference-Domain": ""}
    said = {"variable_user_name": "1000", "variable_domain_name": "example.com", "variable_sip_authorized": "true"}
    before = BEGIN[0] | nobodys, of_member("add-member", 1, size=1) | said | nobodys

    assert room_after(*before).members["call-1"].user == "1000@example.com"
    assert room_after(*before, of_member("mute-member", 2)).members["call-1"].user == "1000"


def test_events_of_others_mean_nothing() -> None:
    _, effects = played({}, {"Event-Name": "HEARTBEAT"}, {"Event-Name": "CUSTOM"}, api("x", "status"))

    assert {effect.weight for effect in effects} == {"none"}


def test_a_recorded_session_is_followed_to_its_end_without_a_gap() -> None:
    conferences = ConferenceEvents(Rooms())
    effects = [conferences.apply(event) for event in recorded()]

    # The recording ends while four callers are in the third meeting.
    assert [(room.name, len(room.members)) for room in conferences.rooms] == [("internal", 4)]
    causes = [effect.departure.cause for effect in effects if effect.departure]
    assert causes[:4] == ["NORMAL_CLEARING", "transferred", "kicked", "hung_up_by_command"]
    assert not any(effect.gap for effect in effects)


def test_the_recorded_state_is_right_in_the_middle() -> None:
    conferences = ConferenceEvents(Rooms())
    for event in recorded():
        if event.get("API-Command-Argument") == "internal lock":
            break
        conferences.apply(event)
    room = conferences.rooms.named("internal")

    assert room is not None
    assert room.locked is True
    ones = [
        (one.number, one.muted, one.deaf, one.on_hold, one.video_muted, one.talking) for one in room.members.values()
    ]
    assert ones == [(2, False, False, False, False, True), (3, False, False, False, False, True)]
    assert [one.video_floor for one in room.members.values()] == [True, False]
