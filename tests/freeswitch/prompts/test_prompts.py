"""The sound files in the repository: complete, playable by a telephone switch, made from today's texts."""

import os
import shutil
import wave
from array import array
from pathlib import Path

import pytest

from freeswitch.prompts.__main__ import speak
from freeswitch.prompts.sound import PEAK, RATE, as_telephone_sound
from freeswitch.prompts.texts import FOLDER, LANGUAGES, MADE_FROM, fingerprints, read_texts

SCRIPT = FOLDER.parent / "scripts" / "dial_in"
SOUNDS = [f"{language}/{name}" for name in read_texts() for language in LANGUAGES]


def samples_of(path: Path) -> "array[int]":
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        return array("h", sound.readframes(sound.getnframes()))


@pytest.mark.parametrize("sound", SOUNDS)
def test_every_prompt_is_a_clean_mono_telephone_sound(sound: str) -> None:
    samples = samples_of(FOLDER / f"{sound}.wav")

    assert RATE / 2 < len(samples) < RATE * 10
    assert max(abs(sample) for sample in samples) == PEAK
    assert samples[0] == samples[-1] == 0


def test_there_is_no_sound_without_a_text() -> None:
    files = {f"{path.parent.name}/{path.stem}" for path in FOLDER.glob("*/*.wav")}

    assert files == set(SOUNDS)


def test_the_sounds_were_made_from_todays_texts() -> None:
    assert (FOLDER / MADE_FROM).read_text() == fingerprints()


def test_every_prompt_that_the_dial_in_speaks_is_in_the_list() -> None:
    spoken = {
        word
        for path in [*SCRIPT.glob("*.lua"), SCRIPT.with_suffix(".lua")]
        for word in path.read_text().split('"')[1::2]
        if word in read_texts()
    }

    assert spoken == {
        "welcome", "ask_id", "ask_pin", "wrong", "not_heard", "please_wait", "joining", "waiting", "not_open",
        "goodbye", "unavailable",
    }  # fmt: skip


def test_espeak_ng_makes_the_same_sound_again() -> None:
    if not shutil.which("espeak-ng"):
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng is not installed, and CI must be able to make the prompts")
        pytest.skip("espeak-ng is not installed (apt install espeak-ng)")

    made = as_telephone_sound(speak(read_texts()["muted"]["en"], "en"))

    # Another version of espeak-ng speaks a little faster or slower.
    assert len(made) == pytest.approx((FOLDER / "en" / "muted.wav").stat().st_size, rel=0.2)
