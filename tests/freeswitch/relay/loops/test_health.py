"""Whether the relay says truthfully how it is."""

import json
import logging
import urllib.request
from collections.abc import Callable
from pathlib import Path

import gevent
import pytest
from gevent.threadpool import ThreadPool

from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.loops.health import Health, serve
from freeswitch.relay.loops.loop import SLACK_SECONDS, Loop
from freeswitch.relay.telemetry.metrics import Metrics
from tests.freeswitch.relay.fake_clock import FakeClock

LONGEST = 20.0


class Patient:
    """One loop, its health and a clock; `turns` is what the loop turns."""

    def __init__(self, file: str = "") -> None:
        self.clock = FakeClock()
        self.metrics = Metrics("fs1", lambda _line: None)
        self.turns: Callable[[], None] = lambda: self.clock.sleep(1)
        self.loop = Loop("events", self._turn, LONGEST, work=lambda: 0, clock=self.clock, metrics=self.metrics)
        self.health = Health(self.clock, self.metrics, [self.loop], lambda: {"switch": True}, file)

    def _turn(self) -> None:
        self.turns()

    def run(self, turns: int = 1) -> None:
        left = iter(range(turns))
        self.loop.run(lambda: next(left, None) is None)

    def says(self) -> tuple[bool, object, object, object]:
        well, said = self.health.report()
        return well, said["status"], said["stuck"], said["spinning"]


def standing_still(patient: Patient) -> "gevent.Greenlet[..., object]":
    """Its loop, in the middle of a turn that does not end."""
    patient.turns = lambda: gevent.sleep(60)
    running = spawn("events", patient.loop.run, lambda: False)
    gevent.sleep(0)
    return running


def test_a_loop_that_does_not_come_round_makes_the_relay_ill_is_counted_and_told_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    patient = Patient()
    running = standing_still(patient)
    patient.clock.move(LONGEST + SLACK_SECONDS)
    assert patient.says() == (True, "ok", [], [])
    patient.clock.move(0.1)

    assert [patient.says() for _ in range(3)] == [(False, "stuck", ["events"], [])] * 3
    assert patient.metrics.totals["LoopsStuck"] == 1
    assert [(one.message, vars(one)["loop"]) for one in caplog.records] == [("a loop does not come round", "events")]
    running.kill()


def test_a_loop_that_comes_round_again_makes_it_well(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    patient = Patient()

    def late() -> None:
        patient.clock.move(LONGEST + SLACK_SECONDS + 1)
        assert patient.says() == (False, "stuck", ["events"], [])

    def asked() -> None:
        assert patient.says() == (True, "ok", [], [])

    patient.turns = late
    patient.run()
    patient.turns = asked
    patient.run()

    assert [one.message for one in caplog.records] == ["a loop does not come round", "a loop comes round again"]


def test_a_turn_that_raises_does_not_show_that_the_loop_lives() -> None:
    patient, said = Patient(), []

    def broken() -> None:
        said.append(patient.says()[1])
        patient.clock.sleep(5)
        raise ValueError("eleven")

    patient.turns = broken
    patient.run(8)

    # Five seconds each and one of rest: after thirty seconds nothing has come round for longer than it may.
    assert said == ["ok"] * 6 + ["stuck"] * 2


def test_a_loop_that_has_not_begun_or_has_ended_is_not_missed() -> None:
    patient = Patient()
    patient.clock.move(1000)
    assert patient.says() == (True, "ok", [], [])
    patient.run()
    patient.clock.move(1000)

    assert patient.says() == (True, "ok", [], [])


def test_what_keeps_it_from_its_work_makes_it_ill_although_its_loops_run(tmp_path: Path) -> None:
    file, trouble = tmp_path / "health", "clock"
    metrics = Metrics("fs1", lambda _line: None)
    health = Health(FakeClock(), metrics, [], dict, str(file), trouble=lambda: trouble)
    ill = health.report()
    health.touch()
    assert not file.exists()
    trouble = ""
    health.touch()

    assert ill == (False, {"status": "clock", "stuck": [], "spinning": []})
    assert file.exists()


def test_the_file_is_touched_while_all_is_well(tmp_path: Path) -> None:
    file = tmp_path / "health"
    patient = Patient(str(file))
    running = standing_still(patient)
    patient.health.touch()
    assert file.exists()
    file.unlink()
    patient.health.touch()
    assert not file.exists()
    patient.clock.move(LONGEST + SLACK_SECONDS + 1)
    patient.health.touch()

    assert not file.exists()
    running.kill()


def test_the_file_is_not_touched_while_a_loop_spins(tmp_path: Path) -> None:
    file = tmp_path / "health"
    patient = Patient(str(file))
    patient.turns = lambda: None
    patient.run(200)
    assert patient.says() == (False, "spinning", [], ["events"])
    patient.health.touch()

    assert not file.exists()


def test_healthz_answers_over_http() -> None:
    patient = Patient()
    server = serve(patient.health, "127.0.0.1", 0)

    def ask() -> dict[str, object]:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/healthz", timeout=5) as answer:
            return dict(json.load(answer))

    pool = ThreadPool(1)
    try:
        with gevent.Timeout(5):
            answer = pool.spawn(ask).get()
    finally:
        server.stop(timeout=0)
        pool.kill()

    assert answer == {"status": "ok", "stuck": [], "spinning": [], "switch": True}


def got(health: Health, path: str, asker: str) -> tuple[str, bytes]:
    """The status and the body of an answer to somebody with that address."""
    statuses: list[str] = []
    body = health.answer({"PATH_INFO": path, "REMOTE_ADDR": asker}, lambda status, _headers: statuses.append(status))
    return statuses[0], b"".join(body)


@pytest.mark.parametrize("asker", ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
def test_metrics_are_told_to_this_host(asker: str) -> None:
    patient = Patient()
    patient.metrics.count("Gaps", 3)
    status, body = got(patient.health, "/metrics", asker)

    assert status == "200 OK"
    assert b"freeswitch_relay_gaps_total{" in body


@pytest.mark.parametrize("asker", ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1", "", "localhost"])
def test_metrics_are_told_to_nobody_else_on_whatever_address_the_relay_listens(asker: str) -> None:
    status, body = got(Patient().health, "/metrics", asker)

    assert status == "404 Not Found"
    assert b"freeswitch_relay" not in body
    assert got(Patient().health, "/healthz", asker)[0] == "200 OK"
