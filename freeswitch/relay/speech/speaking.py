"""Speaks texts into conferences: a process beside the relay renders a file, FreeSWITCH plays it, and it goes again."""

import uuid

import msgspec
from gevent.lock import BoundedSemaphore

from freeswitch.relay.children.child_process import ChildProcesses, Limits, NoAnswer, Stopped
from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.commands.plain.steps import failed
from freeswitch.relay.commands.plain.tries import Extra
from freeswitch.relay.speech.order import SpeechOrder, SpeechResult
from freeswitch.relay.stills.folder import SPOKEN_PAPER, Folder
from functions.shared.command_life.outcomes import Step
from functions.shared.commands.speaking import Say
from functions.shared.grammars.speech import voice_of

MODULE = "freeswitch.relay.speech"
LIMITS = Limits(quiet=12.0, most=12.0)
MOST_AT_WORK = 2
# How long one waits for the others; half of what a command has.
WAIT_SECONDS = 15.0
LEAST_FREE_BYTES = 16 * 1024 * 1024


class Speech:
    """`run` speaks one text."""

    def __init__(self, plain: PlainRuns, root: str, processes: ChildProcesses | None = None) -> None:
        self._plain = plain
        self._folder = Folder(root)
        self._places = BoundedSemaphore(MOST_AT_WORK)
        self.processes = processes or ChildProcesses(MODULE)

    def run(self, step: Say, conference_uuid: str, deadline: float, *, again: bool = False) -> Step:
        """Render the text and have it played; the step tells how the playing began."""
        if not self._places.acquire(timeout=WAIT_SECONDS):
            return failed(step, "busy", f"{MOST_AT_WORK} other texts are being rendered")
        spoken = str(uuid.uuid4())
        try:
            try:
                trouble = self._render(step, spoken)
            finally:
                self._places.release()
            if trouble is not None:
                return trouble
            # FreeSWITCH opens the file before it says yes; then its name may go.
            return self._plain.run(step, conference_uuid, deadline, Extra(spoken=spoken), again=again)
        finally:
            self._folder.discard_spoken(spoken)

    def stop(self) -> None:
        """End the processes."""
        self.processes.stop()

    def _render(self, step: Say, spoken: str) -> Step | None:
        """None if there is a file to play."""
        try:
            self._folder.prepare()
            free = self._folder.free_bytes()
            if free < LEAST_FREE_BYTES:
                return failed(step, "disk_full", f"only {free} bytes are free in {self._folder.root}")
            order = SpeechOrder(text=step.text, voice=voice_of(step.language), file=str(self._folder.sound(spoken)))
            paper = self._folder.sound(spoken).with_suffix(SPOKEN_PAPER)
            paper.write_bytes(msgspec.json.encode(order))
            result = self.processes.run(paper, SpeechResult, LIMITS)
        except Stopped:
            return failed(step, "interrupted", "the relay was stopped while the text was rendered")
        except NoAnswer as problem:
            return failed(step, "not_spoken", str(problem))
        except OSError as problem:
            return failed(step, "no_folder", f"STILLS_ROOT cannot be used: {problem}")
        return failed(step, result.problem, result.detail) if result.problem else None
