"""Profiles and keys of conference.conf: what a room can choose is chosen, the rest is named."""

from pathlib import Path
from typing import Any

import yaml

from infra.provision import load
from infra.provisioning.source import Source
from tests.infra.import_freeswitch.folders import Imported, dialplan, extension, imported

PROFILES = """<configuration name="conference.conf">
<advertise><room name="3001@example.com"/></advertise>
<caller-controls><group name="default">
<control action="mute" digits="0"/>
<control action="hangup" digits="#"/>
</group></caller-controls>
<profiles><profile name="default">
<param name="rate" value="16000"/>
<param name="interval" value="20"/>
<param name="video-mode" value="mux"/>
<param name="video-canvas-size" value="1920x1080"/>
<param name="video-fps" value="15"/>
<param name="video-layout-name" value="3x3"/>
<param name="video-layout-name" value="2x2"/>
<param name="video-canvas-bgcolor" value="#333333"/>
<param name="conference-flags" value="audio-always|video-required-for-canvas|rfc-4579"/>
<param name="member-flags" value="mute|waste"/>
<param name="max-members" value="12"/>
<param name="auto-record" value="/var/x_${strftime(%s)}.mp4"/>
<param name="tts-voice" value="kal"/>
</profile>
<profile name="telephone"><param name="pin" value="835172"/><param name="moderator-pin" value="925173"/></profile>
<profile name="unused"><param name="rate" value="8000"/></profile>
</profiles></configuration>"""


def found(folder: Path) -> Imported:
    numbers = extension("video", "^300$", "conference 300@default") + extension(
        "by-pin", "^300300$", "conference 300300@telephone"
    )
    return imported(folder, {"autoload_configs/conference.conf.xml": PROFILES, **dialplan(numbers)})


def rooms_of(result: Imported) -> dict[str, Any]:
    return {room.pop("name"): room for room in result.content["rooms"]}


def test_a_room_has_what_its_profile_says_and_a_room_can_choose(tmp_path: Path) -> None:
    result = found(tmp_path)
    load(Source("imported.yaml", yaml.safe_dump(result.content)))

    assert rooms_of(result) == {
        "300": {
            "domain": "example.com",
            "flags": ["mute"],
            "max_members": 12,
            "rules": {"record": {"when": "people", "people": 1, "format": "mp4", "announced": False}},
            "picture": {
                "canvas": "1920x1080", "fps": 15, "layout": "2x2", "background": "#333333", "flags": ["audio-always"],
                "sounds": False,
            },
        },
        "300300": {
            "domain": "example.com",
            "picture": {"sounds": False},
            "dial_in": {"id": "300300", "pin": "835172", "moderator_pin": "925173"},
        },
    }  # fmt: skip


def test_what_no_room_can_choose_is_named(tmp_path: Path) -> None:
    result = found(tmp_path)
    file = "autoload_configs/conference.conf.xml"

    def line(number: int) -> str:
        return "\n".join(one for one in result.told if one.startswith(f"{file}:{number}: "))

    assert "nothing here is made of it" in line(2)
    assert line(4) == ""
    assert "# does nothing" in line(5)
    assert "is 48000 in every room here" in line(8)
    assert line(9) == line(10) == line(11) == ""
    assert "is there again: FreeSWITCH takes the last one" in line(13)
    assert "rfc-4579" in line(16)
    assert "video-required" not in line(16)
    assert "waste" in line(17)
    assert "nobody hears that it is recorded, as before" in line(19)
    assert "nothing that a room can choose" in line(20)
    assert "is of sound only" in line(22)
    assert "no conference that was taken over uses it" in line(23)


def test_no_line_shows_a_pin(tmp_path: Path) -> None:
    told = "".join(found(tmp_path).told)

    assert not [pin for pin in ("835172", "925173") if pin in told]
