"""Told to misbehave, the stand-in does exactly that."""

import socket

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.control import ControlPort, obey
from tests.infra.fake_freeswitch.esl_client import EslClient


def test_dropped_connections_end_without_a_word(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.drop_connections()

    with pytest.raises((EOFError, ConnectionError)):
        client.read()


def test_half_open_means_that_nothing_comes_back(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.faults.half_open = True
    client.timeout(0.2)

    with pytest.raises(TimeoutError):
        client.ask("api status")

    assert switch.commands == ["status"]


@pytest.mark.parametrize(("kind", "other"), [("events", "commands"), ("commands", "events")])
def test_one_of_the_two_connections_is_cut(switch: FakeFreeswitch, kind: str, other: str) -> None:
    with EslClient(switch.port) as events, EslClient(switch.port) as commands:
        events.log_in(switch.password).ask("event json HEARTBEAT")
        commands.log_in(switch.password).ask("api status")
        clients = {"events": events, "commands": commands}

        assert obey(switch, f"cut {kind}") == "ok"

        with pytest.raises((EOFError, ConnectionError)):
            clients[kind].ask("api status")
        assert "UP" in clients[other].ask("api status").body


def test_a_hushed_connection_carries_out_what_it_is_told_and_says_nothing(switch: FakeFreeswitch) -> None:
    ada = switch.join("internal", "1000")
    with EslClient(switch.port, timeout=0.2) as client, EslClient(switch.port) as newcomer:
        client.log_in(switch.password).ask("api status")

        assert obey(switch, "hush commands") == "ok"

        with pytest.raises(TimeoutError):
            client.ask("api conference internal mute 1")
        assert not ada.can_speak
        # Who connects anew is heard.
        assert "UP" in newcomer.log_in(switch.password).ask("api status").body


def test_there_may_be_no_connection_to_cut(switch: FakeFreeswitch) -> None:
    assert obey(switch, "cut events") == "cannot 'cut events': there is no connection for 'events'"


def test_without_greeting_a_client_waits(switch: FakeFreeswitch) -> None:
    switch.faults.no_greeting = True

    with EslClient(switch.port, timeout=0.2) as client, pytest.raises(TimeoutError):
        client.read()


def test_a_truncated_reply_ends_within_its_body(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.faults.truncate_next_reply = True

    with pytest.raises(EOFError):
        client.ask("api status")


def test_a_reply_that_is_left_out_is_missing_alone(switch: FakeFreeswitch, client: EslClient) -> None:
    assert obey(switch, "swallow-reply version") == "ok"

    client.send("api version short\n\nsendmsg step-1\n\napi hostname\n\n")

    assert [client.read().reply, client.read().body] == ["-ERR invalid session id [step-1]", switch.switch.hostname]
    # What tells a call nothing has nothing done.
    assert switch.commands == ["version short", "hostname"]


def test_a_command_that_hangs_holds_up_what_waits_behind_it(switch: FakeFreeswitch, client: EslClient) -> None:
    ada = switch.join("internal", "1000")
    assert obey(switch, "hang-reply mute") == "ok"
    client.timeout(0.2)

    client.send("api conference internal mute 1\n\nsendmsg step-1\n\n")
    with pytest.raises(TimeoutError):
        client.read()

    assert not ada.can_speak


def test_a_dropped_command_is_not_executed(switch: FakeFreeswitch, client: EslClient) -> None:
    ada = switch.join("internal", "1000")
    switch.faults.only_for = "mute"
    switch.faults.drop_before_reply = True

    assert client.ask("api version short").body == "1.10.12-release\n"
    with pytest.raises((EOFError, ConnectionError)):
        client.ask("api conference internal mute 1")

    assert ada.can_speak


def test_a_connection_may_end_after_the_command_was_executed(switch: FakeFreeswitch, client: EslClient) -> None:
    ada = switch.join("internal", "1000")
    switch.faults.drop_after_execution = True

    with pytest.raises((EOFError, ConnectionError)):
        client.ask("api conference internal mute 1")

    assert not ada.can_speak


def test_lost_events_leave_a_gap_in_the_sequence(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("event json HEARTBEAT")
    switch.esl.beat()
    switch.lose_events(2)
    for _ in range(3):
        switch.esl.beat()

    numbers = [int(client.read().event()["Event-Sequence"]) for _ in range(2)]

    assert numbers[1] - numbers[0] == 3


def test_after_a_restart_everything_is_gone_but_the_port(switch: FakeFreeswitch, client: EslClient) -> None:
    switch.join("internal", "1000")
    port, core = switch.port, switch.switch.core_uuid

    switch.restart()

    assert (switch.conferences, switch.port) == ({}, port)
    assert switch.switch.core_uuid != core
    with EslClient(port) as again:
        assert again.log_in(switch.password).ask("api conference list").body == "+OK No active conferences.\n"


def test_while_it_does_not_listen_nobody_else_gets_its_port(switch: FakeFreeswitch) -> None:
    switch.stop_listening()
    with pytest.raises(OSError, match="in use"), socket.socket() as other:
        other.bind(("127.0.0.1", switch.port))
    with pytest.raises(ConnectionRefusedError):
        EslClient(switch.port)

    switch.listen_again()
    with EslClient(switch.port) as client:
        assert "UP" in client.log_in(switch.password).ask("api status").body


def test_one_that_was_restarted_while_it_was_away_is_told_in_vain_to_listen_again(switch: FakeFreeswitch) -> None:
    answers = [obey(switch, order) for order in ("stop-listening", "restart", "listen-again")]

    assert answers == ["ok", "ok", "ok"]
    with EslClient(switch.port) as client:
        assert "UP" in client.log_in(switch.password).ask("api status").body


def test_after_its_end_the_port_is_free() -> None:
    with FakeFreeswitch("a-password-of-more-than-20-characters") as switch:
        port = switch.port
        switch.stop_listening()
    with socket.create_server(("127.0.0.1", port)) as other:
        assert other.getsockname()[1] == port


def test_a_refused_connection_is_closed_at_once(switch: FakeFreeswitch) -> None:
    switch.faults.refuse_connections = True

    with EslClient(switch.port) as client, pytest.raises((EOFError, ConnectionError)):
        client.read()


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("lose-events 3", "ok"),
        ("slow 0.5", "ok"),
        ("half-open on", "ok"),
        ("half-open maybe", "cannot 'half-open maybe': 'maybe'"),
        ("conferences", "none"),
        ("restart", "ok"),
    ],
)
def test_orders_are_carried_out_or_refused_in_words(switch: FakeFreeswitch, order: str, answer: str) -> None:
    assert obey(switch, order + "\n") == answer


def test_an_unknown_order_names_the_known_ones(switch: FakeFreeswitch) -> None:
    assert obey(switch, "explode").startswith("unknown order 'explode'; there are: answer, break-recording, ")


def test_orders_come_over_the_control_port(switch: FakeFreeswitch) -> None:
    with ControlPort(switch, 0) as control, EslClient(control.port) as client:
        client.send("join internal 1000 Ada Lovelace\n")
        switch.wait_for(lambda: "internal" in switch.conferences)

        assert switch.conferences["internal"].members[0].channel.caller_name == "Ada Lovelace"
