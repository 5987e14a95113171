"""Small films made for a test: real Matroska with a picture and a sound, as FreeSWITCH writes it."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

WIDTH, HEIGHT, FPS, RATE = 64, 48, 10, 16000
SAMPLES = 1024
FAST = {"preset": "ultrafast"}


def film(
    path: Path, seconds: float = 2.0, *, video: bool = True, width: int = WIDTH, encoder: Mapping[str, str] = FAST
) -> Path:
    """Write a film; `video` False leaves the picture out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="wav" if path.suffix == ".wav" else "matroska") as container:
        picture = None
        if video:
            picture = container.add_stream("libx264", rate=FPS, options=dict(encoder))
            assert isinstance(picture, VideoStream)
            picture.width, picture.height, picture.pix_fmt = width, HEIGHT, "yuv420p"
        sound = container.add_stream("pcm_s16le" if path.suffix == ".wav" else "aac", rate=RATE)
        assert isinstance(sound, AudioStream)
        sound.layout = "mono"
        for number in range(round(seconds * FPS) if picture else 0):
            frame = VideoFrame(width, HEIGHT, "yuv420p")
            # A new frame holds whatever its memory held, and the film's size would hang on it.
            for colours in frame.planes:
                colours.update(bytes([16 + number % 200]) * colours.buffer_size)
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            assert picture is not None
            container.mux(picture.encode(frame))
        for number in range(int(seconds * RATE / SAMPLES)):
            heard = AudioFrame("s16" if path.suffix == ".wav" else "fltp", "mono", SAMPLES)
            for plane in heard.planes:
                plane.update(bytes(plane.buffer_size))
            heard.sample_rate, heard.pts, heard.time_base = RATE, number * SAMPLES, Fraction(1, RATE)
            container.mux(sound.encode(heard))
        for stream in (picture, sound):
            if stream is not None:
                container.mux(stream.encode(None))
    return path


def cut_off(path: Path, seconds: float = 4.0) -> Path:
    """A film whose end was never written: FreeSWITCH was killed."""
    whole = film(path.with_suffix(".whole.mkv"), seconds)
    data = whole.read_bytes()
    whole.unlink()
    # Without the duration element (0x4489, 8 bytes of a float) the file does not tell how long it is.
    mark = data.find(b"\x44\x89\x88")
    assert mark > 0
    blank = data[:mark] + b"\xec\x89" + bytes(9) + data[mark + 11 :]
    path.write_bytes(blank[: len(blank) * 2 // 3])
    return path
