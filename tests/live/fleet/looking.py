"""What a browser shows of a meeting."""

from pathlib import Path

import av

from tests.live.browser import Browser
from tests.live.cameras import cameras_in
from tests.live.pixels import Pixels


def sees(caller: Browser, camera: tuple[int, int, int], file: Path) -> bool:
    """Whether a camera's colour is in the caller's picture, which is kept in the file.

    Before the first picture, and while a call is made again, there is none: the file is empty or no picture.
    """
    caller.do("frame", file=str(file))
    try:
        return file.stat().st_size > 0 and camera in cameras_in(Pixels(file))
    except av.error.InvalidDataError:
        return False
