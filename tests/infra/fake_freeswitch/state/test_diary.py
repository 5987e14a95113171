"""The stand-in's own account: complete for who reads it as it goes, bounded for everybody else."""

import json
from itertools import pairwise

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.control import ControlPort, obey
from infra.fake_freeswitch.state.diary import Diary
from tests.infra.fake_freeswitch.esl_client import EslClient


def told(switch: FakeFreeswitch) -> list[tuple[str, str]]:
    return [(entry.what, entry.text or entry.conference) for entry in switch.switch.diary]


def test_who_comes_and_goes_and_what_is_carried_out_stand_in_their_order(
    switch: FakeFreeswitch, client: EslClient
) -> None:
    ada = switch.join("internal", "1000", "Ada")
    client.ask("api conference internal mute 1")
    switch.hang_up(ada)
    switch.wait_for(lambda: not switch.conferences)

    assert [what for what, _ in told(switch)] == ["begin", "login", "open", "join", "command", "leave", "end"]
    (command,) = [entry for entry in switch.switch.diary if entry.what == "command"]
    assert (command.text, command.reply) == ("conference internal mute 1", "+OK mute 1\n")
    assert command.meeting == next(entry.meeting for entry in switch.switch.diary if entry.what == "join")


def test_a_command_that_was_never_carried_out_is_not_told(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000")
    switch.faults.drop_before_reply = True
    with pytest.raises((EOFError, ConnectionError)):
        client.ask("api conference internal mute 1")

    assert "command" not in [what for what, _ in told(switch)]


def test_two_connections_can_be_told_apart(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("api status")
    with EslClient(switch.port) as second:
        second.log_in(switch.password).ask("api status")
    switch.wait_for(lambda: ("lost", "") in told(switch))

    numbers = [entry.connection for entry in switch.switch.diary if entry.what == "command"]
    assert len(set(numbers)) == 2
    assert [entry.connection for entry in switch.switch.diary if entry.what == "lost"] == [numbers[1]]


def test_a_restart_is_told_with_the_new_uuid_of_the_switch(switch: FakeFreeswitch) -> None:
    switch.restart()

    assert told(switch)[-1] == ("begin", switch.switch.core_uuid)


def test_read_page_by_page_it_is_complete() -> None:
    diary = Diary(kept=100)
    read: list[int] = []
    for turn in range(40):
        for line in range(30):
            diary.note("command", text=f"{turn}.{line}")
        while page := diary.since(read[-1] if read else 0, most=20).entries:
            read += [entry.number for entry in page]

    assert read == list(range(1, 1201))


def test_who_reads_too_late_is_told_how_much_is_missing() -> None:
    diary = Diary(kept=10)
    for number in range(25):
        diary.note("command", text=str(number))

    page = diary.since(3)

    assert (page.lost, page.entries[0].number, len(diary)) == (12, 16, 10)


def test_it_is_read_over_the_control_port(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000")
    client.ask("api conference internal lock")

    with ControlPort(switch, 0) as control, EslClient(control.port) as reader:
        reader.send("diary 0\n")
        page = json.loads(reader.line())
        reader.send(f"diary {page['entries'][-1]['number']}\n")
        rest = json.loads(reader.line())

    assert [entry["what"] for entry in page["entries"]] == ["begin", "login", "open", "join", "command"]
    assert all(late["number"] - early["number"] == 1 for early, late in pairwise(page["entries"]))
    assert rest["entries"] == []


def test_the_state_is_told_in_the_words_of_the_api(switch: FakeFreeswitch, client: EslClient) -> None:
    ada = switch.join("internal", "1000")
    for command in ("mute 1", "vid-res-id 1 presenter force", "set max_members 7", "lock"):
        client.ask(f"api conference internal {command}")

    (conference,) = json.loads(obey(switch, "state"))["conferences"]

    assert (conference["name"], conference["locked"], conference["max_members"]) == ("internal", True, 7)
    (member,) = conference["members"]
    assert (member["uuid"], member["muted"], member["slot"]) == (ada.channel.uuid, True, "presenter")
