"""One round: what the queue brought, each webhook and conference on a thread of its own: none waits for another."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from typing import Any, Final

import msgspec

from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.webhooks.hooks import find_hook, hooks_of
from functions.shared.telemetry.observations import count, logger
from functions.shared.webhooks.hooks import MOST_HOOKS
from functions.shared.webhooks.waking import Wake, wake_hooks
from functions.webhooks.errands import run_errand
from functions.webhooks.looking import look_at
from functions.webhooks.means import Means
from functions.webhooks.telling import tell

# As template.yaml has it; each message is for as many webhooks as a domain has.
BATCH: Final = 5
# Then what is left is woken again: Lambda ends it after 75 s, and one try takes ten.
BUDGET_SECONDS: Final = 40.0

Job = Callable[[], None]

_threads = ThreadPoolExecutor(BATCH * MOST_HOOKS, thread_name_prefix="webhook")


def run_round(records: Sequence[Mapping[str, Any]], means: Means) -> list[str]:
    """Do what these messages are for; returns the ids of those that are to come once more."""
    until = means.clock() + BUDGET_SECONDS
    wakes: dict[Wake, list[str]] = {}
    for record in records:
        try:
            wake = msgspec.json.decode(record["body"], type=Wake)
        except msgspec.DecodeError as error:
            # It will be no better the next time.
            logger.error("a wake cannot be read", extra={"reason": str(error)})
            continue
        wakes.setdefault(wake, []).append(str(record["messageId"]))
    failed: list[str] = []
    running: list[tuple[Wake, Future[None]]] = []
    for wake, ids in wakes.items():
        try:
            jobs = _jobs(wake, means, until)
        except TablesUnavailable as error:
            _tell(wake, error)
            failed += ids
            continue
        running += [(wake, _threads.submit(copy_context().run, job)) for job in jobs]
    for wake, each in running:
        try:
            each.result()
        except TablesUnavailable as error:
            _tell(wake, error)
            failed += wakes[wake]
        except Exception:  # noqa: BLE001  # whatever it is, logged and counted: the others are done all the same
            count("UnexpectedErrors")
            logger.exception("a webhook was not told", extra={"domain": wake.domain, "webhook": wake.hook})
            failed += wakes[wake]
    return sorted(set(failed))


def _jobs(wake: Wake, means: Means, until: float) -> list[Job]:
    if not wake.hook:
        there = [one for one in hooks_of(wake.domain) if one.hook.enabled and one.hook.covers(wake.conference)]
        return [partial(tell, one, wake.conference, means, until=until, seq=wake.seq) for one in there]
    found = find_hook(wake.domain, wake.hook)
    if found is None:
        return []
    if wake.delivery:
        return [partial(run_errand, found, wake.delivery, means)]
    if wake.conference:
        return [partial(tell, found, wake.conference, means, until=until, seq=wake.seq)]
    return [lambda: wake_hooks(look_at(found, means.clock()))] if found.hook.enabled else []


def _tell(wake: Wake, error: TablesUnavailable) -> None:
    count("TablesUnavailable")
    logger.error(
        "a webhook waits for the tables",
        extra={"domain": wake.domain, "webhook": wake.hook, "conference": wake.conference, "reason": str(error)},
    )
