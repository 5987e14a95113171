"""Sends one line to FreeSWITCH and gives its reply: at once, or as a job where FreeSWITCH takes its time."""

import uuid

from freeswitch.relay.clock import Clock
from freeswitch.relay.switch.errors import ConnectionLost, ReplyTimeout
from freeswitch.relay.switch.esl import EslConnection
from freeswitch.relay.switch.watches import Watches
from functions.shared.commands import Line

# FreeSWITCH calls dial on its own time: the job's event tells when it is done.
JOB_SECONDS = 65.0


class Sending:
    """`api` holds up every other command of its connection, so what is slow runs as a job."""

    def __init__(self, watches: Watches, clock: Clock) -> None:
        self._watches = watches
        self._clock = clock

    def say(self, commands: EslConnection, line: Line, *, as_job: bool) -> str:
        """Send the line and wait for what it comes to.

        Raises:
            ConnectionLost: it may or may not have run.
            ReplyTimeout: it may still be running.
        """
        if (told := line.application) is not None:
            return commands.execute(told.call, told.name, told.argument)
        if not as_job:
            return commands.api(line.text)
        job = str(uuid.uuid4())
        with self._watches.watch(job) as watch:
            answer = commands.bgapi(line.text, job)
            if not answer.startswith("+OK"):
                return answer
            until = self._clock.monotonic() + JOB_SECONDS
            while (left := until - self._clock.monotonic()) > 0:
                self._clock.wait(watch.signal, left)
                for event in watch.take():
                    if event.get("Event-Name") == "BACKGROUND_JOB":
                        return event.get("_body", "")
                if watch.lost:
                    raise ConnectionLost("the job's result cannot come any more")
        raise ReplyTimeout(f"the job did not end within {JOB_SECONDS:g} s")
