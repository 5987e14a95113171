"""A new secret for a webhook; the one before signs beside it until the receiver knows the new one."""

import time

from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.idempotency import command_id
from functions.mux_control.webhooks.bodies import SecretBody, Webhook
from functions.mux_control.webhooks.hooks import BODY_CODES, WEBHOOK, answer, not_found, readings
from functions.mux_control.webhooks.keys import new_stored, overlap_of, told_again, with_secret
from functions.shared.api.auditing import entry_of
from functions.shared.api.idempotency_keys import idempotency_key
from functions.shared.api.operation import Operation
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.tables.webhooks.hooks import FoundHook, Health, put_hook


async def rotate_secret(request: Request, grant: Grant) -> Response:
    raw, overlap = await overlap_of(request)
    key = idempotency_key(request)
    asked_by = "" if key is None else command_id(grant, key)
    for found in readings(request, grant):
        if found is None:
            raise not_found(request)
        secret = told_again(found.hook, asked_by)
        if secret is not None:
            return answer(found, secret=secret)
        require_revision(request, found.hook.revision)
        now = time.time()
        stored, secret = new_stored(found.hook.id, asked_by, now)
        hook = with_secret(found.hook, stored, overlap, now)
        entry = structs.replace(entry_of(request, grant, "done", raw), revision=hook.revision)
        # How well the receiver is has nothing to do with it.
        if put_hook(hook, found, entry, found.health):
            break
    return answer(FoundHook(hook, Health() if found is None else found.health, ""), secret=secret)


OPERATIONS = (
    Operation(
        method="POST", path=f"{WEBHOOK}/secret", name="rotate_webhook_secret", tag="webhooks",
        body=SecretBody, answer=Webhook, read=rotate_secret, keyed=True, codes=("webhook_not_found", *BODY_CODES),
        summary="A new secret, told this once. For a day, or `overlap_seconds`, the one before signs, too.",
    ),
)  # fmt: skip
