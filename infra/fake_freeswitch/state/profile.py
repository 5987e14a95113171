"""Conference profiles: the ones FreeSWITCH ships, and those an answer of ``/configuration`` describes."""

import re
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from infra.fake_freeswitch.picture.layout import Layout
from infra.fake_freeswitch.picture.vanilla_layouts import GROUPS, LAYOUTS

SOUNDS = "/var/lib/freeswitch/sounds/"


@dataclass(frozen=True)
class Profile:
    name: str
    rate: int = 8000
    channels: int = 1
    mux: bool = False
    width: int = 1280
    height: int = 720
    fps: str = "30.30"
    domain: str = ""
    energy_level: int = 100
    max_members: int = 0
    floor_packets: int = 0
    pin: str = ""
    moderator_pin: str = ""
    first_layout: str = "group:grid"
    layouts_file: str = "conference_layouts.conf"
    layouts: dict[str, Layout] = field(default_factory=lambda: dict(LAYOUTS))
    groups: dict[str, list[str]] = field(default_factory=lambda: {name: list(found) for name, found in GROUPS.items()})
    enter_sound: str = "tone_stream://%(200,0,500,600,700)"
    exit_sound: str = "tone_stream://%(500,0,300,200,100,50,25)"
    sounds: dict[str, str] = field(default_factory=dict)
    controls: str = "default"
    flags: frozenset[str] = frozenset()
    member_flags: frozenset[str] = frozenset()

    def sound(self, name: str) -> str:
        """Where a named prompt would lie; no prompt is installed here, so playing one is an ``Error`` event."""
        path = self.sounds.get(f"{name}-sound", "")
        return path if not path or path.startswith(("/", "tone_stream", "silence")) else SOUNDS + path


_PROMPTS = {
    f"{name}-sound": f"conference/conf-{name}.wav"
    for name in ("muted", "unmuted", "alone", "kicked", "is-locked", "is-unlocked", "locked", "pin", "bad-pin")
}
_VIDEO = Profile(
    "video-mcu-stereo",
    rate=48000,
    channels=2,
    mux=True,
    width=1920,
    height=1080,
    energy_level=200,
    sounds=_PROMPTS,
    flags=frozenset({"video-floor-only", "rfc-4579", "livearray-sync", "minimize-video-encoding"}),
)
_AUDIO = Profile("default", sounds=_PROMPTS, flags=frozenset({"livearray-json-status", "json-events"}))
BUILT_IN = {
    profile.name: profile
    for profile in (
        _VIDEO,
        replace(_VIDEO, name="video-mcu-stereo-480", width=640, height=480),
        replace(_VIDEO, name="video-mcu-stereo-720", width=1280, height=720),
        _AUDIO,
        replace(_AUDIO, name="wideband", rate=16000),
        replace(_AUDIO, name="ultrawideband", rate=32000),
        replace(_AUDIO, name="cdquality", rate=48000),
    )
}
# What FreeSWITCH falls back to when the asked profile is nowhere: 8 kHz, no mux, no PIN.
NO_PROFILE = Profile("none", exit_sound="", enter_sound="", energy_level=0)


def profile_from(element: Element) -> Profile:
    """Read a ``<profile>``; ``_`` and ``-`` are equal in names, the last duplicate wins, unknown names are ignored."""
    params = {
        (param.get("name") or "").replace("_", "-"): param.get("value") or "" for param in element.findall("param")
    }
    size = re.fullmatch(r"(\d+)x(\d+)", params.get("video-canvas-size", ""))
    width, height = (int(size[1]), int(size[2])) if size else (1280, 720)
    return Profile(
        name=element.get("name") or "",
        rate=_number(params.get("rate"), 8000),
        channels=_number(params.get("channels"), 1),
        mux=params.get("video-mode", "passthrough") == "mux",
        width=width,
        height=height,
        fps=fps_text(float(_number(params.get("video-fps"), 30))),
        domain=params.get("domain", ""),
        energy_level=_number(params.get("energy-level"), 0),
        floor_packets=_number(params.get("video-auto-floor-msec"), 0) // _number(params.get("interval"), 20),
        max_members=_number(params.get("max-members"), 0),
        pin=params.get("pin", ""),
        moderator_pin=params.get("moderator-pin", ""),
        first_layout=params.get("video-layout-name", "group:grid"),
        layouts_file=params.get("video-layout-conf", "conference_layouts.conf"),
        enter_sound=params.get("enter-sound", ""),
        exit_sound=params.get("exit-sound", ""),
        sounds={name: value for name, value in params.items() if name.endswith("-sound")},
        controls=params.get("caller-controls", "default"),
        flags=frozenset(filter(None, re.split(r"[|,]", params.get("conference-flags", "")))),
        member_flags=frozenset(filter(None, re.split(r"[|,]", params.get("member-flags", "")))),
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default


def fps_text(fps: float) -> str:
    """FreeSWITCH counts whole milliseconds a frame: 15 frames a second are 66 ms each, so 15.15."""
    return f"{1000 / int(1000 / fps):.2f}"
