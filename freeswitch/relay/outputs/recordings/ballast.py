"""Keeps the picture in recordings and streams after FreeSWITCH could not open one of them.

conference_member_del() counts `recording_members` down for every recording that ends, also for one that was never
opened and so never counted (1.10.12: conference_member.c:735 and 1252, conference_record.c:288). Where the count is 0,
no recording of the conference gets a picture (conference_video.c:2418): one stream that was refused, and the next had
none for 33 s, until another one began (seen). Below 0 all is well, so the count is pushed there, further than
recordings lift it.
"""

from collections.abc import Collection
from uuid import uuid4

from freeswitch.relay.commands.plain.tries import Extra
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.telemetry.logs import logger
from functions.shared.commands.outputs.recordings import StartRecording

# More than anybody records and streams of one conference at once.
PUSHES = 16
# Nothing lies below a file: opening this fails at once, without asking anybody.
NOWHERE = "/dev/null/nothing.wav"
SECONDS = 5.0


class Ballast:
    """Which meetings need it, and which have had it."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._wanted: set[str] = set()
        self._had: set[str] = set()

    def failed(self, meeting: str) -> None:
        """FreeSWITCH could not open something, or may not have while nobody looked."""
        if meeting not in self._had:
            self._wanted.add(meeting)

    def over(self, meeting: str) -> None:
        self._wanted.discard(meeting)
        self._had.discard(meeting)

    def keep(self, meetings: Collection[str]) -> None:
        """Forget all other meetings: nobody may have told of their end."""
        self._wanted.intersection_update(meetings)
        self._had.intersection_update(meetings)

    def take(self) -> list[str]:
        """The meetings to push now; each comes once."""
        wanted, self._wanted = sorted(self._wanted), set()
        self._had.update(wanted)
        return wanted

    def push(self, meeting: str) -> None:
        for _ in range(PUSHES):
            name = uuid4().hex
            command = StartRecording(recording=name, format="wav")
            step = self._means.switch.run(command, meeting, SECONDS, Extra(begun_texts={name: NOWHERE}))
            if step.reason not in ("refused", "not_opened"):
                # The conference has ended, or FreeSWITCH is gone: then it is asked for anew when it is back.
                logger.warning("the count of recordings is not set right", extra={"reason": step.reason})
                self._had.discard(meeting)
                return
