"""Renders a text with espeak-ng, within limits of time, memory and length."""

import io
import resource
import shutil
import subprocess
import threading
import wave
from array import array
from contextlib import suppress

from freeswitch.relay.speech.order import SpeechOrder, SpeechResult

PROGRAM = "espeak-ng"
# Words a minute; espeak-ng's own 175 is hard to follow on a telephone.
SPEED = "150"
MOST_SECONDS = 120.0
# Its samples are of two bytes, 22,050 a second at the most.
MOST_BYTES = int(22_050 * 2 * MOST_SECONDS)
MOST_MEMORY = 512 * 1024 * 1024
PROGRAM_SECONDS: float = 8
CPU_SECONDS = 8
# A hundredth of full scale: below it nobody hears a word.
LEAST_PEAK = 327


def render(order: SpeechOrder) -> SpeechResult:
    """Write the file, or say why there is nothing to play.

    Raises:
        OSError: the file cannot be written.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        detail = f"{PROGRAM} is not installed beside the relay: apt-get install {PROGRAM}"
        return SpeechResult(problem="no_speech", detail=detail)
    status, sound, said = _run(program, order)
    if len(sound) > MOST_BYTES:
        return SpeechResult(problem="too_long", detail=f"it would last longer than {MOST_SECONDS:g} s")
    if status == "late":
        return SpeechResult(problem="not_spoken", detail=f"{PROGRAM} took longer than {PROGRAM_SECONDS:g} s")
    if status:
        return SpeechResult(problem="not_spoken", detail=f"{PROGRAM} ended with the status {status}: {said}")
    return _keep(sound, order.file)


def _run(program: str, order: SpeechOrder) -> tuple[int | str, bytes, str]:
    """Its status (`late` where it was killed for that), what it made, and what it complained of."""
    late = threading.Event()
    with subprocess.Popen(  # noqa: S603  # no shell; the text goes in on standard input, the voice is of our own list
        [program, "-v", order.voice, "-s", SPEED, "-b", "1", "--stdin", "--stdout"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdin and running.stdout and running.stderr  # noqa: S101, PT018  # for the type checker: pipes

        def end() -> None:
            late.set()
            running.kill()

        clock = threading.Timer(PROGRAM_SECONDS, end)
        clock.start()
        try:
            with suppress(BrokenPipeError):
                running.stdin.write(_plain(order.text).encode())
            with suppress(BrokenPipeError):
                running.stdin.close()
            sound = running.stdout.read(MOST_BYTES + 1)
            if len(sound) > MOST_BYTES:
                running.kill()
            said = running.stderr.read(2000).decode("utf-8", "replace").strip()[-200:]
            status = running.wait()
        finally:
            clock.cancel()
    return "late" if late.is_set() else status, sound, said


def _plain(text: str) -> str:
    """Without what espeak-ng takes for phonemes."""
    return text.replace("[[", "[ [")


def limit_this_process() -> None:
    """And with it the program that it begins."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def _keep(sound: bytes, file: str) -> SpeechResult:
    """Write it with a head that says how long it is; on a pipe nobody knew."""
    try:
        with wave.open(io.BytesIO(sound)) as made:
            rate, samples = made.getframerate(), made.readframes(made.getnframes())
    except (EOFError, wave.Error) as problem:
        return SpeechResult(problem="not_spoken", detail=f"{PROGRAM} made no sound: {problem}")
    if max(array("h", samples), default=0) < LEAST_PEAK:
        return SpeechResult(problem="not_spoken", detail="nothing in the text can be spoken in this language")
    with wave.open(file, "wb") as kept:
        kept.setnchannels(1)
        kept.setsampwidth(2)
        kept.setframerate(rate)
        kept.writeframes(samples)
    return SpeechResult(seconds=len(samples) / 2 / rate)
