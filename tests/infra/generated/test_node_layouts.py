"""The layouts on a node's disk are the ones of the library."""

from xml.etree import ElementTree as ET

from functions.shared.layouts.library import LAYOUTS
from infra.generated.node_layouts import FILE, rendered


def test_the_committed_file_is_the_rendered_one() -> None:
    assert FILE.read_text(encoding="utf-8") == rendered(), "run: python -m infra.generated.node_layouts"


def test_what_freeswitch_reads_is_what_the_library_says() -> None:
    tree = ET.fromstring(rendered())

    read = {
        layout.attrib["name"]: [
            (*(int(image.attrib[name]) for name in ("x", "y", "scale", "hscale")), image.attrib.get("reservation_id"))
            for image in layout
        ]
        for layout in tree.iter("layout")
        if "name" in layout.attrib
    }
    assert read == {
        layout.name: [(i.x, i.y, i.scale, i.hscale, i.reservation_id or None) for i in layout.images]
        for layout in LAYOUTS
    }
