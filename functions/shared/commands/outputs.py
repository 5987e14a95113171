"""The plain commands of recordings and streams; their whole life is kept elsewhere."""

from typing import Annotated, Literal

from msgspec import Meta

from functions.shared.commands.fields import CommandBase, OutputId

Size = Annotated[int, Meta(ge=16, le=7680, multiple_of=2)]


RecordingName = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9_. -]{0,63}$",
        description="what people call it, and the name of the file that they get",
        examples=["weekly meeting"],
    ),
]


class RecordingFile(CommandBase, frozen=True):
    """A file is named by ids only; FreeSWITCH stops and pauses it only under the very text it was started with."""

    recording: OutputId
    format: Literal["mkv", "mp4", "wav"] = "mkv"
    width: Size | None = None
    height: Size | None = None
    fps: Annotated[int, Meta(ge=1, le=100)] | None = None
    video_kbit: Annotated[int, Meta(ge=32, le=50000)] | None = None
    audio_kbit: Annotated[int, Meta(ge=17, le=512)] | None = None


class StartRecording(RecordingFile, frozen=True):
    """Record the conference into a file; no file of that name may be recording already."""

    name: RecordingName | None = None


class StopRecording(RecordingFile, frozen=True):
    """Close the file."""


class PauseRecording(RecordingFile, frozen=True):
    """Write nothing into the file until it is resumed."""


class ResumeRecording(RecordingFile, frozen=True):
    """Write into the file again."""


class StreamTarget(CommandBase, frozen=True):
    """Where a stream goes; the key is part of no command but the start's, and there it is sealed."""

    stream: OutputId
    url: Annotated[
        str,
        Meta(
            pattern=r"^rtmps?://[A-Za-z0-9.\[\]:-]{1,255}/[A-Za-z0-9_.~/-]{0,256}$",
            max_length=512,
            description="rtmp:// or rtmps:// address without the key",
            examples=["rtmps://a.rtmps.youtube.com/live2"],
        ),
    ]


class StartStream(StreamTarget, frozen=True):
    """Send picture and sound of the conference to a streaming service."""

    name: RecordingName | None = None
    # What `shared.sealed_keys` made of the key.
    sealed_key: Annotated[str, Meta(pattern="^v1[.][A-Za-z0-9_-]{1,900}$")] | None = None


class StopStream(StreamTarget, frozen=True):
    """End the stream."""
