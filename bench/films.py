"""Films of any size for a measurement: real Matroska, the same noisy picture 25 times a second."""

import os
from fractions import Fraction
from pathlib import Path

import av
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

WIDTH, HEIGHT, FPS = 640, 360, 25
MIB = 1024 * 1024


def film(path: Path, mib: int) -> Path:
    """Write a film of about so many MiB."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("mjpeg", rate=FPS)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
        noise = VideoFrame(WIDTH, HEIGHT, "yuvj420p")
        for plane in noise.planes:
            plane.update(os.urandom(plane.buffer_size))
        noise.pts = 0
        picture = bytes(stream.encode(noise)[0])
        for number in range(mib * MIB // len(picture)):
            packet = Packet(picture)
            packet.stream, packet.pts, packet.dts, packet.duration = stream, number, number, 1
            packet.time_base, packet.is_keyframe = Fraction(1, FPS), True
            container.mux(packet)
    return path


def with_void(path: Path, mib: int) -> Path:
    """Make a film as large as wished by an element that players pass over; it takes no room on the disk."""
    size = mib * MIB
    with path.open("r+b") as file:
        file.seek(0, os.SEEK_END)
        file.write(b"\xec\x01" + (size - 9).to_bytes(7, "big"))
        file.truncate(file.tell() + size - 9)
    return path
