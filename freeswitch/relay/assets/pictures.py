"""A stranger's picture becomes a PNG of ours: its pixels and nothing else of it."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from freeswitch.relay.assets.limits import NotUsable
from freeswitch.relay.assets.order import Reencoded

# What Pillow may take it for. An SVG is none of these, whatever it is called: FreeSWITCH reads PNG alone, and a drawing
# is a program in XML that names other files.
FORMATS: Final = ("PNG", "JPEG", "WEBP")
# As many as the largest canvas has. Looked at before the first of them is unpacked.
MOST_PIXELS: Final = 7680 * 4320
LEAST_SIDE: Final = 2
# No canvas needs more, and every one is smaller than these.
LONGEST: Final = (3840, 2160)


def reencode(source: Path, target: Path) -> Reencoded:
    """Write the picture anew.

    Raises:
        NotUsable: it is none of the formats, not whole, or too large.
    """
    # Where a head lies about its size, Pillow itself refuses as well.
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with source.open("rb") as file, Image.open(file, formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise NotUsable("too_large", f"it has {width}x{height} pixels; {MOST_PIXELS} are the most")
            if min(width, height) < LEAST_SIDE:
                raise NotUsable("too_small", f"it has {width}x{height} pixels; {LEAST_SIDE} are the least on each side")
            # Of several the first; as its camera was held.
            opened.seek(0)
            opened.load()
            picture = ImageOps.exif_transpose(opened).convert("RGBA" if opened.has_transparency_data else "RGB")
    except UnidentifiedImageError:
        raise NotUsable("not_a_picture", f"it is none of {', '.join(FORMATS)}") from None
    except Image.DecompressionBombError:
        raise NotUsable("too_large", f"it has more than {MOST_PIXELS} pixels") from None
    except MemoryError:
        raise NotUsable("too_large", "it takes more memory than there is for one") from None
    except (OSError, SyntaxError, ValueError, EOFError) as problem:
        # What Pillow raises for what is cut off or damaged.
        raise NotUsable("damaged", f"it cannot be read to its end: {problem}") from None
    picture.thumbnail(LONGEST)
    # FreeSWITCH halves both for its colours.
    picture = picture.crop((0, 0, max(2, picture.width & ~1), max(2, picture.height & ~1)))
    # Notes, places, profiles, all that is no pixel.
    picture.info = {}
    picture.save(target, "PNG")
    return Reencoded(width=picture.width, height=picture.height)
