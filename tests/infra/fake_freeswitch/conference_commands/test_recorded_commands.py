"""Every recorded command, asked in the recorded order, is answered with the recorded text."""

import json
import re
from pathlib import Path

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.state.conference import Member
from tests.infra.fake_freeswitch.esl_client import EslClient

RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "fixtures/freeswitch/conference_commands.jsonl").read_text().splitlines()
]


def callers(switch: FakeFreeswitch) -> tuple[Member, Member]:
    """The two who were in the recorded conference, in its order."""
    switch.switch.member_ids = 1
    first = switch.join("internal", "1000", uuid="078380d5-915e-44ab-b2a9-be59a07beecc")
    switch.wait_for(lambda: switch.conferences["internal"].floor == first.id)
    second = switch.join("internal", "1001", uuid="3aa09c8c-5197-4d7c-9a53-902dbf37db52")
    switch.talk(first)
    switch.talk(second)
    return first, second


def settle(switch: FakeFreeswitch) -> None:
    """Wait until nothing is left to do on the agenda."""
    switch.wait_for(lambda: switch.switch.agenda.idle)


def test_every_recorded_reply_is_given(switch: FakeFreeswitch, client: EslClient) -> None:
    callers(switch)
    differing = []

    for row in RECORDED:
        settle(switch)
        reply = client.ask(f"api {row['command']}").body
        if row["command"].endswith("run_time"):
            assert re.fullmatch(r"\d+", reply)
        elif reply != row["reply"]:
            differing.append((row["command"], row["reply"], reply))

    assert differing == []


@pytest.mark.parametrize(
    ("command", "reply"),
    [
        ("internal", "Conference command, not specified.\nTry 'help'\n"),
        ("internal vid-layout group:none", "+OK Change to layout group []\n-ERR Invalid layout [group:none]\n"),
        ("internal vid-res-id all left", "vid-res-id <member_id>|all <val>|clear [force]"),
        ("internal mute uuid=nobody", "-ERR Non-Existant member\n"),
        ("internal dtmf 1", "-ERR Invalid input!\n"),
        ("internal get is_locked", "-ERR no reply\n"),
        ("internal get nothing", "get <parameter-name>"),
        ("internal getvar nothing", "-ERR no reply\n"),
        ("internal setvar x_a 1", "+OK\n"),
        ("internal chkrecord", "-ERR Conference is not being recorded.\n"),
        ("internal record", "record <filename>"),
        ("internal dial", "-ERR Bad Args\ndial <endpoint_module_name>/<destination> <callerid number> <callerid name>"),
        ("internal dial user/1002 1 Ada", "+OK Call Requested: result: [USER_NOT_REGISTERED]\n"),
        ("internal pin", "-ERR Invalid parameters:\npin <pin#>"),
        ("internal pin mod 77", "+OK Moderator Pin for conference internal set: 77\n"),
        ("internal play /nowhere.wav", "-ERR (play) File: /nowhere.wav not found.\n"),
        ("internal vid-res 9000x9000", "-ERR Invalid size, [9000x9000] is too large.\n"),
        ("internal vid-fps 500", "-ERR Invalid FPS [500]\n"),
        ("internal relate", "+OK No relationships\n"),
        ("internal relate 1 99 clear", "-ERR relationship 1->99 not found.\n"),
        ("internal transfer other 99", "-ERR No Member 99 in conference internal.\n"),
        ("internal LOCK", "+OK internal locked\n"),
        ("INTERNAL lock", "-ERR Conference INTERNAL not found\n"),
        ("list", None),
    ],
)
def test_further_replies_of_the_facts(
    switch: FakeFreeswitch, client: EslClient, command: str, reply: str | None
) -> None:
    switch.join("internal", "1000")

    answer = client.ask(f"api conference {command}").body

    assert answer == reply if reply else answer.startswith("+OK Conference internal (1 member rate: 48000 flags: ")


def test_a_reservation_id_is_toggled_unless_forced(switch: FakeFreeswitch, client: EslClient) -> None:
    ada, bob = switch.join("internal", "1000"), switch.join("internal", "1001")

    for command in ("1 left", "1 left", "1 left", "1 left force", "2 LEFT force"):
        client.ask(f"api conference internal vid-res-id {command}")

    assert (ada.reservation_id, bob.reservation_id) == ("", "LEFT")


def test_who_has_no_video_gets_an_empty_answer(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000", video=False)

    assert client.ask("api conference internal vid-res-id 1 left force").body == "-ERR no reply\n"


def test_only_one_word_of_a_banner_is_shown_and_percent_signs_are_decoded(
    switch: FakeFreeswitch, client: EslClient
) -> None:
    ada = switch.join("internal", "1000")

    client.ask("api conference internal vid-banner 1 {font_scale=5}Hello%20W%C3%B6rld there")

    assert ada.banner == "Hello Wörld"


def test_a_name_that_forges_rows_is_listed_as_it_is(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000", "x;1;hear\n99;sofia/forged")

    assert "\n99;sofia/forged;" in client.ask("api conference internal list").body


def test_json_list_tells_members_and_recordings(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000", "Ada", moderator=True)
    client.ask("api conference internal record /recordings/never-written.mkv")
    switch.wait_for(lambda: bool(switch.conferences["internal"].recordings))

    (conference,) = json.loads(client.ask("api conference json_list").body)

    assert conference["member_count"] == 1
    assert conference["members"][-1]["flags"]["is_moderator"] is True
    assert {member["type"] for member in conference["members"]} == {"caller", "recording_node"}
