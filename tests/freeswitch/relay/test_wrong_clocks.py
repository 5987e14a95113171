"""Relays on machines whose clock is wrong, in processes of their own; the tables tell the time over HTTP."""

import signal
import time
from collections.abc import Iterator

import pytest

from functions.shared.commands.muting import Mute
from functions.shared.tables.nodes import find_node
from tests.freeswitch.relay.child import aws_server, free_port, health, relay_process, wait_for_relay
from tests.freeswitch.relay.play import NODE, Play, until


@pytest.fixture
def aws() -> Iterator[str]:
    with aws_server() as url:
        yield url


def ahead(port: int) -> float | None:
    found = health(port)[1].get("clock_seconds_ahead")
    return float(found) if isinstance(found, int | float) else None


@pytest.mark.parametrize("seconds", [-20.0, 40.0])
def test_a_relay_that_starts_with_a_wrong_clock_serves_nobody_and_its_health_says_why(
    still: Play, aws: str, seconds: float
) -> None:
    port = free_port()
    with relay_process(still, aws, "--ahead", str(seconds), health_port=port):
        until(lambda: ahead(port) is not None, 30)
        status, facts = health(port)

    assert (status, facts["status"], facts["lease"]) == (503, "clock", False)
    assert facts["clock_seconds_ahead"] == pytest.approx(seconds, abs=1)
    assert find_node(NODE) is None


@pytest.mark.parametrize("seconds", [-20.0, 40.0])
def test_commands_run_although_the_clock_of_a_serving_relay_was_set_wrong(
    still: Play, aws: str, seconds: float
) -> None:
    member, port = still.switch.join("internal", "1000", "Ada"), free_port()
    with relay_process(still, aws, "--later", str(seconds), health_port=port) as process:
        wait_for_relay()
        process.send_signal(signal.SIGUSR1)
        until(lambda: abs(ahead(port) or 0) > 1, 30)
        command_id = still.send(Mute(member=member.channel.uuid, muted=True))
        until(lambda: not still.row(command_id).is_open, 15)
        before = find_node(NODE)
        assert before is not None
        until(lambda: (row := find_node(NODE)) is not None and row.beats > before.beats, 15)
        status, facts = health(port)
        row, now = find_node(NODE), time.time()

    ended = still.row(command_id)
    assert ended.state == "confirmed"
    assert ended.finished_at == pytest.approx(now, abs=5)
    assert row is not None
    assert row.is_served(now)
    assert row.heartbeat == pytest.approx(now, abs=3)
    assert (status, facts["lease"]) == (200, True)
    assert facts["clock_seconds_ahead"] == pytest.approx(seconds, abs=1)


def test_a_standby_20_s_ahead_leaves_a_healthy_relay_its_lease(play: Play, aws: str) -> None:
    port = free_port()
    with relay_process(play, aws, "--ahead", "20", health_port=port):
        # By then it has looked at the row.
        until(lambda: ahead(port) is not None, 30)
        # The first relay goes on; the second one has looked three times more.
        for _ in range(3):
            play.relay.lease.run_once()
            row = find_node(NODE)
            assert row is not None
            assert row.lease_owner == play.relay.owner
        status, facts = health(port)

    assert play.relay.lease.held
    assert (status, facts["status"], facts["lease"]) == (503, "clock", False)
