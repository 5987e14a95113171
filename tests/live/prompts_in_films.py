"""Whether a prompt is heard in a film: the film's sound is held against the prompt's own file."""

import math
from array import array
from collections.abc import Sequence
from operator import mul
from pathlib import Path

import av
from av.audio.resampler import AudioResampler

RATE = 4000
# Where loudness goes up and down alike is looked closely: every so many samples, at so many places.
STEP, PLACES = 80, 20


def likeness(film: Path, prompt: Path) -> float:
    """How like the prompt the likest moment of the film is: 1 is the same sound, 0 another one.

    It is the normalised correlation: louder or softer makes no difference, what else is heard takes from it.
    """
    heard, said = _sound(film), _sound(prompt)
    there, wanted = _loudness(heard), _loudness(said)
    rough = [(_alike(there[at : at + len(wanted)], wanted), at) for at in range(max(1, len(there) - len(wanted)))]
    starts = {
        start
        for _, at in sorted(rough, reverse=True)[:PLACES]
        for start in range(max(0, (at - 1) * STEP), (at + 1) * STEP)
    }
    return max(abs(_alike(heard[start : start + len(said)], said)) for start in starts)


def _alike(one: Sequence[float], other: Sequence[float]) -> float:
    if len(one) < len(other):
        return 0.0
    size = math.sqrt(sum(map(mul, one, one)) * sum(map(mul, other, other)))
    return sum(map(mul, one, other)) / size if size else 0.0


def _loudness(sound: Sequence[float]) -> list[float]:
    parts = (sound[start : start + STEP] for start in range(0, len(sound), STEP))
    found = [math.sqrt(sum(map(mul, part, part)) / STEP) for part in parts]
    middle = sum(found) / len(found)
    return [one - middle for one in found]


def _sound(file: Path) -> list[float]:
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    samples = array("h")
    with av.open(str(file)) as container:
        for frame in container.decode(audio=0):
            for part in resampler.resample(frame):
                samples.frombytes(bytes(part.planes[0])[: 2 * part.samples])
    return [float(sample) for sample in samples]
