"""A PNG counts when all of it is there."""

import pytest

from freeswitch.relay.stills.png import Size, png_size
from infra.fake_freeswitch.conferences.still import still
from infra.fake_freeswitch.state.conference import Conference
from infra.fake_freeswitch.state.profile import BUILT_IN

WHOLE = still(Conference("internal", BUILT_IN["video-mcu-stereo-480"]))


def test_a_whole_picture_tells_its_size() -> None:
    assert png_size(WHOLE) == Size(640, 480)


@pytest.mark.parametrize("length", [0, 7, 8, 20, 33, 40, len(WHOLE) // 2, len(WHOLE) - 12, len(WHOLE) - 1])
def test_half_a_picture_is_none(length: int) -> None:
    assert png_size(WHOLE[:length]) is None


@pytest.mark.parametrize("position", [9, 17, 30, len(WHOLE) // 2, len(WHOLE) - 3])
def test_a_damaged_picture_is_none(position: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[position] ^= 1

    assert png_size(bytes(damaged)) is None


@pytest.mark.parametrize("content", [b"", b"GIF89a", WHOLE + b"\0", WHOLE[:33] + WHOLE[-12:], b"\x89PNG\r\n\x1a\n" * 9])
def test_what_is_no_picture_is_none(content: bytes) -> None:
    assert png_size(content) is None
