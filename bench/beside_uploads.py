"""How long a command takes while the relay's finisher has three recordings uploaded, and while it has nothing to do.

A program: it needs the address of an S3 in AWS_ENDPOINT_URL and a film, and prints its ratio as JSON.
"""

import json
import os
import signal
import statistics
import sys
import tempfile
import time
from dataclasses import asdict
from itertools import count
from pathlib import Path

import gevent

from bench.elsewhere import elsewhere
from bench.ratio import Ratio
from bench.relay_parts import COMMAND, PASSWORD, stand_in
from bench.uploads import BUCKET, REGION
from freeswitch.relay.clock import SystemClock
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.recordings.finisher import Finisher
from freeswitch.relay.outputs.recordings.recording import Recording
from freeswitch.relay.switch.esl import EslConnection
from freeswitch.relay.switch.pair import connect
from functions.shared.command_life.outcomes import Step
from functions.shared.commands import PlainCommand
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.settings import OutputSettings, RecordingSettings, StreamSettings
from functions.shared.state import RecordingState

UPLOADS, PAIRS, COMMANDS = 3, 24, 200


class Uploading:
    """The relay's own finisher, with three films that it finishes again and again."""

    def __init__(self, film: Path, root: Path) -> None:
        self._root, self._film, self._names = root, film, count()
        (root / "internal").mkdir()
        self.sent = 0
        means = Means(
            node="fs1",
            switch=Nobody(),
            clock=SystemClock(),
            root=root,
            outputs=OutputSettings(),
            recordings=RecordingSettings(bucket=BUCKET, region=REGION),
            streams=StreamSettings(),
            room=lambda _uuid: None,
        )
        self._means = means
        self._finisher = Finisher(means, UPLOADS)
        self._recordings = [self._recording() for _ in range(UPLOADS)]

    def _recording(self) -> Recording:
        name = f"r{next(self._names)}"
        (self._root / "internal" / f"{name}.mkv").hardlink_to(self._film)
        state = RecordingState(id=name, state="processing", format="mkv")
        job = RecordingJob(node="fs1", domain="example.com")
        return Recording(RecordingRow(conference="internal", conference_uuid="m", state=state, job=job), self._means)

    def turn(self) -> None:
        """What the relay's loop does, and a new film for each that is done."""
        for index, recording in enumerate(self._recordings):
            if recording.row.state.state == "processing":
                self._finisher.tend(recording)
            else:
                assert recording.row.state.state == "ready", recording.row.state.reason
                self._recordings[index] = self._recording()
                self.sent += 1

    def signal(self, number: signal.Signals) -> None:
        """Stop the processes where they are, or let them go on."""
        for process in list(self._finisher.processes.running):
            process.send_signal(number)

    def stop(self) -> None:
        self._finisher.stop()


class Nobody:
    """No switch: what is finished needs none."""

    def run(self, step: PlainCommand, *_: object, **__: object) -> Step:
        raise AssertionError(step)

    def listed(self, _: object) -> None:
        return None

    def has_video(self, _: object) -> None:
        return None


def p95(esl: EslConnection) -> float:
    times = []
    for _ in range(COMMANDS):
        began = time.perf_counter()
        esl.api(COMMAND)
        times.append(time.perf_counter() - began)
        # A conference's commands come with pauses between them.
        gevent.sleep(0.002)
    return statistics.quantiles(times, n=20)[-1]


def main() -> int:
    film = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(dir=film.parent) as folder, elsewhere() as aws, stand_in() as port:
        os.environ["AWS_ENDPOINT_URL"] = aws
        esl = connect("127.0.0.1", port, PASSWORD, on_event=None, on_garbage=None)
        uploading = Uploading(film, Path(folder))
        busy = False

        def loop() -> None:
            while True:
                if busy:
                    uploading.turn()
                gevent.sleep(0.05)

        gevent.spawn(loop)
        ratios, floor, quiet = [], [], []
        p95(esl)
        for _ in range(PAIRS):
            # Taking turns twice a second, so that whatever else the machine does is in both.
            first = p95(esl)
            busy = True
            uploading.signal(signal.SIGCONT)
            ratios.append(p95(esl) / first)
            busy = False
            uploading.signal(signal.SIGSTOP)
            quiet.append(first)
            floor.append(p95(esl) / first)
        uploading.stop()
        esl.abandon()
    spread = statistics.quantiles(ratios, n=10)
    note = (
        f"median of {PAIRS} pairs, {spread[0]:.2f} to {spread[-1]:.2f}; quiet ÷ quiet {statistics.median(floor):.2f}; "
        f"quiet {statistics.median(quiet) * 1e6:.0f} µs; {uploading.sent} films sent"
    )
    name = "p95 of a command beside three uploads over a gigabit line ÷ quiet"
    json.dump([asdict(Ratio(name, statistics.median(ratios), 1.5, note=note))], sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
