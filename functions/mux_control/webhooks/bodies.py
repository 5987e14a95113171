"""What a webhook looks like in the API."""

import re
from collections.abc import Sequence
from typing import Annotated, Final

import msgspec

from functions.mux_control.webhooks.targets import trouble_with_target
from functions.shared.api.bodies import read_body, refusal
from functions.shared.api.field_errors import unknown_name
from functions.shared.api.problems import FieldError, Problem
from functions.shared.feed.events import KINDS
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.grammars.names import trouble_with
from functions.shared.tables.webhooks.hooks import FoundHook
from functions.shared.webhooks.addresses import LONGEST
from functions.shared.webhooks.hooks import Hook, Reason, matches

NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
MOST_PATTERNS, MOST_CONFERENCES = 20, 100
LONGEST_NAME = 64

Pattern = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME)]


class WebhookBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where events are sent, and which."""

    url: Annotated[
        str, msgspec.Meta(max_length=LONGEST, description="https://…; other addresses by WEBHOOK_ALLOWED_TARGETS")
    ]
    events: Annotated[
        tuple[Pattern, ...],
        msgspec.Meta(min_length=1, max_length=MOST_PATTERNS, description="`*`, `member.*`, `member.joined` …"),
    ] = ("*",)
    conferences: Annotated[
        tuple[Name, ...], msgspec.Meta(min_length=1, max_length=MOST_CONFERENCES, description="names, or `*`")
    ] = ("*",)
    enabled: bool = True


class SecretBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """For how long the secret before this one signs, too: a day, unless something else is said."""

    overlap_seconds: Annotated[int, msgspec.Meta(ge=0, le=7 * 24 * 3600)] = 24 * 3600


class SecretView(msgspec.Struct, frozen=True, kw_only=True):
    """A secret that signs; `until`: when it ends, null for the newest."""

    made_at: Moment
    until: Moment | None


class DisabledView(msgspec.Struct, frozen=True, kw_only=True):
    """Why it was switched off without being asked: `gone` (410), or `failing` for a day."""

    reason: Reason
    at: Moment
    detail: str


class FailingView(msgspec.Struct, frozen=True, kw_only=True):
    """Tries that failed one after the other, and when the next one may be made."""

    since: Moment
    failures: int
    retry_at: Moment


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """A webhook; `secret` is told once, in the answer to the request that made it."""

    name: str
    url: str
    events: tuple[str, ...]
    conferences: tuple[str, ...]
    enabled: bool
    disabled: DisabledView | None
    failing: FailingView | None
    revision: int
    created_at: Moment
    changed_at: Moment
    secrets: tuple[SecretView, ...]
    secret: str | None = None


class Webhooks(msgspec.Struct, frozen=True):
    """The domain's webhooks, by name."""

    items: tuple[Webhook, ...]


def read_webhook(raw: object) -> WebhookBody:
    """Read a body; 422 names every field that is wrong."""
    body = read_body(raw, WebhookBody)
    errors = [*_wrong_patterns(body.events), *_wrong_names(body.conferences)]
    if trouble := trouble_with_target(body.url):
        errors.insert(0, FieldError(field="url", problem=trouble, expected="https://host/path on the public internet"))
    if errors:
        raise refusal(errors, "the webhook cannot be taken")
    return body


def check_name(name: str) -> None:
    """Refuse a name that no webhook has: 422."""
    if not NAME.fullmatch(name):
        wanted = "1 to 64 of a-z, 0-9, dot, underscore, dash; a letter or digit first"
        error = FieldError(field="name", problem="is not a name of a webhook", value=name[:64], expected=wanted)
        raise Problem("invalid_field", "name: is not a name of a webhook", (error,))


def view_of(found: FoundHook, *, now: float, secret: str | None = None) -> Webhook:
    """A webhook as it is shown."""
    hook, health = found.hook, found.health
    off = hook.disabled
    return Webhook(
        name=hook.name,
        url=hook.url,
        events=hook.events,
        conferences=hook.conferences,
        enabled=hook.enabled,
        disabled=None if off is None else DisabledView(reason=off.reason, at=rfc3339(off.at), detail=off.detail),
        failing=_failing(found) if health.failures else None,
        revision=hook.revision,
        created_at=rfc3339(hook.created_at),
        changed_at=rfc3339(hook.changed_at),
        secrets=_secrets(hook, now),
        secret=secret,
    )


def _failing(found: FoundHook) -> FailingView:
    health = found.health
    return FailingView(since=rfc3339(health.since), failures=health.failures, retry_at=rfc3339(health.retry_at))


def _secrets(hook: Hook, now: float) -> tuple[SecretView, ...]:
    good = [one for one in hook.secrets if one.until is None or one.until > now]
    return tuple(
        SecretView(made_at=rfc3339(one.made_at), until=None if one.until is None else rfc3339(one.until))
        for one in good
    )


def _wrong_patterns(patterns: Sequence[str]) -> list[FieldError]:
    known = {*KINDS, "*", *(f"{kind.partition('.')[0]}.*" for kind in KINDS if "." in kind)}
    return [
        FieldError(field=f"events[{place}]", problem="takes no event", value=one, expected=unknown_name(one, known))
        for place, one in enumerate(patterns)
        if not any(matches(one, kind) for kind in KINDS)
    ]


def _wrong_names(names: Sequence[str]) -> list[FieldError]:
    errors = []
    for place, name in enumerate(names):
        trouble = "stands for all, so no other may stand beside it" if name == "*" and len(names) > 1 else ""
        trouble = trouble or trouble_with(name) or ("has a #" if "#" in name else "")
        if trouble:
            errors.append(FieldError(field=f"conferences[{place}]", problem=trouble, value=name[:LONGEST_NAME]))
    return errors
