"""Refuses addresses of webhooks that nothing may be sent to; a name is looked up, but nobody waits long for that."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from functions.shared.settings import WebhookSettings, read
from functions.shared.webhooks.addresses import TargetRefused, reachable, read_target

# It is looked up again before every try, and then what is not known now has to be.
RESOLVE_SECONDS = 1.0

_settings = read(WebhookSettings)
_pool = ThreadPoolExecutor(4, thread_name_prefix="resolver")


def trouble_with_target(url: str) -> str:
    """Say why nothing can be sent there, empty where something can, or nobody knows yet."""
    try:
        target = read_target(url)
        if target.scheme != "https" and not _settings.allowed_targets:
            return "is not https://…"
        _pool.submit(reachable, target, _settings.allowed_targets).result(RESOLVE_SECONDS)
    except TookTooLong:
        return ""
    except TargetRefused as refusal:
        return "" if refusal.reason == "host_unknown" else refusal.problem
    return ""
