"""Looks into a media file: what is in it, how long it is, whether it can be played."""

from pathlib import Path

import av
import msgspec
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Stream

from freeswitch.relay.children.child_life import Alive, nobody
from freeswitch.relay.finishing.contents import Contents, HashedFile
from freeswitch.relay.finishing.packets import readable_packets

# One call from libav into Python for so many bytes.
BUFFER_BYTES = 256 * 1024
# How far before the end that a file tells its last packet may lie.
END_SECONDS = 2.0


class Probe(msgspec.Struct, frozen=True):
    """What a file holds; `closed` is False where FreeSWITCH did not get to write its end."""

    seconds: float
    has_video: bool
    has_sound: bool
    closed: bool


def glance(path: str, alive: Alive = nobody) -> Probe | None:
    """Decode a first picture and a first sound, read on only if the end is missing; None if nothing can be played."""
    try:
        with av.open(path) as container:
            return _looked(container, alive, whole=not container.duration)
    except (FFmpegError, OSError):
        return None


def examine(path: Path, alive: Alive = nobody) -> tuple[Probe, Contents] | None:
    """Read the file once from its first packet to its last and hash it on the way; None if it cannot be played."""
    with HashedFile(path, alive) as file:
        try:
            with av.open(file, "r", buffer_size=BUFFER_BYTES) as container:
                looked = _looked(container, alive, whole=True)
        except FFmpegError:
            return None
        return None if looked is None else (looked, file.contents())


def _looked(container: InputContainer, alive: Alive, *, whole: bool) -> Probe | None:
    undecoded = {stream.index for stream in (*container.streams.video[:1], *container.streams.audio[:1])}
    wanted, last = set(undecoded), 0.0
    for packet in readable_packets(container, alive=alive):
        if packet.pts is not None and packet.time_base is not None:
            last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        if packet.stream_index in undecoded and _decodes(packet):
            undecoded.discard(packet.stream_index)
        if not undecoded and not whole:
            break
    decoded = {container.streams[index].type for index in wanted - undecoded}
    if not decoded:
        return None
    told = container.duration / av.time_base if container.duration else 0.0
    closed = bool(told) and (not whole or last >= told - END_SECONDS)
    return Probe(
        seconds=round(told if closed else last, 3),
        has_video="video" in decoded,
        has_sound="audio" in decoded,
        closed=closed,
    )


def _decodes(packet: "Packet[Stream]") -> bool:
    try:
        return bool(packet.decode())
    except FFmpegError:
        # A recording may begin between two whole pictures.
        return False
