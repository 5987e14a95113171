"""The functions' log."""

import io
import json
from pathlib import Path

import pytest

from functions.shared.settings import LocalStackSettings, read
from functions.shared.telemetry.observations import count, count_elsewhere, count_in_both, logger, write_metrics

KEY = "k3y-0123456789-canary"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the functions' log holds."""
    stream = io.StringIO()
    (handler,) = logger.handlers
    monkeypatch.setattr(handler, "stream", stream)
    return stream


def test_a_callers_words_turn_no_line_of_the_log_around(written: io.StringIO) -> None:
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


def test_what_is_counted_is_told_of_this_stack(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    # The second line, too: Powertools clears its dimensions with each.
    for _ in range(2):
        count("Requested")
        write_metrics()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    # TABLE_PREFIX of these tests is `test-`.
    assert [(line["stack"], line["service"]) for line in told] == [("test", "freeswitch-functions")] * 2
    assert [set(line["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0]) for line in told] == [{"stack", "service"}] * 2


def test_in_a_relays_process_what_both_count_is_the_relays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    relays: list[tuple[str, int]] = []
    count_elsewhere(lambda name, value: relays.append((name, value)))
    try:
        count_in_both("WakesFailed", 2)
    finally:
        count_elsewhere(None)
    count_in_both("WakesFailed")
    write_metrics()

    assert relays == [("WakesFailed", 2)]
    assert json.loads(capsys.readouterr().out)["WakesFailed"] == [1.0]


@pytest.mark.parametrize(
    "text", [f"no file rtmps://live.example/app/{KEY}", f"password={KEY}", f'{{"pin": "{KEY}"}}', f"Bearer {KEY}"]
)
def test_no_secret_gets_into_the_functions_log_wherever_it_stands(written: io.StringIO, text: str) -> None:
    logger.warning(text)
    logger.warning("a row cannot be read", extra={"reason": ValueError(text), "row": {"body": [text]}})
    try:
        int(text)
    except ValueError:
        logger.exception("went wrong")

    assert len(written.getvalue().splitlines()) == 3
    assert KEY[:-4] not in written.getvalue()


def test_what_the_process_was_given_as_a_secret_is_in_none_of_its_lines(written: io.StringIO) -> None:
    settings = read(LocalStackSettings, {"XML_CURL_PASSWORD": "the first of them, the-second-of-them"})
    logger.error("refused", extra={"given": [f"<{password}>" for password in settings.xml_curl_passwords]})

    assert json.loads(written.getvalue())["given"] == ["<***>", "<***>"]


def test_of_a_long_text_the_beginning_is_logged_and_of_a_long_trace_the_end(written: io.StringIO) -> None:
    try:
        Path("x" * 50_000).read_text()
    except OSError:
        logger.exception("y" * 50_000)
    line = json.loads(written.getvalue())

    assert len(written.getvalue()) < 32 * 1024
    assert line["message"].endswith("y…")
    assert line["exception"].endswith("x'")
