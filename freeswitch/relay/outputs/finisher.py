"""Has recordings finished by processes of their own, a few at once, and tries again what storage refuses."""

import os
import sys
from pathlib import Path

import msgspec
from gevent import subprocess
from gevent.pool import Pool

from freeswitch.relay.backoff import Backoff
from freeswitch.relay.beside import spawn
from freeswitch.relay.event_values import rfc3339
from freeswitch.relay.finishing.order import Order, Result
from freeswitch.relay.logs import logger
from freeswitch.relay.outputs import keeping
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.parts import raw_format
from freeswitch.relay.outputs.recording import Recording
from functions.shared.recording_storage import storage_of
from functions.shared.retention import DAY

MODULE = "freeswitch.relay.finishing"
# Where Python finds it, wherever the relay was started.
ROOT = Path(__file__).parents[3]
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
# A process that breaks without a word, so often in a row, will not do better the next time.
MOST_BREAKDOWNS = 8
# Why it took longer: of no interest once it is done.
PASSING = frozenset({"storage_unavailable", "disk_full", "disk_trouble", "busy", "finishing_failed"})


class Finisher:
    """`tend` begins the work on a recording whose parts are closed; its end is written into the recording."""

    def __init__(self, means: Means, most: int) -> None:
        self._means = means
        self._pool = Pool(most)
        self._busy: set[str] = set()
        self._pauses: dict[str, Backoff] = {}
        self._breakdowns: dict[str, int] = {}
        self._next: dict[str, float] = {}
        self.processes: set[subprocess.Popen[bytes]] = set()

    @property
    def busy(self) -> int:
        return len(self._busy)

    def tend(self, recording: Recording) -> None:
        """Begin unless it is under way, or waits for its next try, or all hands are full."""
        name = recording.row.id
        if name in self._busy or self._pool.full() or self._means.now() < self._next.get(name, 0.0):
            return
        self._busy.add(name)
        spawn("finisher", self._work, recording, pool=self._pool)

    def stop(self) -> None:
        """End the processes; what they were doing is gone on with by the next relay."""
        for process in list(self.processes):
            process.kill()

    def _work(self, recording: Recording) -> None:
        name = recording.row.id
        try:
            result = self._finish(recording)
            if result.state == "later":
                pause = self._pauses.setdefault(name, Backoff(FIRST_PAUSE, LONGEST_PAUSE)).failed()
                self._next[name] = self._means.now() + pause
                logger.warning("a recording is not finished", extra={"recording": name, "problem": result.detail})
                recording.note(result.reason)
                return
            self._take(recording, result)
            for memory in (self._pauses, self._breakdowns, self._next):
                memory.pop(name, None)
        except OSError as problem:
            self._next[name] = self._means.now() + FIRST_PAUSE
            logger.warning("a recording cannot be finished here", extra={"recording": name, "problem": str(problem)})
        finally:
            self._busy.discard(name)

    def _finish(self, recording: Recording) -> Result:
        order = self.order(recording)
        folder = Path(order.out).parent
        folder.mkdir(parents=True, exist_ok=True)
        paper = folder / f"{recording.row.id}.order.json"
        paper.write_bytes(msgspec.json.encode(order))
        said = self._run(str(paper))
        try:
            result = msgspec.json.decode(said.strip().rpartition(b"\n")[2], type=Result)
        except msgspec.DecodeError:
            return self._broke_down(recording, said)
        if result.state != "later":
            paper.unlink(missing_ok=True)
        return result

    def _run(self, paper: str) -> bytes:
        command = [sys.executable, "-m", MODULE, paper, str(os.getpid())]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        self.processes.add(process)
        try:
            said: bytes = process.communicate()[0]
            return said
        finally:
            self.processes.discard(process)

    def _broke_down(self, recording: Recording, said: bytes) -> Result:
        times = self._breakdowns[recording.row.id] = self._breakdowns.get(recording.row.id, 0) + 1
        detail = f"the finishing process ended without a result ({times}): {said[-200:].decode(errors='replace')}"
        if times < MOST_BREAKDOWNS:
            return Result(state="later", reason="finishing_failed", detail=detail)
        return Result(state="failed", reason="finishing_failed", detail=detail)

    def order(self, recording: Recording) -> Order:
        """What the process is told."""
        row, means = recording.row, self._means
        wanted = row.state.format
        kind = "mp4" if wanted == "mp4" else raw_format(row)
        storage = storage_of(row.job.domain, means.recordings)
        folder = means.root / row.conference
        return Order(
            recording=row.id,
            parts=tuple(str(means.root / part) for part in recording.part_files()),
            format=kind,
            out=str(folder / f"{row.id}.out.{kind}"),
            progress=str(folder / f"{row.id}.upload.json"),
            cut_off=row.job.cut_off,
            bucket=storage.bucket,
            key=storage.key(row.job.domain, row.conference, f"{row.id}.{kind}"),
            region=means.recordings.region,
            retention_days=storage.retention_days,
        )

    def _take(self, recording: Recording, result: Result) -> None:
        stamp = self._means.stamp()
        if result.state == "failed":
            logger.error("a recording failed", extra={"recording": recording.row.id, "problem": result.detail})
            recording.finished(
                state="failed", job={}, reason=result.reason, ended_at=recording.row.state.ended_at or stamp
            )
            return
        order = self.order(recording)
        until = self._means.clock.time() + order.retention_days * DAY if order.retention_days else None
        job: dict[str, object] = {"leftovers": tuple(path for path in result.leftovers if self._is_ours(path))}
        if order.bucket:
            job |= {"bucket": order.bucket, "key": order.key}
        else:
            job["file"] = str(Path(result.file or "").relative_to(self._means.root))
            if until is not None:
                keeping.note(self._means.root / str(job["file"]), until)
        recording.finished(
            state="ready",
            job=job,
            reason=None if recording.row.state.reason in PASSING else recording.row.state.reason,
            format=order.format,
            bytes=result.bytes,
            sha256=result.sha256,
            duration_seconds=result.duration_seconds,
            has_video=result.has_video,
            has_sound=result.has_sound,
            incomplete=result.incomplete,
            stored="s3" if order.bucket else "node",
            expires_at=None if until is None else rfc3339(until),
        )

    def _is_ours(self, path: str) -> bool:
        return Path(path).is_relative_to(self._means.root)

    def join(self, seconds: float) -> None:
        """Wait for what is under way."""
        self._pool.join(timeout=seconds)
