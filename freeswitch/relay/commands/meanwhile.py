"""Does something again and again while something else runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gevent.event import Event as Signal

from freeswitch.relay.loops.beside import spawn


@contextmanager
def meanwhile(every_seconds: float, action: Callable[[], None]) -> Iterator[None]:
    """Call `action` every so often until the block ends; after that, nothing of it happens any more.

    Args:
        action: has an end of its own, for the block does not end before it does.
    """
    stop = Signal()

    def repeat() -> None:
        while not stop.wait(every_seconds):
            action()

    repeating = spawn("meanwhile", repeat)
    try:
        yield
    finally:
        stop.set()
        repeating.join()
