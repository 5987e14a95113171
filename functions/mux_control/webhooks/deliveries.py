"""What became of each event that a webhook was to be told: seen, sent again, tried out."""

import time

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.idempotency import command_id
from functions.mux_control.webhooks.hooks import WEBHOOK, find_own
from functions.shared.api.auditing import entry_of
from functions.shared.api.idempotency_keys import idempotency_key
from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, Cursors
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.feed.notices import trial_event
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.webhooks.deliveries import ask_for, deliveries_of, find_asked, find_delivery
from functions.shared.webhooks.deliveries import Attempt, Delivery, Kind, Message, State, delivery_id
from functions.shared.webhooks.hooks import Hook
from functions.shared.webhooks.waking import Wake, wake_hooks

DELIVERIES = f"{WEBHOOK}/deliveries"
DELIVERY = f"{DELIVERIES}/{{delivery}}"
MAX_LIMIT = 100

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


class AttemptView(msgspec.Struct, frozen=True, kw_only=True):
    """One try: `status` and the first 500 bytes of the answer, or why there was none."""

    at: Moment
    milliseconds: int
    status: int | None
    answer: str
    problem: str | None


class DeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """An event for a webhook; `event` is what is sent, and its id is the `webhook-id` of every try."""

    id: str
    kind: Kind
    state: State
    next_at: Moment | None
    attempts: tuple[AttemptView, ...]
    event: object


class Deliveries(msgspec.Struct, frozen=True):
    """A page of deliveries; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[DeliveryView, ...]
    next: str | None


async def list_deliveries(request: Request, grant: Grant) -> Response:
    page = _cursors.page(request, grant, most=MAX_LIMIT)
    hook = find_own(request, grant).hook
    found, last = deliveries_of(hook.domain, hook.id, after=page.after, limit=page.limit)
    more = None if last is None else _cursors.make(last, request, grant)
    body = Deliveries(tuple(map(_view, found)), more)
    return Response(msgspec.json.encode(body), media_type="application/json")


async def get_delivery(request: Request, grant: Grant) -> Response:
    hook = find_own(request, grant).hook
    return Response(msgspec.json.encode(_view(_found(request, hook))), media_type="application/json")


async def redeliver(request: Request, grant: Grant) -> Response:
    hook = find_own(request, grant).hook
    delivery = _found(request, hook)
    known, asked_by = _asked_before(request, grant, hook)
    if known is not None:
        return _accepted(hook, known)
    if delivery.state == "retrying":
        raise Problem("wrong_state", "it is being tried again by itself, see `next_at`")
    return _ask(request, grant, hook, structs.replace(delivery, state="waiting", next_at=None), asked_by)


async def test_webhook(request: Request, grant: Grant) -> Response:
    hook = find_own(request, grant).hook
    known, asked_by = _asked_before(request, grant, hook)
    if known is not None:
        return _accepted(hook, known)
    event = trial_event(hook.name, now=time.time())
    message = Message(id=event.id, type=event.type, at=event.at, body=msgspec.json.encode(event).decode())
    delivery = Delivery(id=delivery_id(message), kind="test", state="waiting", message=message)
    return _ask(request, grant, hook, delivery, asked_by)


def _asked_before(request: Request, grant: Grant, hook: Hook) -> tuple[Delivery | None, str]:
    """The delivery that the same request asked for, and a hash of its Idempotency-Key and of what it asks for."""
    key = idempotency_key(request)
    if key is None:
        return None, ""
    asked_by = command_id(grant, f"{request.url.path} {key}")
    known = find_asked(hook.domain, hook.id, asked_by, now=time.time())
    return (None if known is None else find_delivery(hook.domain, hook.id, known)), asked_by


def _ask(request: Request, grant: Grant, hook: Hook, delivery: Delivery, asked_by: str) -> Response:
    # Where it is asked for already, once is enough.
    ask_for(hook.domain, hook.id, delivery, entry_of(request, grant, "accepted"), asked_by=asked_by, now=time.time())
    wake_hooks([Wake(domain=hook.domain, hook=hook.name, delivery=delivery.id)])
    return _accepted(hook, delivery)


def _accepted(hook: Hook, delivery: Delivery) -> Response:
    place = f"/v1/webhooks/{hook.name}/deliveries/{delivery.id}"
    return Response(msgspec.json.encode(_view(delivery)), 202, {"Location": place}, "application/json")


def _found(request: Request, hook: Hook) -> Delivery:
    name = str(request.path_params["delivery"])
    found = None if "#" in name else find_delivery(hook.domain, hook.id, name)
    if found is None:
        raise Problem("delivery_not_found", f"the webhook has no delivery {name[:64]!r}; they are kept for 30 days")
    return found


def _view(delivery: Delivery) -> DeliveryView:
    return DeliveryView(
        id=delivery.id,
        kind=delivery.kind,
        state=delivery.state,
        next_at=None if delivery.next_at is None else rfc3339(delivery.next_at),
        attempts=tuple(map(_attempt, delivery.attempts)),
        event=msgspec.Raw(delivery.message.body.encode()),
    )


def _attempt(one: Attempt) -> AttemptView:
    return AttemptView(
        at=rfc3339(one.at),
        milliseconds=one.milliseconds,
        status=one.status,
        answer=one.answer,
        problem=one.problem or None,
    )


_CODES = ("webhook_not_found", "delivery_not_found")
OPERATIONS = (
    Operation(
        method="GET", path=DELIVERIES, name="list_deliveries", tag="webhooks", answer=Deliveries,
        read=list_deliveries, codes=("webhook_not_found",),
        queries=(
            Query(
                "limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
                "deliveries a page",
            ),
            Query("cursor", {"type": "string"}, "the `next` of the page before"),
        ),
        summary="What became of each event, newest first, for 30 days: every try with its answer.",
    ),
    Operation(
        method="GET", path=DELIVERY, name="get_delivery", tag="webhooks", answer=DeliveryView,
        read=get_delivery, codes=_CODES, summary="One delivery.",
    ),
    Operation(
        method="POST", path=f"{DELIVERY}/redeliver", name="redeliver", tag="webhooks",
        answer=DeliveryView, read=redeliver, codes=(*_CODES, "wrong_state", "invalid_field"), status=202, keyed=True,
        summary="Send an event once more, with the same id; it is tried once. The delivery tells what came of it.",
    ),
    Operation(
        method="POST", path=f"{WEBHOOK}/test", name="test_webhook", tag="webhooks",
        answer=DeliveryView, read=test_webhook, codes=("webhook_not_found", "invalid_field"), status=202, keyed=True,
        summary="Send an event of type `webhook.test`, whether the webhook is on or not; it is tried once. The answer "
        "names the delivery that tells what came of it.",
    ),
)  # fmt: skip
