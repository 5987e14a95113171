"""What every recording and stream works with."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import gevent

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.tries import NOTHING, Extra
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.outputs.connections import Connections
from freeswitch.relay.outputs.restarts import Budget
from freeswitch.relay.switch.event_values import rfc3339
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.commands import PlainCommand
from functions.shared.outputs.jobs import OutputRow
from functions.shared.reach.hosts import Resolve, resolve_host
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.telemetry.metric_names import RelayMetric

# The reason in the row of one that cannot be worked on, for nobody thought of it; the log tells more.
RELAY_ERROR = "relay_error"
# The system's own resolver may ask several servers several times.
RESOLVE_SECONDS = 10.0


class Switch(Protocol):
    """What is asked of FreeSWITCH; see `switchboard`."""

    def run(self, step: PlainCommand, conference_uuid: str, seconds: float, extra: Extra = NOTHING) -> Step: ...

    def listed(self, room: Room) -> dict[str, bool] | None: ...

    def has_video(self, room: Room) -> bool | None: ...


def resolve_in_time(host: str, port: int) -> list[str]:
    """The addresses of a host.

    Raises:
        OSError: there are none, or nobody says so in time.
    """
    found: list[str] | None = gevent.with_timeout(RESOLVE_SECONDS, resolve_host, host, port, timeout_value=None)
    if found is None:
        raise OSError(f"{host} was looked up for {RESOLVE_SECONDS:g} s without an answer")
    return found


@dataclass
class Means:
    """The switch, the time, the places and the limits."""

    node: str
    switch: Switch
    clock: Clock
    root: Path
    outputs: OutputSettings
    recordings: RecordingSettings
    streams: StreamSettings
    room: Callable[[str], Room | None]
    # Told after every change of a row; the row is written soon.
    changed: Callable[[OutputRow], None] = lambda _row: None
    count: Callable[[RelayMetric], None] = lambda _name: None
    # Told of each row that no relay of this node has written.
    forged: Callable[[], None] = lambda: None
    # The term of the lease, None without one: what was learnt in an earlier term is not ours to act on.
    term: Callable[[], int | None] = lambda: 1
    resolve: Resolve = resolve_in_time
    connections: Connections = field(default_factory=Connections)
    chance: Callable[[], float] = random.random
    # A file's trouble is rarely over within seconds.
    file_budget: Budget = field(default_factory=lambda: Budget(20, 600.0, first=0.5, longest=15.0))

    @property
    def stream_budget(self) -> Budget:
        return Budget(self.outputs.restarts, self.outputs.restart_seconds)

    def now(self) -> float:
        return self.clock.monotonic()

    def stamp(self) -> str:
        return rfc3339(self.clock.time())

    def seen(self, kind: str) -> Step:
        """A wish that was fulfilled already."""
        return Step(kind=kind, state="confirmed", evidence=Evidence(kind="state", at=self.stamp()))
