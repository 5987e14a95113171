"""Layouts and groups as the XML that mod_conference reads."""

from collections.abc import Iterable

from functions.shared.encoders.xml_curl import text
from functions.shared.layouts import Group, Image, Layout


def settings(known: Iterable[Layout], groups: Iterable[Group]) -> str:
    """Write the content of a layouts file: one layout a line, so that it can be compared by line, too."""
    written = "".join(f"{_layout(layout)}\n" for layout in known)
    grouped = "".join(f"{_group(group)}\n" for group in groups)
    return f"<layout-settings><layouts>\n{written}</layouts><groups>\n{grouped}</groups></layout-settings>"


def _layout(layout: Layout) -> str:
    values = {
        "bgimg": layout.background,
        "fgimg": layout.foreground,
        "border": "" if layout.border is None else str(layout.border),
        "auto-3d-position": "true" if layout.auto_3d_position else "",
        "transition-in": layout.transition_in,
        "transition-out": layout.transition_out,
    }
    shown = "".join(f' {name}="{text(value)}"' for name, value in values.items() if value)
    return f'<layout name="{text(layout.name)}"{shown}>{"".join(_images(layout))}</layout>'


def _images(layout: Layout) -> Iterable[str]:
    # FreeSWITCH carries a border over to the images after it: from the first one on, all of them say theirs.
    without = None
    for image in layout.images:
        without = without if image.border is None else layout.border or 0
        yield _image(image, without if image.border is None else image.border)


def _image(image: Image, border: int | None) -> str:
    flags = {
        "zoom": image.zoom,
        "floor": image.floor,
        "floor-only": image.floor_only,
        "file-only": image.file_only,
        "overlap": image.overlap,
    }
    values = {"x": image.x, "y": image.y, "scale": image.scale, "hscale": image.hscale, "border": border}
    ids = {"reservation_id": image.reservation_id, "role-id": image.role_id, "audio-position": image.audio_position}
    attributes = {name: str(value) for name, value in values.items() if value is not None}
    attributes |= {name: "true" for name, on in flags.items() if on}
    attributes |= {name: value for name, value in ids.items() if value}
    return "<image" + "".join(f' {name}="{text(value)}"' for name, value in attributes.items()) + "/>"


def _group(group: Group) -> str:
    members = "".join(f"<layout>{text(name)}</layout>" for name in group.layouts)
    return f'<group name="{text(group.name)}">{members}</group>'
