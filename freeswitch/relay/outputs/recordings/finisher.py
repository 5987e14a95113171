"""Has recordings finished by processes of their own, a few at once, and tries again what storage refuses."""

from pathlib import Path

import msgspec
from gevent.pool import Pool

from freeswitch.relay.children.child_process import ChildProcesses, Limits, NoAnswer, Stopped
from freeswitch.relay.finishing.order import Finished, FinishOrder
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn, tell
from freeswitch.relay.outputs.means import RELAY_ERROR, Means
from freeswitch.relay.outputs.recordings import keeping, whose
from freeswitch.relay.outputs.recordings.parts import raw_format
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.switch.event_values import rfc3339
from freeswitch.relay.telemetry.logs import logger
from functions.shared.outputs.recording_storage import storage_of
from functions.shared.outputs.retention import DAY

MODULE = "freeswitch.relay.finishing"
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 120.0
# A process that breaks or hangs, so often in a row, will not do better the next time.
MOST_BREAKDOWNS = 8
# A part of an upload may be on its way for so long, and libav moves a whole file when it puts its index in front, at
# the pace that a busy disk has for a process that steps back.
QUIET_SECONDS, SLOWEST_DISK = 300.0, 5e6
MOST_SECONDS = 12 * 3600.0
# Why it took longer: of no interest once it is done.
PASSING = frozenset({"storage_unavailable", "disk_full", "disk_trouble", "busy", "finishing_failed", RELAY_ERROR})


class Finisher:
    """`tend` begins the work on a recording whose parts are closed; its end is written into the recording."""

    def __init__(self, means: Means, most: int, processes: ChildProcesses | None = None) -> None:
        self._means = means
        self._pool = Pool(most)
        self._busy: set[str] = set()
        self._pauses = Backoffs(means.now, FIRST_PAUSE, LONGEST_PAUSE, means.chance)
        self._breakdowns: dict[str, int] = {}
        self.processes = processes or ChildProcesses(MODULE)

    @property
    def busy(self) -> int:
        return len(self._busy)

    def tend(self, recording: Recording) -> None:
        """Begin unless it is under way, or waits for its next try, or all hands are full."""
        name = recording.row.id
        if name in self._busy or self._pool.full() or not self._pauses.may_try(name):
            return
        self._busy.add(name)
        spawn("finisher", self._work, recording, pool=self._pool)

    def stop(self) -> None:
        """End the processes; what they were doing is gone on with by the next relay."""
        self.processes.stop()

    def _work(self, recording: Recording) -> None:
        name = recording.row.id
        try:
            result = self._finish(recording)
            if result.state == "later":
                self._put_off(recording, result.reason or "busy", result.detail or "")
            else:
                self._take(recording, result)
                self._pauses.succeeded(name)
            self._breakdowns.pop(name, None)
        except Stopped:
            return
        except NoAnswer as problem:
            self._broke_down(recording, str(problem))
        except OSError as problem:
            self._put_off(recording, "disk_trouble", str(problem))
        except Exception:  # noqa: BLE001  # whatever it was, it is tried again later, and the others are finished
            tell("finishing a recording", recording=name)
            self._put_off(recording, RELAY_ERROR, "the trace is told beside this")
        finally:
            self._busy.discard(name)

    def _put_off(self, recording: Recording, reason: str, problem: str) -> None:
        self._pauses.failed(recording.row.id)
        told = {"recording": recording.row.id, "reason": reason, "problem": problem}
        logger.warning("a recording is not finished", extra=told)
        self._means.count("RecordingsPutOff")
        recording.note(reason)

    def _broke_down(self, recording: Recording, problem: str) -> None:
        name = recording.row.id
        times = self._breakdowns[name] = self._breakdowns.get(name, 0) + 1
        if times < MOST_BREAKDOWNS:
            self._put_off(recording, "finishing_failed", f"{problem} ({times} times in a row)")
            return
        self._take(recording, Finished(state="failed", reason="finishing_failed", detail=problem))
        del self._breakdowns[name]
        self._pauses.succeeded(name)

    def _finish(self, recording: Recording) -> Finished:
        order = self.order(recording)
        folder = Path(order.out).parent
        folder.mkdir(parents=True, exist_ok=True)
        paper = folder / f"{recording.row.id}.order.json"
        paper.write_bytes(msgspec.json.encode(order))
        try:
            result = self.processes.run(paper, Finished, _limits(order))
        except OSError as problem:
            # The machine has no room for one more process just now.
            return Finished(state="later", reason="finishing_failed", detail=str(problem))
        if result.state != "later":
            paper.unlink(missing_ok=True)
        return result

    def order(self, recording: Recording) -> FinishOrder:
        """What the process is told."""
        row, means = recording.row, self._means
        wanted = row.state.format
        kind = "mp4" if wanted == "mp4" else raw_format(row)
        storage = storage_of(row.job.domain, means.recordings)
        folder = means.root / row.conference
        return FinishOrder(
            recording=row.id,
            parts=tuple(str(means.root / part) for part in recording.part_files()),
            format=kind,
            out=str(folder / f"{row.id}.out.{kind}"),
            progress=str(folder / f"{row.id}.upload.json"),
            cut_off=row.job.cut_off,
            bucket=storage.bucket,
            key=storage.key(row.job.node, row.job.domain, row.conference, f"{row.id}.{kind}"),
            region=means.recordings.region,
            retention_days=storage.retention_days,
        )

    def _take(self, recording: Recording, result: Finished) -> None:
        stamp = self._means.stamp()
        if result.state == "failed":
            logger.error("a recording failed", extra={"recording": recording.row.id, "problem": result.detail})
            recording.finished(
                state="failed", job={}, reason=result.reason, ended_at=recording.row.state.ended_at or stamp
            )
            return
        order = self.order(recording)
        until = self._means.clock.time() + order.retention_days * DAY if order.retention_days else None
        leftovers = tuple(path for path in result.leftovers if self._is_ours(path))
        whose.note(recording.row, self._means.root, leftovers)
        job: dict[str, object] = {"leftovers": leftovers}
        if order.bucket:
            job |= {"bucket": order.bucket, "key": order.key}
        else:
            file = Path(result.file or "")
            # What somebody had recorded elsewhere stays there, and is not ours to delete.
            ours = self._is_ours(str(file))
            job["file"] = str(file.relative_to(self._means.root) if ours else file)
            if until is not None and ours:
                keeping.note(file, until)
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


def _limits(order: FinishOrder) -> Limits:
    size = sum(Path(part).stat().st_size for part in order.parts if Path(part).is_file())
    return Limits(quiet=QUIET_SECONDS + size / SLOWEST_DISK, most=MOST_SECONDS)
