"""Whether the relay says truthfully how it is."""

import json
import urllib.request
from pathlib import Path

import gevent
from gevent.threadpool import ThreadPool

from freeswitch.relay.health import STALE_SECONDS, Health, serve
from tests.freeswitch.relay.fake_clock import FakeClock


def test_a_loop_that_does_not_come_round_makes_the_relay_ill() -> None:
    clock = FakeClock()
    health = Health(clock, lambda: {"switch": True})
    health.alive("events")
    assert health.report() == (True, {"status": "ok", "stuck": [], "switch": True})
    clock.move(STALE_SECONDS + 1)

    assert health.report() == (False, {"status": "stuck", "stuck": ["events"], "switch": True})


def test_what_keeps_it_from_its_work_makes_it_ill_although_its_loops_run(tmp_path: Path) -> None:
    clock, file, trouble = FakeClock(), tmp_path / "health", "clock"
    health = Health(clock, dict, str(file), trouble=lambda: trouble)
    health.alive("events")
    ill = health.report()
    health.touch()
    assert not file.exists()
    trouble = ""
    health.touch()

    assert ill == (False, {"status": "clock", "stuck": []})
    assert file.exists()


def test_the_file_is_touched_while_all_is_well(tmp_path: Path) -> None:
    clock, file = FakeClock(), tmp_path / "health"
    health = Health(clock, dict, str(file))
    health.alive("events")
    health.touch()
    assert file.exists()
    file.unlink()
    health.touch()
    assert not file.exists()
    clock.move(STALE_SECONDS + 1)
    health.touch()

    assert not file.exists()


def test_healthz_answers_over_http() -> None:
    health = Health(FakeClock(), lambda: {"lease": True})
    server = serve(health, "127.0.0.1", 0)

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

    assert answer == {"status": "ok", "stuck": [], "lease": True}
