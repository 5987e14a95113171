"""Strangers' files come out in their one form, with nothing else of what they were, or not at all."""

import subprocess
import sys
import time
import wave
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image, PngImagePlugin

from freeswitch.relay.assets import fonts, pictures, sounds
from freeswitch.relay.assets.limits import NotUsable
from freeswitch.relay.assets.looking import reencoded
from freeswitch.relay.assets.order import Reencoded
from freeswitch.relay.stills.png import png_size
from tests.freeswitch.relay.assets import files

SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
WORK: dict[str, Callable[[Path, Path], Reencoded]] = {
    "picture": pictures.reencode,
    "sound": sounds.reencode,
    "font": fonts.reencode,
}


def refused(kind: str, content: bytes, folder: Path) -> str:
    """Why it cannot be had."""
    source = files.written(folder, content)
    with pytest.raises(NotUsable) as refusal:
        WORK[kind](source, folder / "made")
    return refusal.value.reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_a_png_of_even_sides(tmp_path: Path, kind: str) -> None:
    source = files.written(tmp_path, files.picture(65, 49, kind))

    made = pictures.reencode(source, tmp_path / "made")

    assert (made.width, made.height) == (64, 48) == tuple(png_size((tmp_path / "made").read_bytes()) or ())
    with Image.open(tmp_path / "made") as opened:
        assert opened.getpixel((10, 10)) == pytest.approx((192, 32, 64), abs=6)


def test_of_a_picture_its_pixels_are_kept_and_nothing_else(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "a secret note")
    marked = files.picture(pnginfo=notes, exif=Image.Exif()) + b"PK\x03\x04 and a second file behind it <script>"

    made = pictures.reencode(files.written(tmp_path, marked), tmp_path / "made")
    content = (tmp_path / "made").read_bytes()

    assert made == Reencoded(width=64, height=48)
    assert not any(word in content for word in (b"secret", b"script", b"eXIf", b"tEXt", b"PK\x03\x04"))


def test_what_is_seen_through_stays_so(tmp_path: Path) -> None:
    pictures.reencode(files.written(tmp_path, files.picture(mode="RGBA")), tmp_path / "made")

    with Image.open(tmp_path / "made") as made:
        assert made.mode == "RGBA"


def test_a_picture_is_no_larger_than_any_canvas(tmp_path: Path) -> None:
    made = pictures.reencode(files.written(tmp_path, files.picture(5000, 500)), tmp_path / "made")

    assert (made.width, made.height) == (3840, 384)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG, "not_a_picture"),
        (files.SIGNATURE + SVG, "not_a_picture"),
        (b"GIF89a" + SVG, "not_a_picture"),
        (b"%PDF-1.7", "not_a_picture"),
        (b"", "not_a_picture"),
        (files.picture()[:100], "damaged"),
        (files.png_that_says(50_000, 50_000, bytes(1000)), "too_large"),
        (files.png_that_says(2**31 - 1, 2**31 - 1, bytes(1000)), "too_large"),
        (files.png_that_says(4000, 4000, bytes(1000)), "damaged"),
        (files.png_that_says(1, 1, bytes(4)), "too_small"),
        # Ten million bytes of a note in ten thousand.
        (
            files.png_that_says(10, 10, bytes(310), files.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(10**7), 9))),
            "damaged",
        ),
    ],
    ids=[
        "svg", "svg as png", "svg as gif", "pdf", "nothing", "cut off", "bomb", "huge", "less than it says", "dot",
        "note",
    ],
)  # fmt: skip
def test_what_is_no_picture_or_too_much_of_one_is_refused_with_a_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert refused("picture", content, tmp_path) == reason


def test_a_head_that_hides_how_much_follows_costs_no_more_than_it_says(tmp_path: Path) -> None:
    bomb = files.png_that_says(100, 100, bytes(50_000_000))

    made = pictures.reencode(files.written(tmp_path, bomb), tmp_path / "made")

    assert (made.width, made.height) == (100, 100)
    assert (tmp_path / "made").stat().st_size < 1000


def test_a_sound_becomes_one_channel_at_a_conferences_rate(tmp_path: Path) -> None:
    made = sounds.reencode(files.written(tmp_path, files.sound(0.5)), tmp_path / "made")

    with wave.open(str(tmp_path / "made")) as sound:
        told = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate(), sound.getnframes())
    assert told[:3] == (1, 2, 48_000)
    assert told[3] == pytest.approx(24_000, abs=200)
    assert made.seconds == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n", "not_a_sound"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "not_a_sound"),
        (b"v=0\no=- 0 0 IN IP4 169.254.169.254\n", "not_a_sound"),
        (SVG, "not_a_sound"),
        (b"", "not_a_sound"),
        (b"RIFF\xff\xff\xff\xffWAVE" + bytes(100), "damaged"),
        (b"fLaC" + bytes(200), "damaged"),
        (files.sound(0.001), "no_sound"),
        # In three megabytes; what is read is not kept.
        (files.sound(301), "too_long"),
    ],
    ids=["playlist", "list of files", "session", "svg", "nothing", "no wave", "no flac", "a click", "endless"],
)
def test_what_is_no_sound_or_does_not_end_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert refused("sound", content, tmp_path) in {reason, "no_sound" if reason == "damaged" else reason}


def test_a_list_of_files_that_begins_as_a_sound_opens_none_of_them(tmp_path: Path) -> None:
    secret = files.written(tmp_path, files.sound(1.0), "secret.wav")
    content = b"ID3\x03\x00\x00\x00\x00\x00\x00#EXTM3U\n" + str(secret).encode()

    assert refused("sound", content, tmp_path) in {"damaged", "no_sound"}


def test_a_font_keeps_its_outlines_and_loses_its_programs_and_drawings(tmp_path: Path) -> None:
    source = files.written(tmp_path, files.font(with_program=True))

    made = fonts.reencode(source, tmp_path / "made")

    with TTFont(tmp_path / "made") as of_ours, TTFont(source) as of_theirs:
        tables, before = set(of_ours.keys()), set(of_theirs.keys())
    assert {"fpgm", "SVG "} <= before
    assert made == Reencoded(family="Square")
    assert tables <= {"GlyphOrder", "head", "hhea", "hmtx", "maxp", "cmap", "name", "post", "OS/2", "glyf", "loca"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (SVG, "not_a_font"),
        (b"ttcf" + bytes(100), "not_a_font"),
        (b"wOFF" + bytes(100), "not_a_font"),
        (b"wOF2" + bytes(100), "not_a_font"),
        (b"\x00\x01\x00\x00" + b"\xff" * 100, "damaged"),
        (files.font()[:-300], "damaged"),
        (files.font(empty=True), "draws_nothing"),
        (files.picture(), "not_a_font"),
    ],
    ids=["svg", "collection", "woff", "woff2", "noise", "cut off", "empty", "picture"],
)
def test_what_is_no_font_is_refused_with_a_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    assert refused("font", content, tmp_path) == reason


def test_a_file_is_read_by_a_process_of_its_own_that_has_nobodys_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a secret key")
    spy = tmp_path / "sitecustomize.py"
    spy.write_text("raise SystemExit('this would run with the relay')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    made = reencoded("picture", files.written(tmp_path, files.picture()), tmp_path / "made")

    assert made == Reencoded(width=64, height=48)


def test_one_that_is_not_read_in_time_is_given_up(tmp_path: Path) -> None:
    began = time.monotonic()

    made = reencoded(
        "picture",
        files.written(tmp_path, files.picture()),
        tmp_path / "made",
        seconds=0.001,
        used=iter([1.0, 7.0]).__next__,
    )

    assert made is not None
    assert made.problem == "took_too_long"
    assert time.monotonic() - began < 20


def test_a_machine_that_had_no_time_for_it_says_nothing_about_the_file(tmp_path: Path) -> None:
    source = files.written(tmp_path, files.picture())

    assert reencoded("picture", source, tmp_path / "made", seconds=0.001) is None


def test_one_that_takes_more_memory_than_there_is_ends_its_process_and_nothing_else(tmp_path: Path) -> None:
    # The limit is looked at by the kernel, whatever is in the file: here it is less than Python itself needs.
    program = "import freeswitch.relay.assets.limits as l; l.limit_this_process(); bytearray(2 * l.MOST_MEMORY)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env={}, timeout=60)  # noqa: PLW1510

    assert done.returncode != 0
    assert b"MemoryError" in done.stderr
