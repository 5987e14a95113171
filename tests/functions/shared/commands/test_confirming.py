"""Recorded events prove the commands that caused them, and nothing else."""

import dataclasses

import pytest

from functions.shared.commands import Confirmed, Failed, Meeting
from functions.shared.commands.events import Event, Verdict
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.examples import ADA, BOB, HERE, KEY, MEETING, NEW_CALL, PLAIN_EXAMPLES
from tests.functions.shared.commands.recordings import events

Body = dict[str, object]
TONE = "tone_stream://%(200,100,500)"


def first(action: str, **headers: str) -> Event:
    """The first recorded event of this kind with these headers (an underscore stands for a hyphen)."""
    wanted = {name.replace("_", "-"): value for name, value in headers.items()}
    return next(
        event
        for event in events()
        if event.get("Action", event["Event-Name"]) == action and all(event.get(k) == v for k, v in wanted.items())
    )


PROVEN: list[tuple[Body, Event]] = [
    ({"kind": "mute", "member": ADA, "muted": True}, first("mute-member", Unique_ID=ADA)),
    ({"kind": "mute", "member": ADA, "muted": False}, first("unmute-member", Unique_ID=ADA)),
    ({"kind": "mute_video", "member": ADA, "muted": True}, first("vmute-member")),
    ({"kind": "mute_video", "member": ADA, "muted": False}, first("unvmute-member")),
    ({"kind": "deafen", "member": ADA, "deaf": True}, first("deaf-member")),
    ({"kind": "deafen", "member": ADA, "deaf": False}, first("undeaf-member")),
    ({"kind": "hold", "member": ADA, "on_hold": True}, first("hold-member")),
    ({"kind": "hold", "member": ADA, "on_hold": False}, first("unhold-member")),
    ({"kind": "set_volume", "member": ADA, "direction": "in", "level": 1}, first("volume-in-member")),
    ({"kind": "set_volume", "member": ADA, "direction": "out", "level": 1}, first("volume-out-member")),
    ({"kind": "set_floor", "member": BOB}, first("floor-change", Unique_ID=BOB)),
    ({"kind": "send_dtmf", "member": ADA, "digits": "1"}, first("dtmf-member")),
    ({"kind": "transfer", "member": BOB, "conference": "other"}, first("add-member", Conference_Name="other")),
    ({"kind": "kick", "member": ADA}, first("del-member", Unique_ID=ADA)),
    ({"kind": "hang_up", "member": ADA}, first("CHANNEL_HANGUP", Unique_ID=ADA)),
    ({"kind": "hang_up_all"}, first("conference-destroy", Conference_Unique_ID=MEETING)),
    ({"kind": "lock", "locked": True}, first("lock")),
    ({"kind": "lock", "locked": False}, first("unlock")),
]


@pytest.mark.parametrize(("body", "event"), PROVEN, ids=lambda value: str(value.get("kind", "")))
def test_the_recorded_event_proves_the_command(body: Body, event: Event) -> None:
    command = plain(body)

    verdict = command.confirms(event, HERE)

    assert verdict == Confirmed(event.get("Action", event["Event-Name"]))
    assert verdict.event in command.proven.events


@pytest.mark.parametrize(("body", "proof"), PROVEN, ids=lambda value: str(value.get("kind", "")))
def test_only_events_of_its_own_kind_and_member_prove_a_command(body: Body, proof: Event) -> None:
    command = plain(body)
    proving = [event for event in events() if isinstance(command.confirms(event, HERE), Confirmed)]

    assert proof in proving
    for event in proving:
        assert event.get("Action") == proof.get("Action")
        assert event.get("Unique-ID") == proof.get("Unique-ID")


@pytest.mark.parametrize(
    ("body", "event"),
    [proven for proven in PROVEN if proven[0]["kind"] not in {"transfer", "hang_up"}],
    ids=lambda value: str(value.get("kind", "")),
)
def test_an_event_of_another_meeting_proves_nothing(body: Body, event: Event) -> None:
    command = plain(body)

    assert command.confirms(event, dataclasses.replace(HERE, uuid="the-next-meeting")) is None
    assert command.confirms(event, dataclasses.replace(HERE, conference="another")) is None


@pytest.mark.parametrize("example", PLAIN_EXAMPLES, ids=lambda example: str(example[0]["kind"]))
def test_no_event_of_the_recordings_breaks_the_reading(example: tuple[Body, tuple[str, ...]]) -> None:
    command = plain(example[0])

    for event in events():
        assert isinstance(command.confirms(event, HERE), Confirmed | Failed | None)


def test_a_volume_of_another_level_proves_nothing() -> None:
    command = plain({"kind": "set_volume", "member": ADA, "direction": "in", "level": 2})

    assert command.confirms(first("volume-in-member"), HERE) is None


def recording_target(root: str) -> Meeting:
    return Meeting("internal", uuid=MEETING, recordings_root=root, stream_keys={"s1": "x"})


def outcome_of_recording(kind: str, path: str) -> list[Verdict]:
    """All verdicts over the recorded events for a file at /var/lib/…/internal/<id>.mp4, its path put in."""
    command = plain({"kind": kind, "recording": "a", "format": "mp4"})
    target = recording_target("/var/lib/freeswitch/recordings")
    ours = "/var/lib/freeswitch/recordings/internal/a.mp4"
    put_in = [event | {"Path": event["Path"].replace(path, ours)} for event in events() if "Path" in event]
    return [verdict for event in put_in if (verdict := command.confirms(event, target))]


A_FILE = "/var/lib/freeswitch/recordings/a.mp4"


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("start_recording", "start-recording"),
        ("stop_recording", "stop-recording"),
        ("pause_recording", "pause-recording"),
        ("resume_recording", "resume-recording"),
    ],
)
def test_a_recordings_event_is_known_by_its_path_behind_freeswitchs_own_options(kind: str, event: str) -> None:
    assert outcome_of_recording(kind, A_FILE) == [Confirmed(event)]


def test_a_refused_stream_fails_with_freeswitchs_words() -> None:
    command = plain({"kind": "start_stream", "stream": "s1", "url": "rtmp://127.0.0.1:1935/live"})

    verdicts = [verdict for event in events() if (verdict := command.confirms(event, recording_target("/r")))]

    assert verdicts == [Failed("start-recording", "refused", "File could not be opened for recording")]


def test_a_stream_is_known_by_its_key() -> None:
    command = plain({"kind": "start_stream", "stream": "s1", "url": "rtmp://127.0.0.1:1935/live"})
    target = dataclasses.replace(recording_target("/r"), stream_keys={"s1": KEY})

    assert not any(command.confirms(event, target) for event in events())


def test_a_moved_member_who_hangs_up_on_the_way_is_a_failure() -> None:
    command = plain({"kind": "transfer", "member": ADA, "conference": "other"})

    verdict = command.confirms(first("CHANNEL_HANGUP", Unique_ID=ADA), HERE)

    assert verdict == Failed("CHANNEL_HANGUP", "call_failed", "NORMAL_CLEARING")


def test_a_dialled_call_is_known_by_the_uuid_that_it_was_given() -> None:
    command = plain({"kind": "dial", "user": "1002", "domain": "example.com"})
    join = {**first("add-member"), "Unique-ID": NEW_CALL}
    hangup = {"Event-Name": "CHANNEL_HANGUP", "Unique-ID": NEW_CALL, "Hangup-Cause": "USER_BUSY"}

    assert command.confirms(join, HERE) == Confirmed("add-member")
    assert command.confirms(hangup, HERE) == Failed("CHANNEL_HANGUP", "call_failed", "USER_BUSY")
    assert command.confirms(first("add-member"), HERE) is None


def test_a_prompt_is_known_by_its_file_and_fails_with_freeswitchs_words() -> None:
    to_all = plain({"kind": "play", "prompt": "welcome"})
    to_ada = plain({"kind": "play", "prompt": "welcome", "member": ADA})
    played = {**first("play-file", File=TONE), "File": "en/welcome.wav"}
    played_to_ada = {**first("play-file-member"), "File": "en/welcome.wav"}
    failed = {**first("play-file", Conference_Unique_ID=MEETING), "File": "/sounds/en/welcome.wav"}

    assert to_all.confirms(played, HERE) == Confirmed("play-file")
    assert to_ada.confirms(played_to_ada, HERE) == Confirmed("play-file-member")
    assert to_all.confirms(failed, HERE) == Failed("play-file", "refused", "File could not be played")
    assert to_all.confirms(played_to_ada, HERE) is None
    assert to_all.confirms({**played, "File": "en/muted.wav"}, HERE) is None
