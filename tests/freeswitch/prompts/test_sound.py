"""The resampler: speech survives, what a telephone cannot carry does not fold back."""

import io
import math
import wave
from array import array

import pytest

from freeswitch.prompts.sound import PEAK, RATE, as_telephone_sound, resample

SOURCE_RATE = 22050


def tone(frequency: float, seconds: float = 0.2) -> "array[int]":
    return array(
        "h",
        (
            round(10000 * math.sin(2 * math.pi * frequency * at / SOURCE_RATE))
            for at in range(int(seconds * SOURCE_RATE))
        ),
    )


def loudness(samples: "array[float]") -> float:
    middle = samples[100:-100]
    return math.sqrt(sum(value * value for value in middle) / len(middle))


@pytest.mark.parametrize("frequency", [100, 440, 1000, 3000])
def test_speech_keeps_its_loudness(frequency: float) -> None:
    assert loudness(resample(tone(frequency), SOURCE_RATE)) == pytest.approx(10000 / math.sqrt(2), rel=0.03)


@pytest.mark.parametrize("frequency", [4800, 6000, 8000, 10000])
def test_what_is_above_the_band_is_gone(frequency: float) -> None:
    assert loudness(resample(tone(frequency), SOURCE_RATE)) < 40


def test_silence_at_the_ends_is_cut_and_the_level_is_even() -> None:
    quiet = array("h", bytes(2 * SOURCE_RATE))
    file = io.BytesIO()
    with wave.open(file, "wb") as sink:
        sink.setparams((1, 2, SOURCE_RATE, 0, "NONE", "not compressed"))
        sink.writeframes((quiet + tone(440) + quiet).tobytes())

    with wave.open(io.BytesIO(as_telephone_sound(file.getvalue()))) as made:
        samples = array("h", made.readframes(made.getnframes()))

    assert max(abs(sample) for sample in samples) == PEAK
    assert len(samples) / RATE == pytest.approx(0.5, abs=0.01)


def test_a_silent_sound_is_an_error() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as sink:
        sink.setparams((1, 2, SOURCE_RATE, 0, "NONE", "not compressed"))
        sink.writeframes(bytes(2000))

    with pytest.raises(ValueError, match="silent"):
        as_telephone_sound(file.getvalue())
