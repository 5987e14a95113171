"""A stranger's sound becomes a WAV of ours: one channel of 16 bits, 48,000 samples a second."""

import wave
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import av

from freeswitch.relay.assets.limits import NotUsable
from freeswitch.relay.assets.order import Reencoded

# What it begins with → how FFmpeg is told to read it. It is never asked to guess: among its formats are lists that name
# other files and addresses.
_FORMATS: Final = (
    (0, b"RIFF", "wav"),
    (0, b"OggS", "ogg"),
    (0, b"fLaC", "flac"),
    (0, b"ID3", "mp3"),
    (0, b"\xff\xfb", "mp3"),
    (0, b"\xff\xf3", "mp3"),
    (0, b"\xff\xf2", "mp3"),
    (4, b"ftyp", "mov"),
)
# A conference's own rate: nothing is changed while it is played.
RATE: Final = 48_000
# Some 29 MB. A file of a few bytes may go on for days.
MOST_SECONDS: Final = 300
LEAST_SECONDS: Final = 0.02


def reencode(source: Path, target: Path) -> Reencoded:
    """Write the sound anew.

    Raises:
        NotUsable: it is none of the formats, has no sound, is damaged, or does not end in time.
    """
    content = source.read_bytes()
    kind = next((name for at, mark, name in _FORMATS if content[at : at + len(mark)] == mark), None)
    if kind is None:
        raise NotUsable("not_a_sound", "it is none of WAV, MP3, Ogg, FLAC, MP4")
    try:
        samples = _write(content, kind, target)
    except MemoryError:
        raise NotUsable("too_large", "it takes more memory than there is for one") from None
    except (av.FFmpegError, ValueError, EOFError) as problem:
        raise NotUsable("damaged", f"it cannot be read to its end: {problem}") from None
    seconds = samples / RATE
    if seconds < LEAST_SECONDS:
        raise NotUsable("no_sound", "there is no sound in it")
    return Reencoded(seconds=round(seconds, 3))


def _write(content: bytes, kind: str, target: Path) -> int:
    """How many samples it has."""
    count = 0
    # From memory, and with no protocol allowed: nothing in it can have another file or address opened.
    options = {"protocol_whitelist": "none"}
    # `Any`: PyAV's own types know neither of these calls.
    with av.open(BytesIO(content), format=kind, options=options) as opened, wave.open(str(target), "wb") as made:
        made.setnchannels(1)
        made.setsampwidth(2)
        made.setframerate(RATE)
        if not opened.streams.audio:
            raise NotUsable("no_sound", "there is no sound in it")
        stream: Any = opened.streams.audio[0]
        stream.thread_type = "NONE"
        resampler: Any = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in _frames(opened, stream, resampler):
            count += frame.samples
            if count > MOST_SECONDS * RATE:
                raise NotUsable("too_long", f"it lasts longer than {MOST_SECONDS} s")
            made.writeframes(bytes(frame.planes[0])[: frame.samples * 2])
    return count


def _frames(opened: Any, stream: Any, resampler: Any) -> Any:
    for frame in opened.decode(stream):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)
