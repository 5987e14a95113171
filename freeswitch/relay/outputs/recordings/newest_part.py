"""The newest part of a recording: opened, closed, and followed by another one or by none."""

from freeswitch.relay.commands.plain.tries import Extra
from freeswitch.relay.outputs.means import Means
from freeswitch.relay.outputs.recordings import parts, whose
from freeswitch.relay.outputs.recordings.growth import Growth
from freeswitch.relay.outputs.recordings.recorded import Recorded
from freeswitch.relay.outputs.restarts import next_try
from functions.shared.command_life.outcomes import Step
from functions.shared.commands.outputs.recordings import StartRecording
from functions.shared.outputs.jobs import RecordingRow

COMMAND_SECONDS = 20.0


class NewestPart(Recorded):
    """What happens to the row when FreeSWITCH opens or closes a file, or does not."""

    def __init__(self, row: RecordingRow, means: Means) -> None:
        super().__init__(row, means)
        now = means.now()
        self._growth = self._watch(now)
        # FreeSWITCH may be about to open the newest part: it was told to, and nothing has shown yet how that went.
        self._opening = self.runs and not row.job.open
        self.retry_at = now

    def _open(self) -> Step:
        """Have FreeSWITCH open the newest part."""
        whose.note(self.row, self._means.root)
        self._opening = True
        step = self._run(StartRecording)
        if step.state == "failed":
            self._opening = False
        return step

    def _opened(self) -> None:
        self._opening = False
        self._job(open=True)
        self._growth = self._watch(self._means.now())
        if self.row.state.state == "interrupted":
            self._become("live", reason=None)
        if self.row.state.started_at is None:
            self._state(started_at=self._means.stamp(), paused=False)

    def _not_opened(self) -> None:
        self._opening = False
        if self.row.state.state == "starting":
            self._become("failed", reason="not_opened", ended_at=self._means.stamp())
        elif self.row.state.state == "stopping":
            self._finish()
        elif self.row.state.state == "interrupted":
            self._again("not_opened")

    def _closed(self) -> None:
        if not self.runs:
            return
        self._opening = False
        self._job(open=False)
        room = self._means.room(self.row.conference_uuid)
        if self.row.state.state == "stopping" or room is None or room.ended or not room.members:
            self._finish()
        elif self.row.state.state != "interrupted":
            self._interrupt("stopped_by_freeswitch")

    def _interrupt(self, reason: str) -> None:
        if self.row.job.adopted_text:
            # Somebody else's: when it is closed, it is over.
            self._finish()
            return
        self._become("interrupted", reason=reason)
        self._again(reason)

    def _again(self, reason: str) -> None:
        now = self._means.now()
        planned = next_try(self.row.job.restarts, now, self._means.file_budget, self._means.chance)
        if planned is None:
            self._state(reason=reason)
            self._finish()
            return
        restarts, pause = planned
        self._job(restarts=restarts)
        self._state(reason=reason)
        self.retry_at = now + pause

    def _finish(self) -> None:
        """All parts are closed: what is left is work on files."""
        self._job(open=False)
        self._become("stopping")
        self._become("processing", ended_at=self._means.stamp())

    def _run(self, kind: parts.FileCommand) -> Step:
        command, begun = parts.command(self.row, kind), parts.begun_texts(self.row)
        return self._means.switch.run(command, self.row.conference_uuid, COMMAND_SECONDS, Extra(begun_texts=begun))

    def _is_listed(self) -> bool | None:
        room = self._means.room(self.row.conference_uuid)
        if room is None:
            return False
        before = self.row
        listed = self._means.switch.listed(room)
        if listed is None or self.row is not before:
            # An answer from before what has happened meanwhile tells nothing.
            return None
        ends = f"/{self.name}.{parts.raw_format(self.row)}", self.row.job.adopted_path or "\0"
        return any(path.endswith(ends) for path in listed)

    def _watch(self, now: float) -> Growth:
        root = self._means.root
        return Growth(root / self.part_files()[-1] if root.is_dir() else None, now)
