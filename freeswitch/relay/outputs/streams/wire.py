"""One stream's connection: whether it moves, is stuck, or is gone, as far as this machine can tell."""

from typing import Literal

from freeswitch.relay.outputs.connections import Connections
from functions.shared.outputs.stream_targets import read_target
from functions.shared.reach.hosts import Resolve, literal_address

Flow = Literal["moves", "stuck", "gone"]

# Encoders and networks pause; services show a stream as broken after ten to thirty seconds.
STALL_SECONDS = 15.0
# By then it will hardly go on by itself.
GIVE_UP_SECONDS = 30.0
# FreeSWITCH may be about to notice by itself.
GONE_SECONDS = 3.0


class Wire:
    """Looked at from when FreeSWITCH has opened the stream; what was never seen here is taken to move."""

    def __init__(self, url: str, connections: Connections, resolve: Resolve) -> None:
        self._url, self._connections, self._resolve = url, connections, resolve
        self._addresses: frozenset[str] | None = None
        self._seen_at: float | None = None

    def flow(self, now: float) -> Flow:
        place = read_target(self._url)
        if self._addresses is None:
            self._addresses = self._resolved(place.host, place.port)
        if self._connections.there(self._addresses, place.port, now):
            self._seen_at = now
            stuck = self._connections.stuck_for(self._addresses, place.port, now)
            if stuck >= GIVE_UP_SECONDS:
                return "gone"
            return "stuck" if stuck >= STALL_SECONDS else "moves"
        return "gone" if self._seen_at is not None and now - self._seen_at >= GONE_SECONDS else "moves"

    def _resolved(self, host: str, port: int) -> frozenset[str]:
        if literal_address(host) is not None:
            return frozenset({host})
        try:
            return frozenset(self._resolve(host, port))
        except OSError:
            # Then nothing is seen, and FreeSWITCH's word is all there is.
            return frozenset()
