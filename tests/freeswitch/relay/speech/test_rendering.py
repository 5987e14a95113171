"""A text becomes a sound, within limits."""

import shutil
import wave
from pathlib import Path
from typing import get_args

import pytest

from freeswitch.relay.speech import rendering
from freeswitch.relay.speech.order import SpeechOrder, SpeechResult
from freeswitch.relay.speech.rendering import render
from functions.shared.grammars.speech import LONGEST_SPOKEN, Language, voice_of

needs_espeak = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not installed")


def rendered(folder: Path, text: str, voice: str = "en-gb") -> SpeechResult:
    return render(SpeechOrder(text=text, voice=voice, file=str(folder / "spoken.wav")))


def program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Stand in for espeak-ng."""
    fake = folder / "espeak-ng"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setattr(rendering, "PROGRAM", str(fake))


@needs_espeak
def test_a_text_is_a_sound_as_long_as_it_takes_to_say_it(tmp_path: Path) -> None:
    short = rendered(tmp_path, "Hello.")
    long = rendered(tmp_path, "Hello, everybody: this meeting ends in five minutes.")

    assert (short.problem, long.problem) == ("", "")
    assert 0.3 < short.seconds < 2 < long.seconds < 10
    with wave.open(str(tmp_path / "spoken.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == long.seconds


@needs_espeak
@pytest.mark.parametrize("language", get_args(Language))
def test_every_language_can_be_spoken(tmp_path: Path, language: str) -> None:
    assert rendered(tmp_path, "12", voice_of(language)).problem == ""


@needs_espeak
def test_the_text_is_said_and_is_no_option_no_command_and_no_phonemes(tmp_path: Path) -> None:
    plain = rendered(tmp_path, "w three l d").seconds
    assert rendered(tmp_path, "[[w3ld]]").seconds > plain / 2
    victim = tmp_path / "victim"

    for text in (f"-w {victim}", f"$(touch {victim})", f"`touch {victim}`", f"; touch {victim}"):
        assert rendered(tmp_path, text).problem == ""

    assert not victim.exists()


@needs_espeak
def test_a_text_without_a_word_is_not_played(tmp_path: Path) -> None:
    result = rendered(tmp_path, "\U000e0001" * LONGEST_SPOKEN)

    assert (result.problem, result.detail) == ("not_spoken", "nothing in the text can be spoken in this language")


@needs_espeak
def test_a_sound_that_would_be_too_long_is_cut_off_and_not_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "MOST_BYTES", 50_000)

    assert rendered(tmp_path, "word " * 100).problem == "too_long"
    assert list(tmp_path.iterdir()) == []


@needs_espeak
def test_the_longest_text_is_within_the_limits_in_the_slowest_way_to_say_it(tmp_path: Path) -> None:
    assert rendered(tmp_path, "9 " * (LONGEST_SPOKEN // 2)).problem == ""


def test_without_espeak_ng_the_reason_says_how_to_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "PROGRAM", "no-such-program")

    result = rendered(tmp_path, "Hello")

    assert (result.problem, "apt-get install" in result.detail) == ("no_speech", True)


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("echo 'no such voice' >&2; exit 1", "status 1: no such voice"),
        ("exit 0", "made no sound"),
        ("echo rubbish", "made no sound"),
        ("kill -SEGV $$", "status -11"),
        ("exec sleep 60", "took longer than 0.5 s"),
    ],
)
def test_whatever_the_program_does_there_is_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, words: str
) -> None:
    program(tmp_path, monkeypatch, script)
    if "sleep" in script:
        monkeypatch.setattr(rendering, "PROGRAM_SECONDS", 0.5)

    result = rendered(tmp_path, "Hello")

    assert result.problem == "not_spoken"
    assert words in result.detail
