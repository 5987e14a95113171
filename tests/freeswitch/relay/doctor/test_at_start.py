"""When the relay starts, what is not in order on the node goes to the log, and nothing else does."""

import logging

import pytest

from freeswitch.relay.doctor import at_start
from freeswitch.relay.doctor.findings import Finding, ok, unsafe
from freeswitch.relay.switch.errors import ConnectionLost
from functions.shared.settings import DoctorSettings

SETTINGS = DoctorSettings(esl_password="0123456789abcdef0123456789abcdef")


def told(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(record.levelname, record.getMessage()) for record in caplog.records]


def look(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *findings: Finding) -> None:
    monkeypatch.setattr(at_start, "examine_over", lambda _settings: list(findings))
    with caplog.at_level(logging.INFO, "freeswitch.relay"):
        at_start.look_once(lambda: None, SETTINGS)


def test_a_safe_node_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    look(monkeypatch, caplog, ok("fine"), ok("fine, too"))

    assert told(caplog) == [("INFO", "the doctor has looked")]


def test_an_open_door_is_a_warning_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    look(monkeypatch, caplog, ok("fine"), unsafe("a door is open", "close it"))

    assert told(caplog)[0] == ("WARNING", "a door is open")
    assert vars(caplog.records[0])["mend"] == "close it"


def test_a_node_that_cannot_be_examined_does_not_stop_the_relay(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lost(_settings: DoctorSettings) -> list[Finding]:
        raise ConnectionLost("gone")

    monkeypatch.setattr(at_start, "examine_over", lost)
    with caplog.at_level(logging.INFO, "freeswitch.relay"):
        at_start.look_once(lambda: None, SETTINGS)

    assert told(caplog) == [("INFO", "the doctor could not examine the node")]


def test_it_waits_for_the_switch(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def examine(_settings: DoctorSettings) -> list[Finding]:
        order.append("looked")
        return []

    monkeypatch.setattr(at_start, "examine_over", examine)

    at_start.look_once(lambda: order.append("waited"), SETTINGS)

    assert order == ["waited", "looked"]
