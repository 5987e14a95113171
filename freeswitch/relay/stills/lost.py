"""Stills whose rows wait for pictures that are not here: they went with the node's memory, or were of no use."""

from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.stills.folder import Folder
from freeswitch.relay.telemetry.logs import logger
from functions.shared.feed.events import Event
from functions.shared.outputs.stills import LOST_SECONDS
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.stills import open_stills
from functions.shared.told.lost_stills import end_lost_still

# As whoever asks for one is told after an hour.
LOST = "lost"
MOST_AT_ONCE = 100
AGAIN_SECONDS = 30.0


class LostStills:
    """`run_once` looks for them at first and once an hour: by then everything that is stored is stored."""

    def __init__(self, folder: Folder, node: str, clock: Clock, feed: StateWriter) -> None:
        self._folder, self._node, self._clock, self._feed = folder, node, clock, feed
        self._look_at = 0.0

    def run_once(self, in_hand: Callable[[str], bool]) -> None:
        """Look beside whoever calls, if it is time.

        Args:
            in_hand: whether somebody is at work on a still, by its id.
        """
        if self._clock.monotonic() < self._look_at:
            return
        # A folder that is not there has lost what was in it; one that is somebody else's may have it still.
        if self._folder.root.exists() and not self._folder.is_ours():
            return
        self._look_at = self._clock.monotonic() + LOST_SECONDS
        spawn("still", self._look, in_hand)

    def _look(self, in_hand: Callable[[str], bool]) -> None:
        try:
            self._end_those(in_hand)
        except TablesUnavailable as problem:
            self._look_at = self._clock.monotonic() + AGAIN_SECONDS
            logger.warning("lost stills are looked for later", extra={"problem": str(problem)})
        except Exception:  # noqa: BLE001  # whatever it was, it is tried again later
            self._look_at = self._clock.monotonic() + AGAIN_SECONDS
            tell("looking for lost stills")

    def _end_those(self, in_hand: Callable[[str], bool]) -> None:
        for found in open_stills(self._node, most=MOST_AT_ONCE):
            name, domain = found.row.id, found.row.domain or None
            if in_hand(name) or self._folder.paper(name).exists():
                continue

            def append(event: Event, after: int, domain: str | None = domain) -> None:
                self._feed.tell([event], domain=domain, after=after)

            if end_lost_still(found, LOST, append, now=self._clock.time()):
                logger.error("a still was lost before it was stored", extra={"still": name})
