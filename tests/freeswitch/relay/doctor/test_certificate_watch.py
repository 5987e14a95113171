"""How long certificates are good, as CloudWatch and Prometheus are told of it."""

import json
import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.etree.ElementTree import ParseError

import pytest

from freeswitch.relay.doctor.certificate_watch import PAUSE_SECONDS, CertificateWatch, listeners
from freeswitch.relay.doctor.examined import Shown
from freeswitch.relay.switch.errors import ConnectionLost
from freeswitch.relay.telemetry.exposition import Exposition
from freeswitch.relay.telemetry.metrics import Metrics
from tests.freeswitch.certificates import made, shows
from tests.freeswitch.relay.doctor.canned import Canned
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import Play, until

DAY = 86_400.0
METRIC = "CertificateSecondsLeft"


class Node:
    """What a node shows, its clock, and what was counted of it."""

    def __init__(self, *shown: Shown) -> None:
        self.shown: Callable[[], Iterable[Shown]] = lambda: shown
        self.looks = 0
        self.serves = True
        self.clock = FakeClock()
        self.lines: list[str] = []
        self.metrics = Metrics("fs1", self.lines.append)
        self.watch = CertificateWatch(self._see, self.clock, self.metrics, may_work=lambda: self.serves)

    def _see(self) -> Iterable[Shown]:
        self.looks += 1
        return self.shown()

    def told(self) -> float | None:
        """What the next line of metrics says."""
        self.watch.tell()
        self.metrics.flush(self.clock.time())
        line = json.loads(self.lines.pop()) if self.lines else {}
        return line.get(METRIC)


def showing(days: float) -> Shown:
    return Shown(where=f"one of {days} days", ends=FakeClock().time() + days * DAY)


def test_the_one_that_ends_first_is_told_and_less_with_every_minute() -> None:
    node = Node(showing(60), showing(13), showing(300))

    node.watch.run_once()

    assert node.told() == 13 * DAY
    node.clock.move(60)
    assert node.told() == 13 * DAY - 60
    node.clock.move(13 * DAY)
    assert node.told() == -60
    assert "freeswitch_relay_certificate_seconds_left{" in Exposition(node.metrics).text().decode()


def test_in_seconds() -> None:
    node = Node(showing(60))
    node.watch.run_once()
    node.metrics.flush(1.0)

    (metric,) = json.loads(node.lines[0])["_aws"]["CloudWatchMetrics"][0]["Metrics"]
    assert metric == {"Name": METRIC, "Unit": "Seconds"}


def test_a_renewed_one_is_told_at_the_next_look_and_not_sooner() -> None:
    node = Node(showing(10))
    node.watch.run_once()
    node.shown = lambda: [showing(90)]

    node.watch.run_once()

    assert (node.looks, node.clock.slept) == (1, [1.0])
    node.clock.move(PAUSE_SECONDS)
    node.watch.run_once()
    assert node.looks == 2
    assert node.told() == pytest.approx(90 * DAY, abs=PAUSE_SECONDS + 2)


def test_a_relay_that_does_not_serve_the_node_does_not_look() -> None:
    node = Node(showing(10))
    node.serves = False

    node.watch.run_once()

    assert (node.looks, node.told()) == (0, None)


def test_a_node_without_tls_tells_nothing() -> None:
    node = Node()

    node.watch.run_once()

    assert (node.looks, node.told()) == (1, None)


def test_what_does_not_answer_ends_when_it_ended_before(caplog: pytest.LogCaptureFixture) -> None:
    node = Node(showing(10))
    node.watch.run_once()
    node.shown = lambda: [Shown(where="WSS of profile internal", problem="refused")]

    with caplog.at_level(logging.INFO, "freeswitch.relay"):
        for _ in range(3):
            node.clock.move(PAUSE_SECONDS)
            node.watch.run_once()

    assert node.told() == 10 * DAY - 3 * PAUSE_SECONDS
    assert [vars(record)["problem"] for record in caplog.records] == ["WSS of profile internal: refused"]


@pytest.mark.parametrize("problem", [ConnectionLost("gone"), ParseError("syntax error")])
def test_a_switch_that_says_nothing_is_asked_again_later(problem: Exception) -> None:
    node = Node()

    def fails() -> Iterable[Shown]:
        raise problem

    node.shown = fails
    node.watch.run_once()
    assert node.told() is None
    node.shown = lambda: [showing(10)]
    node.clock.move(PAUSE_SECONDS)

    node.watch.run_once()

    assert node.told() == pytest.approx(10 * DAY, abs=PAUSE_SECONDS)


def test_what_is_shown_counts_and_not_what_lies_in_the_file(tmp_path: Path) -> None:
    canned = Canned()
    for profile in ("internal", "external"):
        canned.set(profile, "tls", "false")
    canned.set("internal", "tls-cert-dir", str(tmp_path))
    (tmp_path / "wss.pem").write_bytes(made("sip.example.com", days=90).whole)
    with shows(made("sip.example.com", days=10), tmp_path) as port:
        canned.set("internal", "wss-binding", f"127.0.0.1:{port}")

        (one,) = listeners(canned)

    assert one.ends == pytest.approx(time.time() + 10 * DAY, abs=60)


def test_the_relay_looks_by_itself(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """The stand-in has no configuration: it is asked, and that is said."""
    with caplog.at_level(logging.INFO, "freeswitch.relay"):
        play.relay.begin("certificates")
        until(lambda: "certificates could not be looked at" in caplog.text)

    assert METRIC not in play.relay.metrics.totals
