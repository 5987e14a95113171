"""A stranger's font becomes one of ours: outlines, widths and the map of characters, and no programs."""

from pathlib import Path
from typing import Any, Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import ImageFont

from freeswitch.relay.assets.limits import NotUsable
from freeswitch.relay.assets.order import Reencoded
from functions.shared.grammars.names import one_line

# One font, of outlines that are not packed: neither collections nor WOFF, which is for pages.
_MARKS: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true")
# What FreeType needs to draw a text; all else goes, drawings in SVG and pictures among it.
_KEPT: Final = frozenset({
    "head", "hhea", "hmtx", "maxp", "cmap", "name", "post", "OS/2", "glyf", "loca", "CFF ",
})  # fmt: skip
LONGEST_FAMILY: Final = 64
TRIED_SIZE: Final = 24


def reencode(source: Path, target: Path) -> Reencoded:
    """Write the font anew, without the programs that hint its glyphs, and draw with it.

    Raises:
        NotUsable: it is no font of one face, damaged, or draws nothing.
    """
    with source.open("rb") as file:
        if file.read(4) not in _MARKS:
            raise NotUsable("not_a_font", "it is no TrueType or OpenType font (.ttf, .otf)")
    try:
        family, tried = _write(source, target)
        box = ImageFont.truetype(str(target), TRIED_SIZE, layout_engine=ImageFont.Layout.BASIC).getbbox(tried)
    except MemoryError:
        raise NotUsable("too_large", "it takes more memory than there is for one") from None
    except RecursionError:
        raise NotUsable("damaged", "its glyphs are made of each other") from None
    # fontTools has no common base for what it raises on damaged tables: whatever it is, the font is none.
    except Exception as problem:
        if isinstance(problem, NotUsable):
            raise
        raise NotUsable("damaged", f"it cannot be read to its end: {type(problem).__name__}: {problem}") from None
    if box[2] <= box[0] or box[3] <= box[1]:
        raise NotUsable("draws_nothing", "nothing is drawn with it")
    return Reencoded(family=one_line(family, LONGEST_FAMILY))


def _write(source: Path, target: Path) -> tuple[str, str]:
    """Its family's name, and some characters that it has."""
    options: Any = Options()
    options.hinting = False
    options.notdef_outline = True
    options.recommended_glyphs = True
    options.layout_features = []
    options.drop_tables = [*options.drop_tables, "SVG ", "sbix", "CBDT", "CBLC", "COLR", "CPAL"]
    with TTFont(source, fontNumber=0, recalcTimestamp=False, checkChecksums=0) as font:
        has: Any = font.getBestCmap() or {}
        visible = [chr(point) for point in sorted(has) if chr(point).isalnum()][:8] or [chr(p) for p in sorted(has)[:8]]
        if not visible:
            raise NotUsable("draws_nothing", "it has no characters")
        family = str(font["name"].getBestFamilyName() or "") if "name" in font else ""
        for tag in [tag for tag in font.keys() if tag != "GlyphOrder" and tag not in _KEPT]:  # noqa: SIM118  # no mapping
            del font[tag]
        subsetter = Subsetter(options)
        subsetter.populate(glyphs=font.getGlyphOrder())
        subsetter.subset(font)
        font.save(target)
    return family, "".join(visible)
