"""Events that are sent to a server: whether they are the API's, and what they tell (Standard Webhooks)."""

from collections.abc import Mapping

import msgspec
from standardwebhooks import Webhook, WebhookVerificationError

from freeswitch_functions_client.schemas import Event


class NotSigned(Exception):
    """Nobody who knows the webhook's secret has sent this, or not within these five minutes: answer 401."""


def event_of(secret: str, headers: Mapping[str, str], body: bytes) -> Event:
    """Read an event from a request, once it is sure who sent it.

    The same event may come twice, with the same `id`: when an answer was lost.

    Args:
        secret: `whsec_…`, told when the webhook was made. After a change either is good for as long as both sign.
        headers: of the request, in whatever case.
        body: of the request as it came; what was read and written again has another signature.

    Raises:
        NotSigned: the signature, the time or a header is wrong or missing.
        ValueError: the secret is none, or what was signed is no event.
    """
    webhook = Webhook(secret)
    try:
        webhook.verify(body, dict(headers), json_parse=False)
    except (WebhookVerificationError, ValueError) as error:
        # The library lets a signature that is no base64, or a body that is no text, be a ValueError.
        raise NotSigned(str(error)) from error
    try:
        return msgspec.json.decode(body, type=Event)
    except msgspec.DecodeError as error:
        raise ValueError(f"what was signed is no event: {error}") from error
