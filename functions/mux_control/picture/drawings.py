"""Answers that are pictures: their size, their colours, and what a browser may do with them."""

import re
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.operation import Query
from functions.shared.api.problems import invalid_field
from functions.shared.layouts import Image
from functions.shared.layouts.pixels import Size
from functions.shared.layouts.svg import Caption, Theme, svg

DEFAULT_SIZE = Size(1280, 720)
_THEMES: dict[str, Theme] = {"light": "light", "dark": "dark", "auto": "auto"}
_SIZE = re.compile(r"([0-9]{3,4})x([0-9]{3,4})")
# A picture runs no script and loads nothing, wherever it is opened.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

THEME = Query("theme", {"type": "string", "enum": list(_THEMES), "default": "auto"}, "auto is what the reader prefers")
SIZE = Query("size", {"type": "string", "pattern": _SIZE.pattern, "default": str(DEFAULT_SIZE)}, "of the canvas")
THEMES = (THEME, SIZE)


def size_of(request: Request) -> Size:
    """Read `size`; 422 for what FreeSWITCH would not take as a canvas."""
    text = request.query_params.get("size", str(DEFAULT_SIZE))
    size = parse_size(text)
    if size is None:
        raise invalid_field("size", "is no canvas", value=text[:64], expected="320x180 to 7680x4320, as in 1280x720")
    return size


def parse_size(text: str) -> Size | None:
    match = _SIZE.fullmatch(text)
    if match is None:
        return None
    size = Size(int(match[1]), int(match[2]))
    return size if 320 <= size.width <= 7680 and 180 <= size.height <= 4320 else None


def drawing(
    request: Request, images: Sequence[Image], size: Size, captions: Sequence[Caption], *, title: str
) -> Response:
    """Answer with a picture."""
    wanted = request.query_params.get("theme", "auto")
    theme = _THEMES.get(wanted)
    if theme is None:
        raise invalid_field("theme", "is none", value=wanted[:64], expected=", ".join(_THEMES))
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    return Response(svg(images, size, captions, theme, title), media_type="image/svg+xml", headers=headers)
