"""Does something again and again while something else runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import gevent
from gevent.event import Event as Signal


@contextmanager
def meanwhile(every_seconds: float, action: Callable[[], None]) -> Iterator[None]:
    """Call `action` every so often until the block ends; it must not raise."""
    stop = Signal()

    def repeat() -> None:
        while not stop.wait(every_seconds):
            action()

    repeating = gevent.spawn(repeat)
    try:
        yield
    finally:
        stop.set()
        repeating.join(0)
