"""One try of one message, and its place in the deliveries."""

import msgspec

from functions.shared.feed.events import Event
from functions.shared.feed.notices import missing_event
from functions.shared.grammars.moments import rfc3339
from functions.shared.sealing import CannotOpen
from functions.shared.telemetry.observations import count, logger
from functions.shared.webhooks.deliveries import Attempt, Message
from functions.shared.webhooks.hooks import Hook
from functions.webhooks.means import Means, Sending
from functions.webhooks.sending import MOST_BYTES
from functions.webhooks.signing import signed_headers


def message_of(conference: str, event: Event, now: float) -> Message:
    """The event as it is sent; in place of one that cannot be, a gap that says so."""
    body = msgspec.json.encode(event)
    unreadable = event.type == "unreadable"
    if unreadable or len(body) > MOST_BYTES:
        reason = "unreadable" if unreadable else "too_large"
        at = event.at or rfc3339(now)
        event = missing_event(conference, event.seq, event.seq, since=event.at, next_event=event, at=at, reason=reason)
        body = msgspec.json.encode(event)
    return Message(
        id=event.id, type=event.type, conference=event.conference, seq=event.seq, at=event.at, body=body.decode()
    )


def try_once(hook: Hook, message: Message, means: Means, sending: Sending) -> Attempt:
    """Sign and send a message."""
    now = means.clock()
    try:
        secrets = hook.signing(secrets=means.settings.key_secrets, now=now)
    except CannotOpen as error:
        logger.error("a webhook cannot be signed", extra={"webhook": hook.name, "reason": str(error)})
        return Attempt(at=now, milliseconds=0, problem=f"{error}; ask for a new secret")
    attempt = sending.post(hook.url, signed_headers(message, secrets, now=now), message.body.encode())
    count("WebhooksTaken" if attempt.taken else "WebhooksNotTaken")
    return attempt
