"""`bgapi`: a command in a thread of its own, and the event that tells its end."""

import threading
from collections.abc import Callable
from typing import Protocol

from infra.fake_freeswitch.esl.faults import Faults
from infra.fake_freeswitch.state.switch import Switch


class Runs(Protocol):
    """Who lets commands run."""

    switch: Switch
    faults: Faults

    def delayed(self, action: Callable[[], str], /) -> str:
        """Do it, but late where a test wants that."""


def start_job(port: Runs, job: str, text: str, execute: Callable[[], str]) -> None:
    command, _, argument = text.partition(" ")

    def run() -> None:
        answer = port.delayed(execute)
        if port.faults.take("swallow_next_reply", text):
            return
        headers = [("Job-UUID", job), ("Job-Command", command), ("Job-Command-Arg", argument)]
        with port.switch.lock:
            event = port.switch.new_event("BACKGROUND_JOB", ("mod_event_socket.c", "api_exec", "1572"), headers)
            event.body = answer
            port.switch.send(event)

    threading.Thread(target=run, name="fake-freeswitch-job", daemon=True).start()
