"""Recordings into a file of the node."""

from typing import Annotated, Literal

from msgspec import Meta

from functions.shared.commands.common.json_list import JsonConference
from functions.shared.commands.common.lines import BEGUN_TEXT, NAME, OUTPUT, PATH, Line, conference_word, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.outputs.output import OutputCommand, StartOutput, StopOutput
from functions.shared.grammars.fields import OutputId, RecordingName, Size


class RecordingFile(OutputCommand, frozen=True):
    """A file is named by ids only; FreeSWITCH stops and pauses it only under the very text it was started with."""

    recording: OutputId
    format: Literal["mkv", "mp4", "wav"] = "mkv"
    width: Size | None = None
    height: Size | None = None
    fps: Annotated[int, Meta(ge=1, le=100)] | None = None
    video_kbit: Annotated[int, Meta(ge=32, le=50000)] | None = None
    audio_kbit: Annotated[int, Meta(ge=17, le=512)] | None = None

    def path(self, meeting: Meeting) -> str:
        if self.recording in meeting.begun_texts:
            return word("path", meeting.begun_texts[self.recording].rpartition("}")[2], PATH)
        root = word("recordings_root", meeting.recordings_root.rstrip("/"), PATH)
        name = f"{word('recording', self.recording, OUTPUT)}.{word('format', self.format, NAME)}"
        # As a whole: a conference called `..` would lead out of the root.
        folder = word("conference", f"{root}/{conference_word(meeting.conference)}", PATH)
        return folder + word("recording", f"/{name}", PATH)

    def text(self, meeting: Meeting) -> str:
        path = self.path(meeting)
        if self.recording in meeting.begun_texts:
            return word("text", meeting.begun_texts[self.recording], BEGUN_TEXT)
        # FreeSWITCH would write Vorbis into Matroska, which few players take out of an mp4 later.
        options: dict[str, int | str | None] = {
            "av_audio_codec": "aac" if self.format == "mkv" else None,
            "vw": self.width,
            "vh": self.height,
            "fps": self.fps,
            "vb": self.video_kbit,
            "ab": self.audio_kbit,
        }
        given = ",".join(f"{name}={value}" for name, value in options.items() if value is not None)
        return f"{{{given}}}{path}" if given else path


class StartRecording(RecordingFile, StartOutput, frozen=True):
    """Record the conference into a file; no file of that name may be recording already."""

    name: RecordingName | None = None
    # Of a meeting that was moved: the recording on the node before, and whether it was paused there.
    goes_on_from: OutputId | None = None
    paused: bool = False

    proven = by_event("start-recording", within=15.0)


class StopRecording(RecordingFile, StopOutput, frozen=True):
    """Close the file."""


class PauseRecording(RecordingFile, frozen=True):
    """Write nothing into the file until it is resumed."""

    proven = by_event("pause-recording")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "recording pause", expects=r"\+OK Pause recording file \S+"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        recorder = self.recorder(found, meeting)
        return recorder is not None and recorder.status == "paused"


class ResumeRecording(RecordingFile, frozen=True):
    """Write into the file again."""

    proven = by_event("resume-recording")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "recording resume", expects=r"\+OK Resume recording file \S+"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        recorder = self.recorder(found, meeting)
        return recorder is not None and recorder.status != "paused"
