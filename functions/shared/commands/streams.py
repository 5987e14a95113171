"""Streams to a service; their addresses and keys are hidden by `redaction` wherever they stand."""

from typing import Annotated, Final

from msgspec import Meta

from functions.shared.commands.errors import UnsafeText
from functions.shared.commands.json_list import JsonConference
from functions.shared.commands.lines import STREAM_KEY, STREAM_URL, UUID, Line, word
from functions.shared.commands.meeting import Meeting
from functions.shared.commands.outputs import OutputCommand
from functions.shared.commands.proven import by_event
from functions.shared.grammars.fields import OutputId, RecordingName

# mod_av builds the address in 1,024 bytes and cuts what is longer.
LONGEST_ADDRESS: Final = 900


class StreamTarget(OutputCommand, frozen=True):
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

    ability = "stream"

    def path(self, meeting: Meeting) -> str:
        url = word("url", self.url, STREAM_URL, "must be rtmp://host/app or rtmps://host/app")
        key = meeting.stream_keys.get(word("stream", self.stream, UUID), "")
        # The key's value stays out of the error.
        if key and not STREAM_KEY.fullmatch(key):
            raise UnsafeText("key", "…", "has characters that may not be sent to FreeSWITCH")
        address = f"{url.rstrip('/')}/{key}" if key else url
        if len(address) > LONGEST_ADDRESS:
            raise UnsafeText("url", "…", f"with its key is longer than {LONGEST_ADDRESS} characters")
        return address


class StartStream(StreamTarget, frozen=True):
    """Send picture and sound of the conference to a streaming service."""

    name: RecordingName | None = None
    # What `shared.sealed_keys` made of the key.
    sealed_key: Annotated[str, Meta(pattern="^v1[.][A-Za-z0-9_-]{1,900}$")] | None = None

    # A server that does not answer holds FreeSWITCH as long as TCP does.
    proven = by_event("start-recording", within=30.0)
    # A start of what is running already is refused.
    retry = "checkable"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        return (self.line(meeting, "record", expects=r"\+OK Record file \S+( canvas \d+)?"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return self.recorder(found, meeting) is not None


class StopStream(StreamTarget, frozen=True):
    """End the stream."""

    proven = by_event("stop-recording", within=10.0)
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # "+OK Stopped recording 0 files" follows in any case; only the stream's own line tells.
        return (self.line(meeting, "norecord", expects=r"Stopped (AUTO )?recording file \S+( \(.*\))?"),)

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        return self.recorder(found, meeting) is None
