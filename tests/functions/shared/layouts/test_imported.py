"""An existing layouts file is read as FreeSWITCH reads it."""

from dataclasses import replace

import pytest

from functions.shared.layouts import Group, Image, Layout, xml
from functions.shared.layouts.imported import CannotImport, import_layouts
from functions.shared.layouts.library import GROUPS, LAYOUTS
from infra.generated.node_layouts import rendered

OLD = """<configuration name="conference_layouts.conf"><layout-settings><layouts>
<layout name="1up+3" bgimg="/img/background_dark.png">
  <image x="0" y="0" scale="270" floor="true" border="4"/>
  <image x="270" y="0" scale="90" hscale="120" zoom="true" reservation-id="a"/>
  <image y="0" scale="90"/>
  <image x="270" y="120" scale="90" file-only="true" floor="true" role-id="r"/>
</layout></layouts><groups><group name="g"><layout>1up+3</layout></group></groups></layout-settings></configuration>"""
MORE = """<configuration><layout-settings><layouts>
<layout name="3d" border="5" auto-3d-position="true" transition-in="/films/wipe.mp4" transition-out="vlc:x"
  colour="red">
  <image x="0" y="0" scale="51.42" audio-position="-1:0:0.5"/>
  <image x=" 60" y="+0" scale="0x10" border="99" audio-position="left"/>
  <image x="120" y="-1" scale="60"/>
  <image x="180" y="0" scale="60" border="0" zoom="yep" overlap="2" floor="true" floor-only="false" role_id="r"/>
  <text/>
</layout>
<layout name="same"><image x="0" y="0" scale="360"/></layout>
<layout name="same"><image x="0" y="0" scale="180"/></layout>
<layout/>
</layouts><layouts/><groups><group name="empty"/></groups></layout-settings></configuration>"""


def test_what_we_write_we_read_back() -> None:
    found = import_layouts(rendered())

    assert (tuple(found.groups), found.notes) == (GROUPS, [])
    layouts = list(found.layouts.values())
    assert [layout.name for layout in layouts] == [layout.name for layout in LAYOUTS]
    plain = [tuple(replace(image, border=None) for image in layout.images) for layout in layouts]
    assert plain == [tuple(replace(image, border=None) for image in layout.images) for layout in LAYOUTS]


def test_defaults_the_sticky_border_and_skipped_images_are_freeswitchs() -> None:
    found = import_layouts(OLD)

    (layout,) = found.layouts.values()
    assert found.groups == [Group("g", ("1up+3",))]
    assert layout.background == "background_dark"
    assert layout.images == (
        Image(x=0, y=0, scale=270, hscale=270, floor=True, border=4),
        Image(x=270, y=0, scale=90, hscale=120, zoom=True, reservation_id="a", border=4),
        Image(x=270, y=120, scale=90, hscale=90, file_only=True, role_id="r", border=4),
    )
    assert found.notes == [
        "1up+3: image number 3: has no x, y or scale, or one below 0, and is left out, as by FreeSWITCH",
        "1up+3: bgimg '/img/background_dark.png' becomes background_dark",
    ]


def test_nothing_is_lost_without_a_line() -> None:
    found = import_layouts(MORE)

    layout = found.layouts["3d"]
    assert (layout.border, layout.auto_3d_position, layout.transition_in, layout.transition_out) == (
        5, True, "wipe.mp4", "",
    )  # fmt: skip
    assert layout.images == (
        Image(x=0, y=0, scale=51, hscale=51, audio_position="-1:0:0.5"),
        Image(x=60, y=0, scale=0, hscale=0, border=50),
        Image(x=180, y=0, scale=60, hscale=60, border=0, overlap=True, role_id="r"),
    )
    assert found.layouts["same"].images[0].scale == 180
    assert found.notes == [
        "<layouts> is there 2 times: FreeSWITCH reads the first one only, and so is it here",
        "3d: colour is nothing that FreeSWITCH reads here, and is left out",
        "3d: <text> is nothing that FreeSWITCH reads here, and is left out",
        "3d: image number 1: scale '51.42' is read as 51, as by FreeSWITCH",
        "3d: image number 2: border is taken as 50, as by FreeSWITCH",
        "3d: image number 2: x ' 60' is read as 60, as by FreeSWITCH",
        "3d: image number 2: y '+0' is read as 0, as by FreeSWITCH",
        "3d: image number 2: scale '0x10' is read as 0, as by FreeSWITCH",
        "3d: image number 2: audio-position 'left' is no x:y:z and is left out",
        "3d: image number 3: has no x, y or scale, or one below 0, and is left out, as by FreeSWITCH",
        "3d: image number 4: zoom 'yep' is read as no, as by FreeSWITCH",
        "3d: image number 4: role_id is taken for role-id, which FreeSWITCH reads",
        "3d: transition-in '/films/wipe.mp4' becomes wipe.mp4: put that file into the folder of images of every node",
        "3d: transition-out 'vlc:x' is left out: it must be a film such as wipe.mp4",
        "same: is there twice, the later one counts",
        "layout number 4: has no name and is left out, as by FreeSWITCH",
        "group empty: has no name or no layouts and is left out, as by FreeSWITCH",
    ]


def test_what_a_layout_says_of_border_sound_and_film_is_written_and_read_back() -> None:
    layout = Layout(
        "3d",
        (
            Image(x=0, y=0, scale=180, hscale=180, audio_position="auto"),
            Image(x=180, y=0, scale=180, hscale=180, border=9),
            Image(x=0, y=180, scale=180, hscale=180),
        ),
        border=5,
        auto_3d_position=True,
        transition_in="wipe.mp4",
        transition_out="wipe_2.mp4",
    )

    found = import_layouts(xml.settings([layout], []))

    # The third one's border would be the second one's if it did not say its own.
    assert found.layouts["3d"] == layout


@pytest.mark.parametrize("text", ["", "<a>", "<configuration/>", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'])
def test_what_is_no_layouts_file_is_refused(text: str) -> None:
    with pytest.raises(CannotImport):
        import_layouts(text)
