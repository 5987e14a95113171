"""Refuses stream targets in private networks; a name is looked up, but nobody waits long for that."""

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong

from functions.shared.api.problems import invalid_field
from functions.shared.outputs.stream_reach import check_reach
from functions.shared.outputs.stream_targets import Place, TargetRefused
from functions.shared.settings import StreamSettings, read

# The relay looks it up again, and then has to know: here a slow resolver only holds up other requests.
RESOLVE_SECONDS = 1.0

_settings = read(StreamSettings)
_pool = ThreadPoolExecutor(4, thread_name_prefix="resolver")


def refuse_private(place: Place) -> None:
    """422 for a private host or an odd port; what is not known by now is the relay's to find out."""
    try:
        _pool.submit(check_reach, place, _settings).result(RESOLVE_SECONDS)
    except TookTooLong:
        return
    except TargetRefused as refusal:
        if refusal.reason == "host_unknown":
            return
        raise invalid_field(
            "url", refusal.problem, expected="a host on the public internet and a port of streams"
        ) from None
