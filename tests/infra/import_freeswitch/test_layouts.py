"""Layouts keep every attribute; what is in every node's library is not written again."""

from pathlib import Path

import yaml

from functions.shared.layouts.library import LAYOUTS
from infra.generated.node_layouts import FILE
from infra.provision import load
from infra.provisioning.source import Source
from tests.infra.import_freeswitch.folders import imported

OWN = """<configuration name="conference_layouts.conf"><layout-settings><layouts>
<layout name="ours" auto-3d-position="true" border="4">
<image x="0" y="0" scale="240" hscale="360" zoom="true" reservation-id="presenter"
 role-id="host" audio-position="0:0:1"/>
<image x="240" y="0" scale="120" floor-only="true" border="2"/>
<image x="240" y="120" scale="51.42" file-only="true" overlap="true" shadow="1"/>
</layout>
</layouts>
<groups><group name="both"><layout>1x1</layout><layout>ours</layout></group></groups>
</layout-settings></configuration>"""


def test_every_attribute_is_kept_and_what_freeswitch_does_not_read_is_named_by_line(tmp_path: Path) -> None:
    found = imported(tmp_path, {"autoload_configs/conference_layouts.conf.xml": OWN})
    domain = yaml.safe_load(yaml.safe_dump(found.content))["domains"][0]

    assert domain["layouts"] == [
        {
            "name": "ours",
            "border": 4,
            "auto_3d_position": True,
            "images": [
                {
                    "x": 0, "y": 0, "scale": 240, "hscale": 360, "zoom": True, "reservation_id": "presenter",
                    "role_id": "host", "audio_position": "0:0:1",
                },
                {"x": 240, "y": 0, "scale": 120, "border": 2, "floor": True, "floor_only": True},
                {"x": 240, "y": 120, "scale": 51, "border": 2, "file_only": True, "overlap": True},
            ],
        }
    ]  # fmt: skip
    assert domain["layout_groups"] == [{"name": "both", "layouts": ["1x1", "ours"]}]
    places = [line.split(": ")[0] for line in found.about("conference_layouts") if "image number 3" in line]
    assert places == ["autoload_configs/conference_layouts.conf.xml:6"] * 2
    load(Source("imported.yaml", yaml.safe_dump(found.content)))


def test_the_librarys_own_layouts_are_not_written_again(tmp_path: Path) -> None:
    found = imported(tmp_path, {"autoload_configs/conference_layouts.conf.xml": FILE.read_text()})

    assert "layouts" not in found.content["domains"][0]
    assert f"{len(LAYOUTS)} layouts and 7 groups are in every node's library" in found.about("library")[0]
