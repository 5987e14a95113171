"""Log lines: one JSON object each, no secrets."""

import json
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from freeswitch.relay.telemetry.logs import JsonLines
from functions.shared.telemetry.redaction import Redaction


def line(message: str, **extra: object) -> dict[str, object]:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "created": 0.0, **extra})
    return dict(json.loads(JsonLines("fs1", Redaction(["the-esl-password"])).format(record)))


def test_a_line_is_one_json_object_with_its_fields() -> None:
    assert line("member left", cause="kicked", times=3) == {
        "time": "1970-01-01T00:00:00.000+00:00",
        "level": "INFO",
        "service": "relay",
        "node": "fs1",
        "message": "member left",
        "cause": "kicked",
        "times": 3,
    }


@pytest.mark.parametrize(
    "text",
    [
        "auth the-esl-password",
        "no file rtmp://host/app/the-esl-password",
        "conference internal pin=the-esl-password",
    ],
)
def test_no_secret_is_logged(text: str) -> None:
    assert "the-esl-password" not in json.dumps(line(text, problem=text))


def test_a_stream_key_that_nobody_told_us_is_not_logged() -> None:
    logged = json.dumps(
        line("Could not open", problem="Could not open 'rtmps://live.example/app/k3y-0123456789': gone")
    )

    assert "k3y-0123456789" not in logged


def test_a_line_break_does_not_make_two_lines() -> None:
    formatted = JsonLines("fs1", Redaction()).format(logging.makeLogRecord({"msg": "a\nb", "created": 0.0}))

    assert "\n" not in formatted


def test_a_traceback_is_in_the_line() -> None:
    try:
        int("the-esl-password")
    except ValueError as problem:
        logged = line("went wrong", exc_info=(ValueError, problem, problem.__traceback__))

    assert "ValueError: invalid literal for int() with base 10: '***'" in str(logged["traceback"])


def test_what_is_very_long_is_cut_and_the_line_is_still_json() -> None:
    logged = line("x" * 100_000, problem="y" * 100_000)

    assert len(json.dumps(logged)) < 16 * 1024
    assert str(logged["problem"]).endswith("y…")


def test_what_is_shared_with_the_functions_is_told_in_the_relays_log_once_and_as_its_own_lines_are() -> None:
    program = """
from freeswitch.relay.telemetry.logs import start_logging
from functions.shared.tables.reading import tell
start_logging("fs1", ["the-esl-password"])
for _ in range(50):
    tell(ValueError("auth the-esl-password"))
"""
    process = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    lines = [json.loads(text) for text in process.stdout.splitlines()]

    assert (process.stderr, len(lines)) == ("", 20)
    assert {(one["service"], one["node"], one["reason"]) for one in lines} == {("relay", "fs1", "auth …")}
