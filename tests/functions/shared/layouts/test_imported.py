"""An existing layouts file is read as FreeSWITCH reads it."""

from dataclasses import replace

import pytest

from functions.shared.layouts import Group, Image
from functions.shared.layouts.imported import CannotImport, import_layouts
from functions.shared.layouts.library import GROUPS, LAYOUTS
from infra.node_layouts import rendered

OLD = """<configuration name="conference_layouts.conf"><layout-settings><layouts>
<layout name="1up+3" bgimg="/img/background_dark.png">
  <image x="0" y="0" scale="270" floor="true" border="4"/>
  <image x="270" y="0" scale="90" hscale="120" zoom="true" reservation-id="a"/>
  <image x="no" y="0" scale="90"/>
  <image x="270" y="120" scale="90" file-only="true" floor="true" role-id="r"/>
</layout></layouts><groups><group name="g"><layout>1up+3</layout></group></groups></layout-settings></configuration>"""


def test_what_we_write_we_read_back() -> None:
    layouts, groups = import_layouts(rendered())

    assert groups == GROUPS
    assert [layout.name for layout in layouts] == [layout.name for layout in LAYOUTS]
    plain = [tuple(replace(image, border=None) for image in layout.images) for layout in layouts]
    assert plain == [tuple(replace(image, border=None) for image in layout.images) for layout in LAYOUTS]


def test_defaults_the_sticky_border_and_skipped_images_are_freeswitchs() -> None:
    (layout,), groups = import_layouts(OLD)

    assert groups == (Group("g", ("1up+3",)),)
    assert layout.background == "background_dark"
    assert layout.images == (
        Image(x=0, y=0, scale=270, hscale=270, floor=True, border=4),
        Image(x=270, y=0, scale=90, hscale=120, zoom=True, reservation_id="a", border=4),
        Image(x=270, y=120, scale=90, hscale=90, file_only=True, role_id="r", border=4),
    )


@pytest.mark.parametrize("text", ["", "<a>", "<configuration/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_what_is_no_layouts_file_is_refused(text: str) -> None:
    with pytest.raises(CannotImport):
        import_layouts(text)
