"""Those who carry out the steps of commands, put together: each kind of step has one that does it."""

from collections.abc import Callable

from freeswitch.relay.assets.judging import Judging
from freeswitch.relay.assets.placing import Placing
from freeswitch.relay.assets.shelf import Shelf
from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.edge import Edge
from freeswitch.relay.commands.execution import Execution
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.tries import Places
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.hosting.moving import Moves
from freeswitch.relay.hosting.standings import Standings
from freeswitch.relay.outputs.put_together import AllOutputSettings, make_outputs
from freeswitch.relay.speech.speaking import Speech
from freeswitch.relay.stills.taking import Stills
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from functions.shared.settings import RelaySettings
from functions.shared.telemetry.metric_names import RelayMetric


class Executors:
    """`execution` gives each step of a command to who does it; only uploads are looked at without it.

    Args:
        term: how often the lease was taken; None without it.
        count: counts one in the metrics.
        checkpoint: told how far each command has come.
    """

    def __init__(
        self,
        settings: RelaySettings,
        region: str,
        link: Link,
        rooms: Rooms,
        *,
        watches: Watches,
        writer: StateWriter,
        clock: Clock,
        found: AllOutputSettings,
        term: Callable[[], int | None],
        count: Callable[[RelayMetric], None],
        checkpoint: Callable[[str], None],
    ) -> None:
        places = Places(settings.recordings_root, settings.images_root, settings.stills_root)
        plain = PlainRuns(link, rooms, watches, clock, places, node=settings.node, checkpoint=checkpoint)
        self.outputs = make_outputs(
            settings,
            plain,
            link,
            rooms,
            writer=writer,
            clock=clock,
            found=found,
            term=term,
            count=count,
        )
        self.stills = Stills(plain, settings, found.recordings, clock, writer)
        self.speech = Speech(plain, settings.stills_root)
        self.judging = Judging(settings.node, found.assets.bucket, region, clock)
        shelf = Shelf(found.shelf.root, found.shelf.most_bytes)
        self.placing = Placing(settings.node, shelf, found.assets.bucket, region, clock)
        self.execution = Execution(
            plain,
            outputs=self.outputs,
            stills=self.stills,
            speech=self.speech,
            standings=Standings(plain, writer, clock, rooms),
            moves=Moves(settings.node, link, rooms, clock, checkpoint),
            assets=self.placing,
            rooms=rooms,
            edge=Edge(settings.edge_url),
        )
