"""Streams to a service; their addresses and keys are hidden by `redaction` wherever they stand."""

from typing import Annotated, Final

from msgspec import Meta

from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import OUTPUT, STREAM_KEY, STREAM_PATH_CHARACTERS, STREAM_URL, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.outputs.output import OutputCommand, StartOutput, StopOutput
from functions.shared.grammars.fields import OutputId, RecordingName

# mod_av builds the address in 1,024 bytes and cuts what is longer.
LONGEST_ADDRESS: Final = 900


class StreamTarget(OutputCommand, frozen=True):
    """Where a stream goes; the key is part of no command but the start's, and there it is sealed."""

    stream: OutputId
    url: Annotated[
        str,
        Meta(
            pattern=rf"^rtmps?://[A-Za-z0-9.\[\]:-]{{1,255}}/[{STREAM_PATH_CHARACTERS}]{{0,256}}$",
            max_length=512,
            description="rtmp:// or rtmps:// address without the key",
            examples=["rtmps://a.rtmps.youtube.com/live2"],
        ),
    ]

    def path(self, meeting: Meeting) -> str:
        url = word("url", self.url, STREAM_URL, "must be rtmp://host/app or rtmps://host/app")
        key = meeting.stream_keys.get(word("stream", self.stream, OUTPUT), "")
        # The key's value stays out of the error.
        if key and not STREAM_KEY.fullmatch(key):
            raise UnsafeText("key", "…", "has characters that may not be sent to FreeSWITCH")
        # A key that begins with the address's query follows it at once.
        joined = f"{url}{key}" if key.startswith("?") else f"{url.rstrip('/')}/{key}"
        address = joined if key else url
        if len(address) > LONGEST_ADDRESS:
            raise UnsafeText("url", "…", f"with its key is longer than {LONGEST_ADDRESS} characters")
        return address


class StartStream(StreamTarget, StartOutput, frozen=True):
    """Send picture and sound of the conference to a streaming service."""

    name: RecordingName | None = None
    # What `shared.sealed_keys` made of the key.
    sealed_key: Annotated[str, Meta(pattern="^v1[.][A-Za-z0-9_-]{1,900}$")] | None = None
    # Of a meeting that was moved: the stream on the node before.
    goes_on_from: OutputId | None = None

    # A server that does not answer holds FreeSWITCH as long as TCP does.
    proven = by_event("start-recording", within=30.0)


class StopStream(StreamTarget, StopOutput, frozen=True):
    """End the stream."""
