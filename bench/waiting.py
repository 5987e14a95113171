"""How long something takes, and how long until something is so."""

import threading
import time
from collections.abc import Callable


def timed(call: Callable[[], object]) -> float:
    began = time.monotonic()
    call()
    return time.monotonic() - began


def wait(condition: Callable[[], object], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what was awaited did not come")
        threading.Event().wait(0.005)
