"""A delivery that somebody asked for: tried once, in no order with the others, whether the webhook is on or not."""

from uuid import uuid4

from functions.shared.tables.webhooks.deliveries import end_errand, find_delivery, record, take_errand
from functions.shared.tables.webhooks.hooks import FoundHook
from functions.webhooks.means import Means
from functions.webhooks.trying import try_once


def run_errand(found: FoundHook, delivery: str, means: Means) -> None:
    """Try it; twice is possible where a function was killed in the middle, with the same id.

    Raises:
        TablesUnavailable: it is to be asked for again.
    """
    hook = found.hook
    if not take_errand(hook.domain, hook.id, delivery, owner=uuid4().hex, now=means.clock()):
        return
    wanted = find_delivery(hook.domain, hook.id, delivery)
    if wanted is not None:
        with means.sender() as sending:
            attempt = try_once(hook, wanted.message, means, sending)
        record(hook.domain, hook.id, wanted, attempt, next_at=None, again=False, is_first=False)
    end_errand(hook.domain, hook.id, delivery)
