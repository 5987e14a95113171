"""What stands above a message: its id, the time, and a signature of each secret that is good."""

from collections.abc import Iterable
from datetime import UTC, datetime

from standardwebhooks import Webhook

from functions.shared.webhooks.deliveries import Message


def signed_headers(message: Message, secrets: Iterable[str], *, now: float) -> dict[str, str]:
    """The headers of a try, as Standard Webhooks say; the id is the same every time, the time is not."""
    at = datetime.fromtimestamp(int(now), UTC)
    signatures = [Webhook(secret).sign(message.id, at, message.body) for secret in secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": message.id,
        "webhook-timestamp": str(int(now)),
        "webhook-signature": " ".join(signatures),
    }
