"""Copies the pictures and sounds of one or more parts into one file, without encoding anything again."""

import errno
from collections.abc import Sequence
from fractions import Fraction

import av
from av.container import InputContainer, OutputContainer
from av.error import FFmpegError
from av.stream import Stream

from freeswitch.relay.children.child_life import Alive, nobody
from freeswitch.relay.finishing.dating import dated
from freeswitch.relay.finishing.packets import readable_packets

# The index in front: a player can begin before it has the whole file.
OPTIONS = {"mp4": {"movflags": "faststart"}, "mkv": {}, "wav": {}}
DISK_TROUBLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})
CONTAINERS = {"mp4": "mp4", "mkv": "matroska", "wav": "wav"}


class NotJoinable(Exception):
    """The parts are of different size or codec, or the format cannot hold them."""


def join(parts: Sequence[str], out: str, kind: str, alive: Alive = nobody) -> None:
    """Write `out` from the parts, one after the other.

    Raises:
        NotJoinable: they do not fit into one file.
        OSError: the disk is full or broken.
    """
    try:
        with av.open(out, "w", format=CONTAINERS[kind], options=OPTIONS[kind]) as target:
            streams: dict[str, Stream] = {}
            begins = Fraction(0)
            for path in parts:
                with av.open(path) as source:
                    begins += _copy(source, target, streams, begins, alive)
    except FFmpegError as problem:
        if problem.errno in DISK_TROUBLE:
            raise OSError(problem.errno, problem.strerror) from problem
        raise NotJoinable(str(problem)) from problem


def _copy(
    source: InputContainer, target: OutputContainer, streams: dict[str, Stream], begins: Fraction, alive: Alive
) -> Fraction:
    """Copy one part so that it begins at `begins`; returns how long it is."""
    wanted: list[Stream] = [*source.streams.video[:1], *source.streams.audio[:1]]
    for stream in wanted:
        if stream.type not in streams and not begins:
            streams[stream.type] = target.add_stream_from_template(stream)
        elif stream.type not in streams or not _fit(stream, streams[stream.type]):
            raise NotJoinable(f"a later part has another {stream.type} than the first")
    first: Fraction | None = None
    end = Fraction(0)
    latest: dict[str, int] = {}
    for packet in dated(readable_packets(source, *wanted, alive=alive)):
        if packet.dts is None or packet.time_base is None:
            continue
        base = packet.time_base
        if first is None:
            first = packet.dts * base
        shift = int((begins - first) / base)
        # Two packets of one moment: a file needs an order.
        packet.dts = max(packet.dts + shift, latest.get(packet.stream.type, packet.dts + shift - 1) + 1)
        latest[packet.stream.type] = packet.dts
        packet.pts = packet.dts if packet.pts is None else max(packet.pts + shift, packet.dts)
        end = max(end, (packet.dts + (packet.duration or 0)) * base - begins)
        packet.stream = streams[packet.stream.type]
        target.mux(packet)
    return end


def _fit(stream: Stream, first: Stream) -> bool:
    one, other = stream.codec_context, first.codec_context
    same = one.name == other.name or one.codec.id == other.codec.id
    size = ("width", "height", "sample_rate", "channels")
    return same and all(getattr(one, name, None) == getattr(other, name, None) for name in size)
