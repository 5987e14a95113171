"""What is looked for before the rules are tried hides nothing from them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import functions.shared.commands  # noqa: F401  # commands add rules of their own
from functions.shared.telemetry import redaction
from functions.shared.telemetry.hidden import HIDDEN
from functions.shared.telemetry.redaction import redact

ROOT = Path(__file__).parents[4]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
PIECES = (
    "rtmp://", "rtmps://live.example.com/", "rtmps%3A%2F%2Fhost%2Fapp%2Fkey", "https://ada:", "@host/", "room@",
    "profile+", "password", "sip_auth_password ", "PassWord=", "a1-hash: ", "stream_key", "STREAM-KEY=", '"secret": "',
    "supplied_pin ", "pin ", "pin mod ", "Pin for conference x set: ", "auth ", "\nuserauth ", "Bearer ", "dtmf 3 ",
    "uuid_send_dtmf x ", "+OK sent ", " to 4", "=", ": ", "1234", "abcd-efgh", " ", "ſecret=", "ﬁn", "İ", "K",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=8).map("".join)


def with_every_rule(text: str) -> str:
    text = redaction._ENCODED_STREAM.sub(HIDDEN, redaction._STREAM.sub(redaction._shown_stream, text))
    for _, pattern, replacement in redaction._RULES:
        text = pattern.sub(replacement, text)
    return text


@settings(max_examples=2000, deadline=None)
@given(texts)
def test_a_text_is_cut_as_if_every_rule_had_been_tried(text: str) -> None:
    assert redact(text) == with_every_rule(text)
    assert redact(text.upper()) == with_every_rule(text.upper())


@pytest.mark.parametrize("folder", ["functions", "freeswitch/relay", "infra"])
def test_what_we_say_ourselves_in_a_log_is_taken_for_no_secret(folder: str) -> None:
    said = [text for file in (ROOT / folder).rglob("*.py") for text in logged(ast.parse(file.read_text("utf-8")))]

    assert len(said) >= 5
    assert [text for text in said if redact(text) != text] == []


def logged(tree: ast.AST) -> Iterator[str]:
    """The texts that a file gives to a logger."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in LEVELS:
            texts = [one.value for one in call.args[:1] if isinstance(one, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str))
