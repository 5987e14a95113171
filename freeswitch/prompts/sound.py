"""Turns any mono 16-bit wav into what a telephone carries: 8 kHz, even loudness, short silences at both ends."""

import io
import math
import wave
from array import array
from functools import cache

RATE = 8000
# Half of what 16 bits hold: loud enough beside talkers, with room for the mixer.
PEAK = 16000
SILENCE_S = 0.15
# Below this a sample counts as silence: espeak-ng pads its output by up to half a second.
QUIET = 60
# Reach of the low-pass on either side, in output samples: -60 dB by 4 kHz, so that nothing folds back.
REACH = 12


@cache
def _low_pass(offset: float) -> float:
    """Weight of a sample `offset` output samples away: a windowed sinc, cut at 0.45 of the new rate."""
    if abs(offset) >= REACH:
        return 0.0
    cut = 0.9 * offset
    sinc = 1.0 if offset == 0 else math.sin(math.pi * cut) / (math.pi * cut)
    return 0.9 * sinc * (0.5 + 0.5 * math.cos(math.pi * offset / REACH))


def resample(samples: "array[int]", rate: int) -> "array[float]":
    """Return the samples at RATE; the source rate must not be lower."""
    step = rate / RATE
    made = array("d")
    for number in range(int(len(samples) / step)):
        centre = number * step
        first = max(0, math.ceil(centre - REACH * step))
        last = min(len(samples), math.floor(centre + REACH * step) + 1)
        total = sum(samples[at] * _low_pass(round((at - centre) / step, 6)) for at in range(first, last))
        made.append(total / step)
    return made


def as_telephone_sound(wav: bytes) -> bytes:
    """Return the wav at 8 kHz, trimmed and levelled."""
    with wave.open(io.BytesIO(wav)) as source:
        samples = array("h", source.readframes(source.getnframes()))
        rate = source.getframerate()
    loud = [at for at, sample in enumerate(samples) if abs(sample) > QUIET]
    if not loud:
        raise ValueError("the sound is silent")
    made = resample(samples[loud[0] : loud[-1] + 1], rate)
    gain = PEAK / max(abs(value) for value in made)
    silence = array("h", bytes(2 * int(SILENCE_S * RATE)))
    spoken = array("h", (round(value * gain) for value in made))
    target = io.BytesIO()
    with wave.open(target, "wb") as sink:
        sink.setnchannels(1)
        sink.setsampwidth(2)
        sink.setframerate(RATE)
        sink.writeframes((silence + spoken + silence).tobytes())
    return target.getvalue()
