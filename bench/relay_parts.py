"""What of the relay can be measured inside one process: the socket's round trip, the writes, the memory."""

import json
import multiprocessing
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from moto import mock_aws

from freeswitch.relay.conferences.conference_events import ConferenceEvents
from freeswitch.relay.conferences.rooms import Rooms
from freeswitch.relay.conferences.state_writer import StateWriter
from freeswitch.relay.switch.event_queue import EventQueue
from freeswitch.relay.switch.frames import FrameReader, json_event
from freeswitch.relay.telemetry.metrics import Metrics
from infra.fake_freeswitch.fake import FakeFreeswitch
from tests.freeswitch.relay.events import maintenance, of_member
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.play import make_tables

PASSWORD = "a-password-of-more-than-20-characters"
COMMAND, END = "conference internal mute 1", b"+OK mute 1\n"


def stand_in_for_ever(port: int) -> None:
    """The stand-in with one member in one conference."""
    with FakeFreeswitch(PASSWORD, port) as switch:
        switch.join("internal", "1000", "Ada")
        threading.Event().wait()


@contextmanager
def stand_in() -> Iterator[int]:
    """The stand-in in a process of its own, so that it does not share our interpreter; gives its port."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=stand_in_for_ever, args=(port,), daemon=True)
    process.start()
    try:
        wait_for_port(port)
        yield port
    finally:
        process.kill()
        process.join()


@contextmanager
def program(*arguments: str) -> Iterator[str]:
    """Run `python -m arguments… PORT` beside us, quietly; gives its address once it listens."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments, str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody uses just now."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def wait_for_port(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            threading.Event().wait(0.05)
        else:
            return


def rows_per_event() -> float:
    """Ten people who interrupt each other for a minute, 50 events a second."""
    clock, metrics, rooms = FakeClock(), Metrics("fs1", print), Rooms()
    with mock_aws():
        make_tables()
        writer, follow = StateWriter("fs1", clock, metrics), ConferenceEvents(rooms)
        follow.apply(maintenance("conference-create"))
        for number in range(10):
            follow.apply(of_member("add-member", number + 1))
        events = 0
        for turn in range(3000):
            action = "start-talking" if turn % 2 == 0 else "stop-talking"
            room = follow.apply(of_member(action, turn // 2 % 10 + 1, Talking=str(turn % 2 == 0).lower())).room
            if room is not None:
                writer.mark(room, soon=False)
            events += 1
            clock.move(0.02)
            if writer._pending.until(clock.now):
                writer.run_once()
    return metrics.totals["RowsWritten"] / events


def memory_ratio(few: int = 10_000, many: int = 1_000_000) -> float:
    """Resident memory after many events against that after a few, in a fresh process."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_follow_many, args=(theirs, few, many))
    process.start()
    # Only the process holds that end now: where it dies, nobody waits for it.
    theirs.close()
    after_few, after_many = ours.recv()
    process.join()
    return float(after_many / after_few)


def _follow_many(pipe: "multiprocessing.connection.Connection", few: int, many: int) -> None:
    queue, reader, follow = EventQueue(), FrameReader(), ConferenceEvents(Rooms())
    members = 200
    frames = [_frame(maintenance("conference-create"))]
    frames += [_frame(of_member("add-member", number + 1)) for number in range(members)]
    talk = [
        _frame(of_member(action, number + 1, Talking=talking, padding="x" * 1000))
        for number in range(members)
        for action, talking in (("start-talking", "true"), ("stop-talking", "false"))
    ]
    told: list[int] = []
    done = 0
    while done < many:
        for data in frames if done == 0 else talk:
            for frame in reader.feed(data):
                queue.put(json_event(frame.body))
        taken = queue.take(1_000_000, 0)
        for event in taken:
            follow.apply(event)
        before, done = done, done + len(taken)
        if before < few <= done:
            told.append(resident_bytes())
    pipe.send((told[0], resident_bytes()))


def _frame(event: dict[str, str]) -> bytes:
    body = json.dumps(event).encode()
    return b"Content-Length: %d\nContent-Type: text/event-json\n\n%s" % (len(body), body)


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
