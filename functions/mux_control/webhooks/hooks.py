"""The domain's webhooks: seen, made, changed, removed."""

import secrets as randomness
import time
from collections.abc import Iterator

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.idempotency import command_id
from functions.mux_control.webhooks.bodies import Webhook, WebhookBody, Webhooks, check_name, read_webhook, view_of
from functions.mux_control.webhooks.keys import new_stored, told_again
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_json
from functions.shared.api.idempotency_keys import idempotency_key
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.tables.webhooks.hooks import FoundHook, Health, delete_hook, find_hook, hooks_of, put_hook
from functions.shared.webhooks.hooks import MOST_HOOKS, Hook
from functions.shared.webhooks.waking import Wake, wake_hooks

WEBHOOKS = "/v1/webhooks"
WEBHOOK = f"{WEBHOOKS}/{{webhook}}"
# How often others may change it while it is changed.
TRIES = 5
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")


async def list_webhooks(_: Request, grant: Grant) -> Response:
    now = time.time()
    items = tuple(view_of(one, now=now) for one in hooks_of(grant.domain) if _covers(grant, one.hook.conferences))
    return Response(msgspec.json.encode(Webhooks(items)), media_type="application/json")


async def get_webhook(request: Request, grant: Grant) -> Response:
    return answer(find_own(request, grant))


async def put_webhook(request: Request, grant: Grant) -> Response:
    name = str(request.path_params["webhook"])
    check_name(name)
    raw = await read_json(request)
    body = read_webhook(raw)
    if not _covers(grant, body.conferences):
        raise Problem("missing_ability", "the token does not cover all of these conferences")
    key = idempotency_key(request)
    asked_by = "" if key is None else command_id(grant, key)
    for found in readings(request, grant):
        now = time.time()
        secret: str | None
        if found is None:
            _require_room(grant)
            require_revision(request, None)
            hook, secret = _made(name, grant.domain, body, asked_by, now)
        else:
            secret = told_again(found.hook, asked_by)
            if secret is not None and _says(found.hook, body):
                return answer(found, secret=secret, status=201)
            require_revision(request, found.hook.revision)
            hook, secret = _changed(found.hook, body, now), None
        entry = structs.replace(entry_of(request, grant, "done", raw), revision=hook.revision)
        if put_hook(hook, found, entry):
            break
    if hook.enabled:
        wake_hooks([Wake(domain=hook.domain, hook=hook.name)])
    return answer(FoundHook(hook, Health(), ""), secret=secret, status=200 if found else 201)


async def delete_webhook(request: Request, grant: Grant) -> Response:
    for found in readings(request, grant):
        if found is None:
            raise not_found(request)
        require_revision(request, found.hook.revision)
        entry = structs.replace(entry_of(request, grant, "done"), revision=found.hook.revision)
        if delete_hook(found, entry):
            break
    return Response(status_code=204)


def find_own(request: Request, grant: Grant) -> FoundHook:
    """The webhook that the path names; 404 for one of conferences that the token does not cover."""
    found = find_hook(grant.domain, str(request.path_params["webhook"]))
    if found is None or not _covers(grant, found.hook.conferences):
        raise not_found(request)
    return found


def readings(request: Request, grant: Grant) -> Iterator[FoundHook | None]:
    """Read the webhook until what follows from it could be written.

    Raises:
        Problem: 412 where somebody else has changed it meanwhile, 503 where others never stop.
    """
    first = _read(request, grant)
    yield first
    for _ in range(TRIES - 1):
        again = _read(request, grant)
        if (again is None) != (first is None) or (again and first and again.hook.revision != first.hook.revision):
            raise Problem("revision_moved", "somebody else has just changed the webhook; read it again")
        yield again
    raise unavailable("others keep changing the webhook; nothing was done")


def answer(found: FoundHook, *, secret: str | None = None, status: int = 200) -> Response:
    headers = {"ETag": f'"{found.hook.revision}"', "Cache-Control": "no-store"}
    body = msgspec.json.encode(view_of(found, now=time.time(), secret=secret))
    return Response(body, status, headers, "application/json")


def not_found(request: Request) -> Problem:
    return Problem("webhook_not_found", f"there is no webhook {str(request.path_params['webhook'])[:64]!r}")


def _read(request: Request, grant: Grant) -> FoundHook | None:
    found = find_hook(grant.domain, str(request.path_params["webhook"]))
    if found is not None and not _covers(grant, found.hook.conferences):
        raise not_found(request)
    return found


def _covers(grant: Grant, conferences: tuple[str, ...]) -> bool:
    return "*" in grant.conferences or all(name != "*" and grant.covers(name) for name in conferences)


def _require_room(grant: Grant) -> None:
    if len(hooks_of(grant.domain)) >= MOST_HOOKS:
        raise Problem("webhook_limit", f"a domain has {MOST_HOOKS} webhooks at most; delete one first")


def _made(name: str, domain: str, body: WebhookBody, asked_by: str, now: float) -> tuple[Hook, str]:
    new_id = randomness.token_hex(8)
    stored, secret = new_stored(new_id, asked_by, now)
    hook = Hook(
        id=new_id,
        name=name,
        domain=domain,
        url=body.url,
        events=body.events,
        conferences=body.conferences,
        enabled=body.enabled,
        secrets=(stored,),
        created_at=now,
        changed_at=now,
        since=now,
        resumed_at=now,
    )
    return hook, secret


def _changed(hook: Hook, body: WebhookBody, now: float) -> Hook:
    resumed = body.enabled and not hook.enabled
    return structs.replace(
        hook,
        url=body.url,
        events=body.events,
        conferences=body.conferences,
        enabled=body.enabled,
        disabled=None if body.enabled else hook.disabled,
        revision=hook.revision + 1,
        changed_at=now,
        # Of conferences that it is told of from now on nothing from before.
        since=hook.since if body.conferences == hook.conferences else now,
        resumed_at=now if resumed else hook.resumed_at,
    )


def _says(hook: Hook, body: WebhookBody) -> bool:
    return (hook.url, hook.events, hook.conferences, hook.enabled) == (
        body.url, body.events, body.conferences, body.enabled
    )  # fmt: skip


OPERATIONS = (
    Operation(
        method="GET", path=WEBHOOKS, name="list_webhooks", tag="webhooks", answer=Webhooks,
        read=list_webhooks, summary="The domain's webhooks: servers that are told what happens (docs/webhooks.md).",
    ),
    Operation(
        method="GET", path=WEBHOOK, name="get_webhook", tag="webhooks", answer=Webhook,
        read=get_webhook, codes=("webhook_not_found",), summary="A webhook, and how well its receiver is.",
    ),
    Operation(
        method="PUT", path=WEBHOOK, name="put_webhook", tag="webhooks", body=WebhookBody,
        answer=Webhook, read=put_webhook, makes=True, keyed=True,
        codes=("webhook_not_found", "webhook_limit", *BODY_CODES),
        summary="Make a webhook (201, and `secret` is told this once) or change it. What happens from then on is "
        "sent to `url`, one event a request, signed as Standard Webhooks say.",
    ),
    Operation(
        method="DELETE", path=WEBHOOK, name="delete_webhook", tag="webhooks", read=delete_webhook,
        codes=("webhook_not_found", "revision_moved"),
        summary="Remove a webhook. A try that is under way ends; nothing is sent after it.",
    ),
)  # fmt: skip
