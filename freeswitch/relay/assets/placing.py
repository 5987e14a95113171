"""Brings what a command names of its domain's own to this node, before the command is sent."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from freeswitch.relay.assets.shelf import OtherBytes, Shelf
from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.finishing.bucket import make_client
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.telemetry.logs import logger
from functions.shared.assets.asset import Placed
from functions.shared.assets.naming import Named
from functions.shared.grammars.media import OWN
from functions.shared.tables.assets import find_asset
from functions.shared.tables.base import TablesUnavailable
from functions.shared.told.assets import tell_placed

_CHUNK: Final = 256 * 1024
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 120.0
# Between two looks at what nobody needs any more.
SWEEP_SECONDS: Final = 30.0


class NotPlaced(Exception):
    """It cannot be had on this node: `reason` is a stable word, the text is for people."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


class Placing:
    """`place` gives the paths of what a command names; `run_once` is one turn of putting away."""

    def __init__(self, node: str, shelf: Shelf, bucket: str, region: str, clock: Clock) -> None:
        self._node = node
        self._shelf = shelf
        self._bucket = bucket
        self._clock = clock
        # Each file has its own: one that does not come holds up no other.
        self._pauses = Backoffs(clock.monotonic, FIRST_PAUSE, LONGEST_PAUSE)
        self._sweep_at = 0.0
        # Made now: that takes tenths of a second, for which everything else would stand still later.
        self._client = make_client(region) if bucket else None

    def place(self, named: Sequence[Named], room: Room) -> dict[str, str]:
        """Where each lies on this node, by its name; fetched where it does not yet.

        Raises:
            NotPlaced: one of them is not there, or does not come now.
        """
        return {one.name: self._place(one, room) for one in named}

    def run_once(self, living: Callable[[], Collection[str]]) -> None:
        """Put away what meetings that are over have named, as far as there is no room for it."""
        now = self._clock.monotonic()
        if now < self._sweep_at:
            return
        self._sweep_at = now + SWEEP_SECONDS
        try:
            self._shelf.let_go(living())
            self._shelf.sweep()
            if gone := self._shelf.make_room():
                logger.info("own pictures, sounds and fonts were put away", extra={"files": len(gone)})
        except OSError as problem:
            logger.warning("ASSETS_ROOT cannot be tidied", extra={"problem": str(problem)})

    def _place(self, one: Named, room: Room) -> str:
        placed = self._ready(one, room.domain or "")
        try:
            is_new = not self._shelf.has(placed, one.name)
            there = self._shelf.path(placed, one.name) or self._fetched(placed, one)
            self._shelf.hold(placed, room.uuid)
        except OSError as problem:
            raise NotPlaced("no_folder", f"ASSETS_ROOT cannot be used: {problem}") from problem
        if is_new and room.domain:
            # Beside: no command waits for it.
            spawn("telling what was placed", self._tell, one, room.domain, room.name)
        return str(there)

    def _tell(self, one: Named, domain: str, conference: str) -> None:
        try:
            tell_placed(one, domain=domain, node=self._node, conference=conference, now=self._clock.time())
        except TablesUnavailable as problem:
            told = {"asset": one.name, "domain": domain, "reason": str(problem)}
            logger.warning("nobody was told what was placed", extra=told)

    def _ready(self, one: Named, domain: str) -> Placed:
        try:
            asset = find_asset(domain, one.name, now=self._clock.time())
        except TablesUnavailable as problem:
            raise NotPlaced("unavailable", f"what {OWN}{one.name} is could not be read: {problem}") from problem
        placed = None if asset is None else asset.ready(one.kind)
        if placed is None:
            raise NotPlaced("no_asset", f"{one.field}: the domain has no {one.kind} {OWN}{one.name} that is ready")
        return placed

    def _fetched(self, placed: Placed, one: Named) -> Path:
        if not self._pauses.may_try(placed.sha256):
            raise NotPlaced("not_placed", f"{OWN}{one.name} did not come a moment ago; it is fetched again soon")
        try:
            path = self._shelf.keep(placed, one.name, lambda: self._chunks(placed))
        except (BotoCoreError, ClientError, OtherBytes) as problem:
            self._pauses.failed(placed.sha256)
            told = {"asset": one.name, "sha256": placed.sha256, "problem": str(problem)}
            logger.warning("an own picture, sound or font did not come", extra=told)
            raise NotPlaced("not_placed", f"{OWN}{one.name} cannot be fetched: {problem}") from problem
        self._pauses.succeeded(placed.sha256)
        return path

    def _chunks(self, placed: Placed) -> Iterator[bytes]:
        if self._client is None:
            raise OtherBytes("ASSETS_BUCKET is empty on this node")
        body = self._client.get_object(Bucket=self._bucket, Key=placed.key)["Body"]
        yield from body.iter_chunks(_CHUNK)
