"""The functions' log."""

import io
import json

import pytest

from functions.shared.observations import count, logger, write_metrics


def test_a_callers_words_turn_no_line_of_the_log_around(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    (handler,) = logger.handlers
    monkeypatch.setattr(handler, "stream", written)

    logger.error("call routed", extra={"number": "\u202e999\n\u2028", "when": ValueError("as text")})

    (line,) = written.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["number"] == "\u202e999\n\u2028"


def test_where_metrics_are_switched_off_nothing_is_written_however_much_is_counted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    for _ in range(250):
        count("Requested")
    write_metrics()
    assert capsys.readouterr().out == ""
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    count("Requested")
    write_metrics()

    assert json.loads(capsys.readouterr().out)["Requested"] == [1.0]
