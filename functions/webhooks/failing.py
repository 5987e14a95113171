"""A receiver that does not take what it is sent: when it is tried again, and when no more."""

from dataclasses import replace

from msgspec import structs

from functions.shared.audit.entry import Entry, kept_until
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.people import audit_days
from functions.shared.tables.webhooks.cursors import Cursor, waiting_cursors
from functions.shared.tables.webhooks.hooks import FoundHook, Health, find_hook, note_failure, note_success, put_hook
from functions.shared.telemetry.observations import count, logger
from functions.shared.webhooks.deliveries import Attempt
from functions.shared.webhooks.hooks import Disabled, Reason
from functions.shared.webhooks.waking import Wake, wake_hooks
from functions.webhooks.backing_off import GIVE_UP_SECONDS, pause_after
from functions.webhooks.means import Means

# How often somebody else may change a webhook while it is switched off.
TRIES = 5


def note_failed(found: FoundHook, cursor: Cursor, attempt: Attempt, means: Means) -> float | None:
    """Note a try that failed; returns when the next one may be made (seconds since 1970), None where there is none."""
    now, health = means.clock(), found.health
    if attempt.gone:
        disable(found, "gone", attempt.problem, now)
        return None
    # Its own event, or all that it was sent: one of them has failed for a day.
    since = min(cursor.failing_since or now, health.since or now)
    if now - since >= GIVE_UP_SECONDS:
        disable(found, "failing", f"for a day nothing was taken: {attempt.problem}", now)
        return None
    chance = means.chance()
    retry_at = now + pause_after(cursor.failures + 1, asked=attempt.retry_after, chance=chance)
    if attempt.is_about_the_event:
        # It is there: what else waits for it goes on.
        if health.failures:
            note_taken(found)
        return retry_at
    again = now + pause_after(health.failures + 1, asked=attempt.retry_after, chance=chance)
    note_failure(found.hook, health, retry_at=again, now=now)
    return max(retry_at, again)


def note_taken(found: FoundHook) -> FoundHook:
    """A receiver that failed is well: what waits for it goes on at once."""
    note_success(found.hook)
    hook = found.hook
    waiting = waiting_cursors(hook.domain, hook.id)
    wake_hooks(Wake(domain=hook.domain, hook=hook.name, conference=one.conference) for one in waiting)
    return replace(found, health=Health())


def disable(found: FoundHook, reason: Reason, detail: str, now: float) -> None:
    """Switch a webhook off, with an entry in the audit.

    Raises:
        TablesUnavailable: others kept changing it; the next try finds the same.
    """
    hook = found.hook
    for _ in range(TRIES):
        current = find_hook(hook.domain, hook.name)
        if current is None or current.hook.id != hook.id or not current.hook.enabled:
            return
        off = structs.replace(
            current.hook,
            enabled=False,
            disabled=Disabled(reason=reason, at=now, detail=detail),
            revision=current.hook.revision + 1,
            changed_at=now,
        )
        entry = Entry(
            domain=hook.domain,
            at=now,
            operation="disable_webhook",
            result="done",
            object=f"webhook {hook.name}",
            revision=off.revision,
            reason=reason,
            detail=detail,
            expires=kept_until(now, audit_days(hook.domain)),
        )
        if put_hook(off, current, entry):
            count("WebhooksDisabled")
            logger.warning("a webhook was switched off", extra={"webhook": hook.name, "reason": reason})
            return
    raise TablesUnavailable(f"others kept changing the webhook {hook.name}")
