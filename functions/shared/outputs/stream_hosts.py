"""Whether a stream may go to a host, as far as that is known in a moment: names are looked up, not waited for."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from functions.shared.outputs.stream_reach import check_reach
from functions.shared.outputs.stream_targets import Place, TargetRefused
from functions.shared.settings import StreamSettings

# The relay looks it up again, and then has to know: here a slow resolver only holds up other requests.
RESOLVE_SECONDS = 1.0

_pool = ThreadPoolExecutor(4, thread_name_prefix="resolver")


def trouble_by_now(place: Place, settings: StreamSettings) -> str:
    """Why it may not be streamed to: a private host, an odd port; nothing for what is not known by now."""
    try:
        _pool.submit(check_reach, place, settings).result(RESOLVE_SECONDS)
    except TookTooLong:
        return ""
    except TargetRefused as refusal:
        return "" if refusal.reason == "host_unknown" else refusal.problem
    return ""
