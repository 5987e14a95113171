"""Secrets of webhooks: made, told once, changed without a pause."""

import time

from msgspec import structs
from starlette.requests import Request

from functions.mux_control.webhooks.bodies import SecretBody
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.problems import Problem
from functions.shared.sealing import CannotOpen, CannotSeal
from functions.shared.settings import WebhookSettings, read
from functions.shared.webhooks.hooks import Hook, StoredSecret, new_secret, open_secret, seal_secret

# As long as every Idempotency-Key counts.
ASKED_SECONDS = 24 * 3600

_settings = read(WebhookSettings)


def new_stored(hook: str, asked_by: str, now: float) -> tuple[StoredSecret, str]:
    """A new secret for the webhook of this id: as it is stored, and as it is told."""
    secret = new_secret()
    try:
        sealed = seal_secret(secret, hook=hook, secrets=_settings.key_secrets)
    except CannotSeal:
        detail = "this installation has no WEBHOOK_KEY_SECRET, so it cannot keep a secret; nothing was done"
        raise Problem("unavailable", detail) from None
    return StoredSecret(sealed=sealed, made_at=now, asked_by=asked_by), secret


def told_again(hook: Hook, asked_by: str) -> str | None:
    """The newest secret, where this very request has made it; its answer may have been lost."""
    newest = hook.secrets[0] if hook.secrets else None
    if newest is None or not asked_by or newest.asked_by != asked_by:
        return None
    if newest.made_at + ASKED_SECONDS < time.time():
        return None
    try:
        return open_secret(newest, hook=hook.id, secrets=_settings.key_secrets)
    except CannotOpen:
        return None


def with_secret(hook: Hook, stored: StoredSecret, overlap: float, now: float) -> Hook:
    """The webhook with a new secret; the one before signs for a while, older ones do not."""
    before = [structs.replace(one, until=now + overlap) for one in hook.secrets[:1] if overlap]
    return structs.replace(hook, secrets=(stored, *before), revision=hook.revision + 1, changed_at=now)


async def overlap_of(request: Request) -> tuple[object, int]:
    """The body, and for how long the secret before signs, too (seconds)."""
    raw = await read_json(request)
    return raw, read_body(raw, SecretBody).overlap_seconds
