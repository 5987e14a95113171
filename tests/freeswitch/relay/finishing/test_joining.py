"""Parts become one file without encoding anything again."""

from pathlib import Path

import av
import pytest

from freeswitch.relay.finishing.joining import NotJoinable, join
from freeswitch.relay.finishing.probe import examine, glance
from tests.freeswitch.relay.finishing.films import FPS, cut_off, film


def test_a_film_is_looked_into(tmp_path: Path) -> None:
    seen, heard = glance(str(film(tmp_path / "a.mkv"))), glance(str(film(tmp_path / "b.mkv", video=False)))

    assert seen is not None
    assert (seen.has_video, seen.has_sound, seen.closed) == (True, True, True)
    assert seen.seconds == pytest.approx(2, abs=0.2)
    assert heard is not None
    assert (heard.has_video, heard.has_sound) == (False, True)


@pytest.mark.parametrize("content", [b"", b"\0" * 5000, b"no film at all", b"\x1a\x45\xdf\xa3" + b"\xff" * 100])
def test_what_is_no_film_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.mkv").write_bytes(content)

    assert glance(str(tmp_path / "a.mkv")) is None
    assert examine(tmp_path / "a.mkv") is None


def test_an_mp4_holds_the_same_pictures_and_sounds_with_its_index_in_front(tmp_path: Path) -> None:
    source, out = film(tmp_path / "a.mkv"), tmp_path / "a.mp4"
    join([str(source)], str(out), "mp4")

    assert payloads(out) == payloads(source)
    assert out.read_bytes().find(b"moov") < out.read_bytes().find(b"mdat")


# How many pictures in a row x264 may keep back, because they are drawn from a later one.
@pytest.mark.parametrize("kept_back", [0, 1, 2, 3])
@pytest.mark.parametrize("pictures", [*range(1, 13), 20, 40])
def test_no_picture_is_lost_however_few_there_are_and_in_whatever_order(
    tmp_path: Path, pictures: int, kept_back: int
) -> None:
    encoder = {"preset": "medium", "bf": str(kept_back), "b-adapt": "0"}
    parts = [film(tmp_path / f"{name}.mkv", pictures / FPS, encoder=encoder) for name in "ab"]
    join([str(part) for part in parts], str(tmp_path / "out.mp4"), "mp4")

    assert [shown(part) for part in parts] == [pictures, pictures]
    assert shown(tmp_path / "out.mp4") == 2 * pictures


def shown(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def payloads(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return sorted(bytes(packet) for packet in container.demux(video=0) if packet.size)


def test_parts_follow_one_another(tmp_path: Path) -> None:
    parts = [str(film(tmp_path / f"{number}.mkv", 1 + number)) for number in range(3)]
    join(parts, str(tmp_path / "out.mp4"), "mp4")
    made = glance(str(tmp_path / "out.mp4"))

    assert made is not None
    assert made.seconds == pytest.approx(6, abs=0.5)
    assert (made.has_video, made.has_sound) == (True, True)
    with av.open(str(tmp_path / "out.mp4")) as container:
        times = [packet.dts for packet in container.demux(video=0) if packet.dts is not None]
    assert times == sorted(set(times))


def test_sound_alone_is_joined_too(tmp_path: Path) -> None:
    parts = [str(film(tmp_path / f"{number}.wav", video=False)) for number in range(2)]
    join(parts, str(tmp_path / "out.wav"), "wav")
    made = glance(str(tmp_path / "out.wav"))

    assert made is not None
    assert made.seconds == pytest.approx(4, abs=0.3)


def test_a_film_that_was_cut_off_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    broken = cut_off(tmp_path / "a.mkv")
    before = glance(str(broken))
    join([str(broken)], str(tmp_path / "out.mp4"), "mp4")
    after = glance(str(tmp_path / "out.mp4"))

    assert before is not None
    assert after is not None
    assert (before.closed, after.closed) == (False, True)
    assert 1.0 < after.seconds < 4.0


def test_parts_of_different_size_do_not_fit(tmp_path: Path) -> None:
    parts = [str(film(tmp_path / "a.mkv")), str(film(tmp_path / "b.mkv", width=128))]

    with pytest.raises(NotJoinable, match="another video"):
        join(parts, str(tmp_path / "out.mp4"), "mp4")
