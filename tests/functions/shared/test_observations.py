"""The functions' log."""

import io
import json

import pytest

from functions.shared.observations import logger


def test_a_callers_words_turn_no_line_of_the_log_around(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    (handler,) = logger.handlers
    monkeypatch.setattr(handler, "stream", written)

    logger.error("call routed", extra={"number": "\u202e999\n\u2028", "when": ValueError("as text")})

    (line,) = written.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["number"] == "\u202e999\n\u2028"
