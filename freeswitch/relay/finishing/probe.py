"""Looks into a media file: what is in it, how long it is, whether it can be played."""

from dataclasses import dataclass

import av
from av.error import FFmpegError


@dataclass(frozen=True)
class Probe:
    """What a file holds; `closed` is False where FreeSWITCH did not get to write its end."""

    seconds: float
    has_video: bool
    has_sound: bool
    closed: bool


def probe(path: str) -> Probe | None:
    """Open the file and decode a first picture and a first sound; None if nothing of it can be played."""
    try:
        with av.open(path) as container:
            closed = bool(container.duration)
            videos, sounds = container.streams.video, container.streams.audio
            has_video = bool(videos) and _decodes(path, "video")
            has_sound = bool(sounds) and _decodes(path, "audio")
            if not has_video and not has_sound:
                return None
            seconds = container.duration / av.time_base if container.duration else _last_moment(path)
            return Probe(seconds=round(seconds, 3), has_video=has_video, has_sound=has_sound, closed=closed)
    except (FFmpegError, OSError):
        return None


def _decodes(path: str, kind: str) -> bool:
    with av.open(path) as container:
        stream = container.streams.video[0] if kind == "video" else container.streams.audio[0]
        try:
            for packet in container.demux(stream):
                for _ in packet.decode():
                    return True
        except FFmpegError:
            # Cut off or damaged before the first picture.
            return False
    return False


def _last_moment(path: str) -> float:
    """The end of what can be read; a file that was cut off does not tell how long it is."""
    last = 0.0
    with av.open(path) as container:
        try:
            for packet in container.demux():
                if packet.pts is not None and packet.time_base is not None:
                    last = max(last, float((packet.pts + (packet.duration or 0)) * packet.time_base))
        except FFmpegError:
            # The end is where it stops being readable.
            return last
    return last
