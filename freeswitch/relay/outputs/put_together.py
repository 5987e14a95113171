"""Puts the recordings and streams of a relay together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.outputs.all_outputs import Outputs
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.outputs.switchboard import Switchboard
from freeswitch.relay.switch.link import Link
from functions.shared.outputs.recording_storage import check_storage, storage_of
from functions.shared.settings import (
    AssetSettings,
    OutputSettings,
    RecordingSettings,
    RelaySettings,
    ShelfSettings,
    StreamSettings,
    read,
)
from functions.shared.telemetry.metric_names import RelayMetric


@dataclass(frozen=True)
class AllOutputSettings:
    """What is read from the environment for them."""

    outputs: OutputSettings = field(default_factory=lambda: read(OutputSettings))
    recordings: RecordingSettings = field(default_factory=lambda: read(RecordingSettings))
    streams: StreamSettings = field(default_factory=lambda: read(StreamSettings))
    assets: AssetSettings = field(default_factory=lambda: read(AssetSettings))
    shelf: ShelfSettings = field(default_factory=lambda: read(ShelfSettings))


def make_outputs(
    settings: RelaySettings,
    plain: PlainRuns,
    link: Link,
    rooms: Rooms,
    *,
    writer: StateWriter,
    clock: Clock,
    found: AllOutputSettings,
    term: Callable[[], int | None],
    count: Callable[[RelayMetric], None],
) -> Outputs:
    """All outputs of the node."""
    # A mistake in the settings shows at the start, not when the first recording is over.
    check_storage(found.recordings)
    forged = partial(count, "OutputsForged")
    means = Means(
        node=settings.node,
        switch=Switchboard(plain, link, clock),
        clock=clock,
        root=Path(settings.recordings_root).absolute(),
        outputs=found.outputs,
        recordings=found.recordings,
        streams=found.streams,
        room=rooms.get,
        count=count,
        forged=forged,
        term=term,
    )

    def retention_days(domain: str) -> int:
        return storage_of(domain, found.recordings).retention_days

    rows = OutputRows(clock, retention_days, writer, lambda: term() is not None, forged)
    return Outputs(means, rooms, writer, rows)
