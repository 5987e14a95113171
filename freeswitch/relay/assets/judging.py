"""Has uploaded files looked at, by a process each, and writes what was found."""

import tempfile
from pathlib import Path
from typing import Final

import msgspec
from gevent.lock import BoundedSemaphore
from msgspec import structs

from freeswitch.relay.assets.limits import WALL_SECONDS
from freeswitch.relay.assets.order import LookOrder, LookResult
from freeswitch.relay.children.child_process import ChildProcesses, Limits, NoAnswer, Stopped
from freeswitch.relay.clock import Clock
from freeswitch.relay.loops.backoff import Backoff
from freeswitch.relay.telemetry.logs import logger
from functions.shared.assets.asset import Asset, CheckOrder, Finding, stored_key, uploaded_key
from functions.shared.command_life.outcomes import CommandRow, Evidence, Outcome
from functions.shared.grammars.moments import rfc3339
from functions.shared.tables.assets import find_asset, note_finding
from functions.shared.tables.base import TablesUnavailable
from functions.shared.told.assets import tell_looked_at

MODULE: Final = "freeswitch.relay.assets"
# To fetch and to store takes its time besides.
LIMITS: Final = Limits(quiet=WALL_SECONDS + 45, most=WALL_SECONDS + 45)
MOST_AT_WORK: Final = 2
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 10.0


class Judging:
    """`run` carries out one command `check_asset`."""

    def __init__(
        self, node: str, bucket: str, region: str, clock: Clock, processes: ChildProcesses | None = None
    ) -> None:
        self._node = node
        self._bucket = bucket
        self._region = region
        self._clock = clock
        self._places = BoundedSemaphore(MOST_AT_WORK)
        self.processes = processes or ChildProcesses(MODULE)

    def run(self, row: CommandRow) -> Outcome:
        """Look at the file and write what was found; the outcome says the same."""
        try:
            order = msgspec.json.decode(row.body, type=CheckOrder)
        except ValueError as problem:
            return Outcome(state="failed", reason="invalid_field", detail=str(problem))
        if order.domain != row.domain or row.node != self._node:
            detail = "it is about another domain, or for another node; nothing was done"
            return Outcome(state="failed", reason="forged", detail=detail)
        try:
            asset = find_asset(order.domain, order.name, now=self._clock.time())
        except TablesUnavailable as problem:
            return Outcome(state="failed", reason="unavailable", detail=str(problem))
        if asset is None or (asset.wish.version, asset.wish.node) != (order.version, self._node):
            return Outcome(state="failed", reason="overtaken", detail="another upload was asked for meanwhile")
        if asset.finding is None:
            return self._judge(asset, row.deadline)
        return self._told(asset, asset.finding)

    def stop(self) -> None:
        """End the processes; whoever comes next looks again."""
        self.processes.stop()

    def _judge(self, asset: Asset, deadline: float) -> Outcome:
        if not self._places.acquire(timeout=max(0.0, deadline - self._clock.time())):
            return Outcome(state="failed", reason="busy", detail=f"{MOST_AT_WORK} others are being looked at")
        try:
            result = self._looked(asset, deadline)
        except Stopped:
            return Outcome(state="unknown", reason="interrupted", detail="the relay was stopped while it looked at it")
        finally:
            self._places.release()
        if result.unavailable:
            return Outcome(state="failed", reason="storage_unavailable", detail=result.unavailable)
        found = _finding(asset, self._node, result)
        try:
            if not note_finding(asset.wish.domain, asset.wish.name, found):
                return Outcome(state="failed", reason="overtaken", detail="another upload was asked for meanwhile")
        except TablesUnavailable as problem:
            return Outcome(state="failed", reason="unavailable", detail=str(problem))
        return self._told(structs.replace(asset, found=found), found)

    def _told(self, asset: Asset, found: Finding) -> Outcome:
        """Tell the domain what was found, and say the same."""
        try:
            tell_looked_at(asset, now=self._clock.time())
        except TablesUnavailable as problem:
            # It is as the row says, whoever was told; who asks again how it stands is who tells it.
            told = {"asset": asset.wish.name, "domain": asset.wish.domain, "reason": str(problem)}
            logger.warning("nobody was told what was found in an upload", extra=told)
        return self._outcome(found)

    def _looked(self, asset: Asset, deadline: float) -> LookResult:
        """What came of it; where the bucket does not answer, or a process breaks, again until the time is over."""
        pause = Backoff(FIRST_PAUSE, LONGEST_PAUSE)
        while True:
            result = self._once(asset)
            wait = pause.failed()
            if not result.unavailable or self._clock.time() + wait > deadline:
                return result
            told = {"asset": asset.wish.name, "domain": asset.wish.domain, "problem": result.unavailable}
            logger.warning("an upload is not looked at yet", extra=told)
            self._clock.sleep(wait)

    def _once(self, asset: Asset) -> LookResult:
        wish = asset.wish
        order = LookOrder(
            kind=wish.kind,
            bytes=wish.bytes,
            bucket=self._bucket,
            uploaded=uploaded_key(wish),
            stored=stored_key(wish, "{sha256}"),
            region=self._region,
        )
        try:
            with tempfile.TemporaryDirectory(prefix="asset-order-") as folder:
                paper = Path(folder, "order.json")
                paper.write_bytes(msgspec.json.encode(order))
                return self.processes.run(paper, LookResult, LIMITS)
        except NoAnswer as problem:
            # A bucket that is silent ends a process as well (its four tries take longer than `LIMITS`): the file is not
            # judged by it. What a file does to who reads it ends the reader's own process (`reencoding.py`).
            return LookResult(unavailable=str(problem)[-500:])
        except OSError as problem:
            return LookResult(unavailable=str(problem))

    def _outcome(self, found: Finding) -> Outcome:
        if found.problem:
            return Outcome(state="failed", reason=found.problem, detail=found.detail)
        return Outcome(state="confirmed", evidence=Evidence(kind="state", at=rfc3339(self._clock.time())))


def _finding(asset: Asset, node: str, result: LookResult) -> Finding:
    made = result.made
    return Finding(
        version=asset.wish.version,
        node=node,
        problem=made.problem,
        detail=made.detail,
        sha256=result.sha256,
        bytes=result.bytes,
        width=made.width,
        height=made.height,
        seconds=made.seconds,
        family=made.family,
    )
