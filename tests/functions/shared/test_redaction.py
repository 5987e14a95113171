"""What is looked for before the rules are tried hides nothing from them."""

from hypothesis import given, settings
from hypothesis import strategies as st

import functions.shared.commands  # noqa: F401  # commands add rules of their own
from functions.shared import redaction
from functions.shared.hidden import HIDDEN
from functions.shared.redaction import redact

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
