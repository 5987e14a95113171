"""The packets of a media file as far as it can be read."""

from collections.abc import Iterator

from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream


def readable_packets(container: InputContainer, *streams: Stream) -> Iterator["Packet[Stream]"]:
    """All packets up to the end, or to where the file was cut off in the middle of a picture."""
    try:
        yield from container.demux(*streams)
    except FFmpegError:
        return
