"""The packets of a media file as far as it can be read."""

from collections.abc import Iterator

from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from freeswitch.relay.children.child_life import Alive


def readable_packets(container: InputContainer, *streams: Stream, alive: Alive) -> Iterator["Packet[Stream]"]:
    """All packets up to the end, or to where the file was cut off in the middle of a picture."""
    try:
        for packet in container.demux(*streams):
            alive()
            yield packet
    except FFmpegError:
        return
