"""One recording: what commands, events and time do to it, until all is on disk and finished."""

from collections.abc import Mapping

from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.recordings import parts
from freeswitch.relay.outputs.recordings.newest_part import NewestPart
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.telemetry.logs import logger
from functions.shared.command_life.outcomes import Step
from functions.shared.commands.outputs.recordings import PauseRecording, ResumeRecording, StopRecording
from functions.shared.outputs.jobs import RecordingRow
from functions.shared.outputs.life import OVER

# A file opens within milliseconds; what has told nothing for so long is asked about.
SILENT_SECONDS = 20.0
AGAIN_SECONDS = 10.0
# A list that FreeSWITCH does not give is waited for no longer than so.
UNSURE_SECONDS = 60.0
NO_VIDEO = "nobody in the conference has video, so FreeSWITCH would write an empty file; record wav instead"


class Recording(NewestPart):
    """Changed by events and by `tend`; `row` is what is written."""

    def __init__(self, row: RecordingRow, means: Means) -> None:
        super().__init__(row, means)
        self._told_at = self._ask_at = self._ask_stop_at = means.now()

    # ---------------------------------------------------------------- commands

    def start(self) -> Step:
        """Begin the first part."""
        if self.row.state.state in OVER:
            return Step.failed("start_recording", self.row.state.reason or "over", "this recording has ended")
        if self.row.job.open or self.row.state.state not in ("starting", "interrupted"):
            return self._means.seen("start_recording")
        step = self._open()
        begun = self.row.state.started_at is not None
        if step.state == "failed" and self.row.state.state in ("starting", "stopping") and not begun:
            self._become("failed", reason=step.reason, ended_at=self._means.stamp())
        return step

    def stop(self) -> Step:
        """Close the file; what comes after needs no FreeSWITCH."""
        self.want_stop()
        if not self.runs:
            return self._means.seen("stop_recording")
        if not self.row.job.open and not self._opening:
            self._finish()
            return self._means.seen("stop_recording")
        step = self._run(StopRecording)
        if step.reason == "not_recording" and self._is_listed() is False:
            self._closed()
            return self._means.seen("stop_recording")
        return step

    def pause(self, *, paused: bool) -> Step:
        """Write nothing for a while, or go on."""
        kind = "pause_recording" if paused else "resume_recording"
        if self.row.state.state not in ("live", "starting", "interrupted"):
            return Step.failed(kind, "not_recording", f"the recording is {self.row.state.state}")
        if self.row.state.paused is paused:
            return self._means.seen(kind)
        if not self.row.job.open:
            # Between two parts: the next one waits until the pause is over.
            self._state(paused=paused)
            self.retry_at = self._means.now()
            return self._means.seen(kind)
        return self._run(PauseRecording if paused else ResumeRecording)

    # ------------------------------------------------------------------ events

    def take(self, event: Event) -> None:
        """An event about the newest part."""
        if not self.runs:
            return
        self._told_at = self._means.now()
        match event.get("Action"):
            case "start-recording" if "Error" in event:
                self._not_opened()
            case "start-recording":
                self._opened()
            case "stop-recording" if self.row.job.open:
                self._closed()
            case "pause-recording" | "resume-recording" as action:
                self._growth.rest(self._told_at)
                self._state(paused=action == "pause-recording")

    def conference_ended(self, *, crashed: bool) -> None:
        """There is no conference any more; `crashed` if nobody told how it ended."""
        if not self.runs:
            return
        self._job(cut_off=self.row.job.cut_off or (crashed and self.row.job.open), open=False)
        self._finish()

    def reconcile(self, listed: Mapping[str, bool]) -> None:
        """Compare with what FreeSWITCH says that it records now: names and whether they pause."""
        if not self.runs:
            return
        self._told_at = self._means.now()
        self._opening = False
        if self.name in listed:
            if not self.row.job.open:
                self._opened()
            if self.row.state.paused is not listed[self.name]:
                self._state(paused=listed[self.name])
        elif self.row.job.open:
            self._closed()
        elif self.row.state.state == "starting":
            self._interrupt("not_opened")

    # -------------------------------------------------------------------- time

    def tend(self) -> None:
        """Do what is due."""
        now, state = self._means.now(), self.row.state.state
        if state in ("starting", "live"):
            self._look(now)
        elif state == "interrupted":
            self._go_on(now)
        elif state == "stopping" and now >= self._ask_stop_at:
            self._ask_stop_at = now + AGAIN_SECONDS
            if not self.row.job.open and not self._opening:
                # Refused while the stop was on its way.
                self._finish()
            elif not self.row.job.open and now - self._told_at < SILENT_SECONDS:
                return
            elif self._is_listed() is False:
                self._closed()
            else:
                self._run(StopRecording)

    def _look(self, now: float) -> None:
        if not self.row.job.open:
            self._find_out(now, SILENT_SECONDS)
            return
        begun = self._growth.look(now)
        if begun and self.row.state.state == "starting":
            self._become("live", reason=None)
        if self.row.state.paused:
            self._growth.rest(now)
        elif self._growth.still(now) >= self._growth.patience(self._means.outputs.stalled_seconds):
            self._stands_still(now)

    def _stands_still(self, now: float) -> None:
        room = self._means.room(self.row.conference_uuid)
        if parts.raw_format(self.row) != "wav" and (room is None or self._means.switch.has_video(room) is not True):
            # Without a picture FreeSWITCH writes nothing, and that is no fault.
            self._growth.rest(now)
            return
        if self.row.state.state not in ("starting", "live") or self.row.state.paused or not self.row.job.open:
            # It was stopped, paused or closed while FreeSWITCH was asked.
            return
        logger.warning("a recording does not grow", extra={"recording": self.row.id})
        if self.row.job.adopted_text:
            # Somebody else's: no part of it comes after this one.
            self._become("stopping", reason="not_growing")
        else:
            self._interrupt("not_growing")
        self._run(StopRecording)

    def _go_on(self, now: float) -> None:
        if self.row.state.paused:
            return
        if self.row.job.open:
            # It was asked to close the part that does not grow.
            if now - self._told_at > AGAIN_SECONDS:
                self._told_at = now
                if self._is_listed() is False:
                    self._job(open=False)
                else:
                    self._run(StopRecording)
            return
        if now < self.retry_at:
            return
        if self._opening:
            self._find_out(now, AGAIN_SECONDS)
            return
        self._job(part=self.row.job.part + 1)
        self._growth = self._watch(now)
        self._state(retries=self.row.state.retries + 1, last_retry_at=self._means.stamp(), parts=self.row.job.part)
        self._told_at = now
        step = self._open()
        if step.state == "failed" and self.row.state.state == "interrupted" and not self.row.job.open:
            self._again(step.reason or "refused")

    def _find_out(self, now: float, after: float) -> None:
        """Nothing has shown whether the newest part was opened: ask, for there must not be two at once."""
        silent = now - self._told_at
        if silent <= after or now < self._ask_at:
            return
        self._ask_at = now + AGAIN_SECONDS
        listed = self._is_listed()
        if listed is False or (listed is None and silent > UNSURE_SECONDS):
            self._not_opened()
