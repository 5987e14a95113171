"""A program for the tests of child processes: its paper says how it behaves."""

import os
import select
import signal
import sys
from pathlib import Path

import msgspec

from freeswitch.relay.children.child_life import Alive, live

# How often it says that it lives, at the most.
TURN_SECONDS = 0.05


class Told(msgspec.Struct, frozen=True):
    """What it answers."""

    text: str
    niceness: int = 0


def tick(alive: Alive, *awaited: int) -> None:
    """Say that it lives until one of these can be read."""
    while not select.select(awaited, [], [], TURN_SECONDS)[0]:
        alive()


def work(paper: Path, alive: Alive) -> Told:
    match paper.read_text().split():
        case ["hang"]:
            signal.pause()
        case ["until", pipe]:
            # Whoever began it says when it is enough: until they open the pipe it is not readable.
            tick(alive, os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
        case ["tick"]:
            tick(alive)
        case ["noisy"]:
            print("a word of a library")  # noqa: T201  # on purpose
        case ["break"]:
            raise ValueError("what was this?")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGSEGV)
        case ["garbage"]:
            sys.stdout.buffer.write(b"\xff\xfe no JSON\n")
            sys.stdout.flush()
            os._exit(0)
        case ["note", file]:
            Path(file).write_text(str(os.getpid()))
            signal.pause()
    return Told("done", os.nice(0))


if __name__ == "__main__":
    sys.exit(live(sys.argv, work))
