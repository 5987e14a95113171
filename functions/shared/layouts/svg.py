"""A canvas as an SVG picture, the same rectangles as FreeSWITCH's, in light and dark."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Final, Literal, NamedTuple

from functions.shared.grammars.names import printable
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


class Caption(NamedTuple):
    """What stands in an image: a word, a smaller one below it, and whether it is only likely."""

    word: str
    below: str = ""
    likely: bool = False


def svg(
    images: Sequence[Image], canvas: Size, captions: Sequence[Caption], theme: Theme = "auto", title: str = "layout"
) -> str:
    """Draw the images with a caption each; what FreeSWITCH paints after the others comes last here, too."""
    words = [title, *(caption[0] for caption in captions), *(caption[1] for caption in captions)]
    # Most names are plain; to look into each one would cost as much as to draw it.
    plain = _is_plain(" ".join(words))
    forms: dict[tuple[int, int], _Form] = {}
    below: list[str] = []
    above: list[str] = []
    for image, (word, smaller, likely) in zip(images, captions, strict=True):
        x, y, width, height = rectangle(image, canvas)
        form = forms.get((width, height))
        if form is None:
            form = forms[width, height] = _form(width, height)
        size, fits, fits_below, rect_end, text_end, below_end = form
        middle, line = x + width // 2, y + height // 2
        shown, shown_below = word[:fits], smaller[:fits_below]
        if not plain:
            shown, shown_below = _text(shown), _text(shown_below)
        cell = (
            f'<g{LIKELY if likely else ""}><rect class="c" x="{x}" y="{y}{rect_end}'
            f'<text x="{middle}" y="{line}{text_end}{shown}</text>'
        )
        if smaller:
            cell += f'<text class="s" x="{middle}" y="{line + size}{below_end}{shown_below}</text>'
        (above if image.overlap else below).append(cell)
    cells = "</g>".join((*below, *above, ""))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {canvas.width} {canvas.height}" role="img">'
        f"<title>{title if plain else _text(title)}</title>{STYLES[theme]}"
        f'<rect class="b" width="{canvas.width}" height="{canvas.height}"/>{cells}</svg>'
    )


class _Form(NamedTuple):
    """What all cells of one size share: letters that fit, and text that is the same in each."""

    size: int
    fits: int
    fits_below: int
    rect: str
    text: str
    text_below: str


def _form(width: int, height: int) -> _Form:
    size = max(8, min(height // 5, width // 6, 48))
    # A letter is a bit wider than half its height.
    fits = max(3, width * 10 // (size * 6))
    return _Form(
        size=size,
        fits=fits,
        fits_below=fits * 10 // 6,
        rect=f'" width="{width}" height="{height}"/>',
        text=f'" font-size="{size}">',
        text_below=f'" font-size="{size * 6 // 10}">',
    )


def _is_plain(text: str) -> bool:
    """Whether nothing in it is markup or no character of XML: what is printable in Unicode's sense is one."""
    return text.isprintable() and "<" not in text and "&" not in text and ">" not in text


def _text(text: str) -> str:
    return escape(printable(text))
