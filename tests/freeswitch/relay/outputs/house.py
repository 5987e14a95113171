"""All outputs of a node with real tables and a disk; the switch and the time are a test's."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import gevent
import msgspec
from moto import mock_aws

from freeswitch.relay.children.child_process import Answer, ChildProcesses, Limits
from freeswitch.relay.conferences.follower import Follower
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.finishing.order import Finished
from freeswitch.relay.outputs.all_outputs import Outputs
from freeswitch.relay.outputs.recordings import whose
from freeswitch.relay.outputs.rows import OutputRows
from freeswitch.relay.switch.esl import EslConnection
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.link import Link
from freeswitch.relay.switch.watches import Watches
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.commands import kind_of
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.state import OutputLife, RecordingState
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.commands.erasures import wish_erasure
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.history.feed import FeedItem
from tests.freeswitch.relay.outputs.switch import World
from tests.outputs import put
from tests.tables import make_tables

READY = Finished(state="ready", bytes=1, sha256="ab", has_video=True, has_sound=True, incomplete=False)


class Finishing(ChildProcesses):
    """Every recording is finished at once."""

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        assert paper.exists()
        assert limits.quiet <= limits.most
        result = msgspec.structs.replace(READY, file=str(paper.with_name(paper.name.replace("order.json", "out.mp4"))))
        assert isinstance(result, answer)
        return result


@dataclass
class House:
    """What a test plays in; there is one meeting, `internal`."""

    world: World
    outputs: Outputs
    follower: Follower
    term: list[int | None] = field(default_factory=lambda: [1])

    def turn(self, seconds: float = 0.25) -> None:
        """Let the loop turn for so long."""
        for _ in range(max(1, int(seconds / 0.25))):
            self.outputs.run_once()
            gevent.sleep(0)
            self.outputs._jobs.join(timeout=0.05)
            self.world.clock.move(0.25)

    def begin_anew(self) -> None:
        """As a relay that has just taken the lease."""
        self.term[0] = (self.term[0] or 0) + 1

    def row(self, output_id: str) -> RecordingRow:
        row = find_output("internal", "recording", output_id)
        assert row is not None
        return row

    def said(self, output_id: str) -> list[str]:
        """What FreeSWITCH was told about a recording."""
        commands = self.world.switch.commands
        return [kind_of(command) for command in commands if getattr(command, "recording", "") == output_id]

    def put(self, output_id: str, state: OutputLife, *, meeting: str = "meeting-1", **job: object) -> None:
        """A recording that an earlier relay has left, and that the API wants gone where `erase` says so."""
        row = RecordingRow(
            conference="internal",
            conference_uuid=meeting,
            state=RecordingState(id=output_id, state=state, format="mp4", stored="s3"),
            job=RecordingJob(node="fs1", domain="example.com", **job),  # type: ignore[arg-type]  # the test names them
        )
        if row.job.erase:
            wish_erasure(row, now=self.world.clock.time())
        whose.note(row, self.world.root, row.job.leftovers)
        put(row)

    def file(self, name: str) -> str:
        """A file below the recordings' root."""
        path = self.world.root / "internal" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"?")
        return str(path)

    def stuck_file(self, name: str) -> str:
        """A path that cannot be unlinked, whoever we are."""
        path = self.world.root / "internal" / name
        path.mkdir(parents=True)
        return str(path)


@contextmanager
def house(root: Path, world: World | None = None) -> Iterator[House]:
    """Outputs whose relay holds the lease and knows its one meeting."""
    world = world or World(root)
    assert world.room is not None
    with mock_aws():
        make_tables((CommandsItem, ConferencesItem, FeedItem, ClaimsItem))
        metrics, queue = Metrics("fs1", print), EventQueue()
        writer = StateWriter("fs1", world.clock, metrics)
        link = Link(no_connection, queue, world.clock, metrics)
        rooms = Rooms()
        follower = Follower(link, queue, rooms, writer=writer, watches=Watches(), clock=world.clock, metrics=metrics)
        rooms._by_uuid[world.room.uuid] = world.room
        rooms.ready.set()
        # Nobody's camera is on, so that files may stand still.
        world.switch.video = False
        means = world.means()
        means.room = rooms.get
        term: list[int | None] = [1]
        means.term = lambda: term[0]
        rows = OutputRows(world.clock, lambda _domain: 0, writer, lambda: term[0] is not None, means.forged)
        outputs = Outputs(means, rooms, writer, rows)
        outputs.finisher.processes = Finishing("nothing")
        yield House(world, outputs, follower, term)
        outputs.leave()


def no_connection(**_: object) -> EslConnection:
    raise AssertionError("nobody connects here")
