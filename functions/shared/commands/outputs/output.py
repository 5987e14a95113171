"""What the commands to recordings and streams share: FreeSWITCH knows both by the text that began them."""

from abc import abstractmethod

from functions.shared.commands.common.events import Event, Verdict, is_here, with_error
from functions.shared.commands.common.json_list import InJson, JsonConference, Listed, without_options
from functions.shared.commands.common.lines import Line, in_conference
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event


class OutputCommand(InJson, frozen=True):
    """A command to a recording or a stream; its whole life is kept elsewhere."""

    @abstractmethod
    def path(self, meeting: Meeting) -> str:
        """What FreeSWITCH calls it, without options."""
        raise NotImplementedError

    def text(self, meeting: Meeting) -> str:
        """The very text that starts, stops and pauses it; FreeSWITCH compares it byte by byte, options included."""
        return self.path(meeting)

    def line(self, meeting: Meeting, verb: str, *, expects: str) -> Line:
        return in_conference(meeting.conference, f"{verb} {self.text(meeting)}", expects=expects)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        (action,) = self.proven.events
        if event.get("Action") != action or not is_here(event, meeting):
            return None
        return with_error(event, action) if without_options(event.get("Path", "")) == self.path(meeting) else None

    def recorder(self, found: JsonConference, meeting: Meeting) -> Listed | None:
        return found.recorder(without_options(self.text(meeting)))


class StartOutput(OutputCommand, frozen=True):
    """Begins it."""

    # A start of what is running already is refused.
    retry = "checkable"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "record", expects=r"\+OK Record file \S+( canvas \d+)?"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return self.recorder(found, meeting) is not None


class StopOutput(OutputCommand, frozen=True):
    """Ends it."""

    proven = by_event("stop-recording", within=10.0)
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # "+OK Stopped recording 0 files" follows in any case; only the output's own line tells.
        return (self.line(meeting, "norecord", expects=r"Stopped (AUTO )?recording file \S+( \(.*\))?"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return self.recorder(found, meeting) is None
