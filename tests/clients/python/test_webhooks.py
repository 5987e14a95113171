"""A receiver knows what our sender has signed, and takes nothing else."""

import time
from collections.abc import Callable

import msgspec
import pytest

from freeswitch_functions_client.webhooks import NotSigned, event_of
from functions.shared.webhooks.deliveries import Message
from functions.shared.webhooks.hooks import new_secret
from functions.webhooks.signing import signed_headers
from tests.clients.python.conferences import happening
from tests.functions.shared.feed.vectors import AT

SECRET, OTHER = new_secret(), new_secret()
BODY = msgspec.json.encode(happening(11, "member.left", name="Zoë", uuid="call-1"))


def headers(*secrets: str, body: bytes = BODY, age: float = 0.0) -> dict[str, str]:
    """What the sender sends with it."""
    message = Message(id="event-11", type="member.left", at=AT, body=body.decode())
    return signed_headers(message, secrets or (SECRET,), now=time.time() - age)


def test_what_the_sender_signed_is_an_event() -> None:
    event = event_of(SECRET, {name.upper(): text for name, text in headers().items()}, BODY)

    assert (event.id, event.seq, event.type, event.data["name"]) == ("event-11", 11, "member.left", "Zoë")


@pytest.mark.parametrize("known", [SECRET, OTHER], ids=["new", "old"])
def test_while_two_secrets_sign_either_is_good(known: str) -> None:
    assert event_of(known, headers(SECRET, OTHER), BODY).seq == 11


@pytest.mark.parametrize(
    ("send", "body"),
    [
        (lambda: headers(OTHER), BODY),
        (headers, BODY.replace(b"11", b"12")),
        (headers, b"\xff" + BODY),
        (lambda: headers(age=301.0), BODY),
        (lambda: headers(age=-330.0), BODY),
        (lambda: {**headers(), "webhook-id": "event-12"}, BODY),
        (lambda: {**headers(), "webhook-signature": "garbage"}, BODY),
        (lambda: {**headers(), "webhook-signature": "v1,?"}, BODY),
        (lambda: {**headers(), "webhook-timestamp": "now"}, BODY),
        (dict, BODY),
    ],
    ids=[
        *("another's secret", "another body", "no text", "too old", "from tomorrow", "another id"),
        *("no signature", "no base64", "no time", "nothing"),
    ],
)
def test_anything_else_is_refused(send: Callable[[], dict[str, str]], body: bytes) -> None:
    with pytest.raises(NotSigned):
        event_of(SECRET, send(), body)


def test_what_is_signed_and_no_event_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="no event"):
        event_of(SECRET, headers(body=b"{}"), b"{}")
