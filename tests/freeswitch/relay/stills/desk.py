"""The storing of stills alone: a folder, a clock, tables, and processes that answer as a test wants them to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import gevent
from moto import mock_aws

from freeswitch.relay.children.child_process import Answer, ChildProcesses, Limits
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.stills.order import StoreOrder, StoreResult
from freeswitch.relay.stills.storing import Storing
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.outputs.stills import StillRow, StillState
from functions.shared.tables.claims import ClaimsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.stills import find_still, write_still
from functions.shared.tables.history.feed import FeedItem
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import NODE
from tests.freeswitch.relay.stills.scene import BUCKET
from tests.tables import make_tables


class Answering(ChildProcesses):
    """Processes that answer as a test wants them to, for each still."""

    def __init__(self, says: Callable[[str], StoreResult]) -> None:
        super().__init__("nothing")
        self._says = says
        self.begun: list[str] = []

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        assert limits.quiet <= limits.most
        still = paper.stem.removeprefix("still-")
        self.begun.append(still)
        said = self._says(still)
        assert isinstance(said, answer)
        return said


@dataclass
class Desk:
    """The storing alone: a folder, a clock, tables."""

    folder: Folder
    clock: FakeClock

    def storing(self, says: Callable[[str], StoreResult]) -> tuple[Storing, Answering]:
        processes = Answering(says)
        feed = StateWriter(NODE, self.clock, Metrics(NODE, print))
        return Storing(self.folder, NODE, self.clock, feed, processes), processes

    def keep(self, *stills: str, told_after: int | None = None) -> None:
        """The picture and the order of each, and its row, which knows a seq from before it was written."""
        for still in stills:
            self.folder.picture(still).write_bytes(b"?")
            row = StillRow(
                state=StillState(
                    id=still,
                    conference="internal",
                    state="processing",
                    taken_at="2026-01-01T00:00:00Z",
                    width=320,
                    height=180,
                    bytes=1,
                    sha256="ab",
                    expires_at="2026-01-02T00:00:00Z",
                ),
                conference_uuid="u1",
                domain="example.com",
                node=NODE,
                bucket=BUCKET,
                key=still,
                expires=self.clock.now + 3600,
                told_after=told_after,
            )
            self.folder.keep(StoreOrder(row=row, region="us-east-1"))
            write_still(row)

    def turn(self, storing: Storing, seconds: float) -> None:
        for _ in range(int(seconds)):
            self.clock.move(1.0)
            storing.run_once()
            gevent.sleep(0)
            storing.join(1.0)

    def state(self, still: str) -> tuple[str, str | None]:
        row = find_still("internal", still, now=self.clock.now)
        assert row is not None
        return row.state.state, row.state.reason


@contextmanager
def desk_in(folder: Path) -> Iterator[Desk]:
    stills = Folder(str(folder))
    stills.prepare()
    with mock_aws():
        make_tables((ConferencesItem, FeedItem, ClaimsItem))
        yield Desk(stills, FakeClock())


def good(_: str) -> StoreResult:
    return StoreResult(stored=True)
