"""A canvas as an SVG picture, the same rectangles as FreeSWITCH's, in light and dark."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final, Literal

from functions.shared.layouts import Image
from functions.shared.layouts.pixels import Size, rectangle

Theme = Literal["light", "dark", "auto"]

_LIGHT: Final = "svg{--b:#fff;--c:#eef1f6;--t:#1b2230;--l:#8a94a6;--s:#5a6478}"
_DARK: Final = "svg{--b:#14171c;--c:#262c36;--t:#eef1f6;--l:#5d6779;--s:#a3adbf}"
_RULES: Final = (
    "rect.b{fill:var(--b)}rect.c{fill:var(--c);stroke:var(--l);stroke-width:2}"
    "text{fill:var(--t);font-family:sans-serif;text-anchor:middle}text.s{fill:var(--s)}"
    ".l rect.c{stroke-dasharray:8 5}"
)
STYLES: Final[Mapping[Theme, str]] = {
    "light": f"<style>{_LIGHT}{_RULES}</style>",
    "dark": f"<style>{_DARK}{_RULES}</style>",
    "auto": f"<style>{_LIGHT}@media(prefers-color-scheme:dark){{{_DARK}}}{_RULES}</style>",
}
LIKELY: Final = ' class="l"'
_UNSAFE: Final = re.compile("[^0-9A-Za-z\u00c0-\u024f ._-]")
_UNWANTED: Final = dict.fromkeys((*range(32), *range(127, 160), *range(55296, 57344), 65534, 65535))


def svg(
    images: Sequence[Image], canvas: Size, captions: Sequence["Caption"], theme: Theme = "auto", title: str = "layout"
) -> str:
    """Draw the images with a caption each; what FreeSWITCH paints after the others comes last here, too."""
    cells = [
        _cell(image, canvas, caption) for image, caption in zip(images, captions, strict=True) if not image.overlap
    ]
    cells += [_cell(image, canvas, caption) for image, caption in zip(images, captions, strict=True) if image.overlap]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {canvas.width} {canvas.height}" role="img">'
        f"<title>{_text(title)}</title>{STYLES[theme]}"
        f'<rect class="b" width="{canvas.width}" height="{canvas.height}"/>{"".join(cells)}</svg>'
    )


class Caption:
    """What stands in an image: a word, a smaller one below it, and whether it is only likely."""

    __slots__ = ("below", "likely", "word")

    def __init__(self, word: str, below: str = "", *, likely: bool = False) -> None:
        self.word = word
        self.below = below
        self.likely = likely


def _cell(image: Image, canvas: Size, caption: Caption) -> str:
    x, y, width, height = rectangle(image, canvas)
    size = max(8, min(height // 5, width // 6, 48))
    # A letter is a bit wider than half its height.
    fits = max(3, width * 10 // (size * 6))
    middle, line = x + width // 2, y + height // 2
    below = ""
    if caption.below:
        words = _text(caption.below[: fits * 10 // 6])
        below = f'<text class="s" x="{middle}" y="{line + size}" font-size="{size * 6 // 10}">{words}</text>'
    return (
        f'<g{LIKELY if caption.likely else ""}><rect class="c" x="{x}" y="{y}" width="{width}" height="{height}"/>'
        f'<text x="{middle}" y="{line}" font-size="{size}">{_text(caption.word[:fits])}</text>{below}</g>'
    )


def _text(text: str) -> str:
    # Most names are plain; to replace nothing in them five times would cost more than all the rest.
    if not _UNSAFE.search(text):
        return text
    return escape(text.translate(_UNWANTED))
