"""A recording of the stand-in: the canvas as it draws it and a quiet tone, as long as it was recorded."""

import math
from array import array
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
from av import AudioFrame, VideoFrame

from functions.shared.layouts.pixels import Size

FRAMES, RATE, SAMPLES = 5, 48_000, 9600  # pictures a second; sounds a second, and with each picture
CONTAINERS = {".wav": "wav", ".mp4": "mp4"}
# As on FreeSWITCH the file grows while it is recorded, and what is there of it can be played if nobody closes it.
OPTIONS = {"matroska": {"cluster_time_limit": "500", "flush_packets": "1"}}
TONE = array("h", (int(600 * math.sin(2 * math.pi * 440 * number / RATE)) for number in range(SAMPLES))).tobytes()


class Film:
    """One file that is being written."""

    def __init__(self, path: Path, size: Size) -> None:
        kind = CONTAINERS.get(path.suffix, "matroska")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.size = size
        self._container = av.open(str(path), "w", format=kind, options=OPTIONS.get(kind, {}))
        self._video = None
        if kind != "wav":
            # Of several threads each holds pictures of its own: 30 MB instead of 16 for so few of them a second.
            options = {"preset": "ultrafast", "threads": "1"}
            self._video = self._container.add_stream("libx264", rate=FRAMES, options=options)
            self._video.width, self._video.height, self._video.pix_fmt = size.width, size.height, "yuv420p"
        self._sound = self._container.add_stream("pcm_s16le" if kind == "wav" else "aac", rate=RATE, layout="mono")
        self._frames = 0

    @property
    def due(self) -> float:
        """The second at which it wants its next picture."""
        return self._frames / FRAMES

    def add(self, rows: Sequence[bytes | bytearray]) -> None:
        """Add a picture, 24 bits a pixel, that is shown for a fifth of a second, and its sound."""
        if self._video is not None:
            frame = VideoFrame(self.size.width, self.size.height, "rgb24")
            padding = bytes(frame.planes[0].line_size - 3 * self.size.width)
            frame.planes[0].update(b"".join(row + padding for row in rows))
            frame.pts, frame.time_base = self._frames, Fraction(1, FRAMES)
            self._container.mux(self._video.encode(frame))
        sound = AudioFrame("s16", "mono", SAMPLES)
        sound.planes[0].update(TONE)
        sound.sample_rate, sound.pts, sound.time_base = RATE, self._frames * SAMPLES, Fraction(1, RATE)
        self._container.mux(self._sound.encode(sound))
        self._frames += 1

    def close(self) -> None:
        """Write what the encoders still hold, and the file's end."""
        try:
            for stream in (self._video, self._sound):
                if stream is not None:
                    self._container.mux(stream.encode(None))
        finally:
            self._container.close()
