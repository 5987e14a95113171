"""The stand-in's events have the headers, the source and the order of the recorded ones."""

import json
from pathlib import Path

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.state.event import Event
from tests.infra.fake_freeswitch.esl_client import EslClient

RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "fixtures/freeswitch/event_headers.jsonl").read_text().splitlines()
]
# Registrations and answered calls are told by the simulated callers.
SHOWN = [row for row in RECORDED if row["event"] != "CHANNEL_ANSWER" and not row["subclass"].startswith("sofia::")]
# A call that was transferred or hung up says so in whatever it is told about next.
OPTIONAL = {"Hangup-Cause", "Caller-Transfer-Source", "Caller-RDNIS"}
STORY = """
    | internal mute 1 | internal unmute 1 | internal vmute 1 | internal unvmute 1 | internal deaf 1 | internal undeaf 1
    | internal hold 1 | internal unhold 1 | internal lock | internal unlock | internal record /recordings/none.mp4
    | internal pause /recordings/none.mp4 | internal resume /recordings/none.mp4 | internal norecord all
    | internal record rtmp://127.0.0.1:1935/live/x | internal play tone_stream://%(1)
    | internal play tone_stream://%(1) 1 | internal dtmf 1 1 | internal energy 1 300 | internal volume_in 1 1
    | internal volume_out 1 1 | internal exit_sound off | internal enter_sound off | internal transfer other 1
    | internal kick 2 | other hup all
"""


@pytest.fixture(scope="module")
def story() -> list[Event]:
    """A conference with two callers in which everything happens that was recorded."""
    with FakeFreeswitch() as switch, EslClient(switch.port) as client:
        client.log_in(switch.password)
        switch.talk(switch.join("internal", "1000"))
        switch.join("internal", "1001")
        for command in STORY.split("|"):
            client.ask(f"api conference {command.strip()}")
            switch.wait_for(lambda: switch.switch.agenda.idle)
        return switch.events


@pytest.mark.parametrize("row", SHOWN, ids=lambda row: row["action"] or row["event"])
def test_every_recorded_kind_of_event_is_sent_with_its_headers(story: list[Event], row: dict[str, str]) -> None:
    alike = [
        {name for name, _ in event.headers if not name.startswith("variable_")} - OPTIONAL
        for event in story
        if (event.name, event.subclass, event.get("Action")) == (row["event"], row["subclass"], row["action"])
    ]

    assert set(row["headers"]) - OPTIONAL in alike


def test_the_source_of_each_action_is_the_recorded_one(story: list[Event]) -> None:
    recorded = {(row["action"], *row["source"]) for row in RECORDED if row["action"]}

    stood_in = {
        (event.get("Action"), *(event.get(f"Event-Calling-{part}") for part in ("File", "Function", "Line-Number")))
        for event in story
        if event.get("Action")
    }

    assert recorded <= stood_in


def test_an_api_event_is_numbered_before_and_comes_after_what_its_command_caused(
    switch: FakeFreeswitch, client: EslClient
) -> None:
    switch.join("internal", "1000")
    client.ask("event json API CUSTOM conference::maintenance")

    client.send("api conference internal mute 1\n\n")
    frames = [client.read() for _ in range(3)]
    events = [frame.event() for frame in frames if frame.kind == "text/event-json"]

    assert [event.get("Action", event["Event-Name"]) for event in events] == ["mute-member", "API"]
    assert int(events[0]["Event-Sequence"]) == int(events[1]["Event-Sequence"]) + 1
    assert (events[1]["API-Command"], events[1]["API-Command-Argument"]) == ("conference", "internal mute 1")


def test_a_refused_target_is_told_after_ok(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000")
    client.ask("event json CUSTOM conference::maintenance")

    reply = client.ask("api conference internal record rtmp://127.0.0.1:1935/live/x")
    started, stopped = client.event("start-recording"), client.event("stop-recording")

    assert reply.body == "+OK Record file rtmp://127.0.0.1:1935/live/x canvas 1\n"
    assert started["Error"] == "File could not be opened for recording"
    assert started["Path"].startswith(
        "{video_time_audio=false,channels=2,samplerate=48000,vw=1920,vh=1080,fps=30.30}rtmp:"
    )
    assert stopped["Milliseconds-Elapsed"] == "0"


def test_a_conference_variable_is_in_every_event_under_its_bare_name(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000")
    client.ask("api conference internal setvar Action forged")
    client.ask("api conference internal mute 1")

    muted = next(event for event in reversed(switch.events) if ("Action", "mute-member") in event.headers)

    assert [value for name, value in muted.headers if name == "Action"] == ["forged", "mute-member"]


def test_the_last_member_ends_the_conference(switch: FakeFreeswitch) -> None:
    ada = switch.join("internal", "1000")
    switch.wait_for(lambda: switch.conferences["internal"].floor == ada.id)

    switch.hang_up(ada, "USER_BUSY")
    switch.wait_for(lambda: not switch.conferences)

    assert switch.actions("internal")[-3:] == ["floor-change", "del-member", "conference-destroy"]
    assert [event.get("Hangup-Cause") for event in switch.events if event.name == "CHANNEL_HANGUP"] == ["USER_BUSY"]


def test_who_begins_to_speak_while_the_floor_is_silent_takes_it(switch: FakeFreeswitch) -> None:
    ada, bob = switch.join("internal", "1000"), switch.join("internal", "1001")
    switch.wait_for(lambda: switch.conferences["internal"].floor == ada.id)

    switch.talk(bob)

    assert switch.conferences["internal"].floor == bob.id
    assert switch.actions()[-3:] == ["start-talking", "floor-change", "video-floor-change"]
