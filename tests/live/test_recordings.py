"""Recordings on a real switch: from two browsers in one picture to a film that plays."""

import hashlib
import threading
from pathlib import Path
from urllib.request import urlopen

import av
import pytest

from tests.live.meeting import Meeting
from tests.live.processes import wait_until
from tests.live.stack import JsonObject

RECORDINGS = "/v1/conferences/internal/recordings"


def let_pass(seconds: float) -> None:
    """What is recorded takes its time."""
    threading.Event().wait(seconds)


def start(meeting: Meeting, **wish: object) -> str:
    status, answer = meeting.stack.ask("POST", RECORDINGS, wish, Prefer="wait=15")
    assert status == 200, answer
    assert answer["state"] == "confirmed", answer
    recording = str(answer["id"])
    wait_until(lambda: view(meeting, recording)["state"] == "live", "the file grows", within=60)
    return recording


def view(meeting: Meeting, recording: str) -> JsonObject:
    return meeting.stack.ask("GET", f"{RECORDINGS}/{recording}")[1]


def stop(meeting: Meeting, recording: str) -> JsonObject:
    status, answer = meeting.stack.ask("DELETE", f"{RECORDINGS}/{recording}", Prefer="wait=15")
    assert (status, answer["state"]) == (200, "confirmed"), answer
    return ended(meeting, recording)


def ended(meeting: Meeting, recording: str) -> JsonObject:
    wait_until(lambda: view(meeting, recording)["state"] in {"ready", "failed"}, "the recording is over", within=120)
    return view(meeting, recording)


def fetched(shown: JsonObject, folder: Path) -> tuple[Path, str]:
    """The film behind the link, and the hash that stands beside it in S3."""
    film = folder / f"{shown['id']}.{shown['format']}"
    with urlopen(str(shown["url"]), timeout=30) as answer:
        film.write_bytes(answer.read())
        return film, answer.headers["x-amz-meta-sha256"]


def played(film: Path) -> tuple[int, int, int]:
    """Pictures and sounds that can be decoded, and how much the brightness varies in the last picture."""
    last: av.VideoFrame | None = None
    pictures = sounds = 0
    with av.open(str(film)) as container:
        for frame in container.decode(*container.streams.video, *container.streams.audio):
            if isinstance(frame, av.VideoFrame):
                pictures += 1
                last = frame
            elif isinstance(frame, av.AudioFrame):
                sounds += frame.samples
    assert last is not None
    plane = bytes(last.planes[0])
    return pictures, sounds, max(plane) - min(plane)


def test_an_mp4_of_a_minute_plays_and_is_what_was_stored(meeting: Meeting, tmp_path: Path) -> None:
    recording = start(meeting, name="minute")
    let_pass(60)
    shown = stop(meeting, recording)
    film, noted = fetched(shown, tmp_path)
    pictures, sounds, spread = played(film)

    assert (shown["state"], shown["has_video"], shown["has_sound"], shown["incomplete"]) == ("ready", True, True, False)
    assert shown["duration_seconds"] == pytest.approx(60, abs=4)
    assert hashlib.sha256(film.read_bytes()).hexdigest() == shown["sha256"] == noted
    assert pictures > 60 * 10
    assert sounds > 55 * 8000
    assert spread > 100, "a picture with nothing in it"
    wait_until(lambda: not list(meeting.switch.folder.glob(f"state/recordings/**/{recording}*")), "no file is left")


def test_what_is_paused_is_not_in_the_film(meeting: Meeting, tmp_path: Path) -> None:
    recording = start(meeting, format="mkv")
    let_pass(6)
    for paused in (True, False):
        status, answer = meeting.stack.ask("PATCH", f"{RECORDINGS}/{recording}", {"paused": paused}, Prefer="wait=15")
        assert (status, answer["state"]) == (200, "confirmed"), answer
        assert view(meeting, recording)["paused"] is paused
        # Longer than a file may stand still: nobody takes it for broken.
        let_pass(20 if paused else 6)
    shown = stop(meeting, recording)
    pictures, sounds, _ = played(fetched(shown, tmp_path)[0])

    assert (shown["state"], shown["retries"], shown["parts"]) == ("ready", 0, 1)
    assert pictures > 0
    # How the pause shows in the film's clock is FreeSWITCH's; what was said in it is not there.
    assert 8 * 8000 < sounds < 20 * 48000


def test_a_sound_alone(meeting: Meeting, tmp_path: Path) -> None:
    recording = start(meeting, format="wav")
    let_pass(5)
    shown = stop(meeting, recording)
    film, noted = fetched(shown, tmp_path)

    assert (shown["state"], shown["has_video"], shown["has_sound"]) == ("ready", False, True)
    assert hashlib.sha256(film.read_bytes()).hexdigest() == noted
    assert shown["duration_seconds"] == pytest.approx(5, abs=3)
