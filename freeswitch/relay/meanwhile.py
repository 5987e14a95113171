"""Does something again and again while something else runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gevent.event import Event as Signal

from freeswitch.relay.beside import spawn


@contextmanager
def meanwhile(every_seconds: float, action: Callable[[], None]) -> Iterator[None]:
    """Call `action` every so often until the block ends; it must not raise."""
    stop = Signal()

    def repeat() -> None:
        while not stop.wait(every_seconds):
            action()

    repeating = spawn("meanwhile", repeat)
    try:
        yield
    finally:
        stop.set()
        repeating.join(0)
