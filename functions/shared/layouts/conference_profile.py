"""The profile of a video conference as data: what every room begins with, and what a site or a room may choose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NAME: Final = "video"


@dataclass(frozen=True)
class Param:
    """A parameter of the profile; `chosen_by` names the node's variable that may replace the value there."""

    name: str
    value: str
    chosen_by: str = ""


# A flag and why it is on. FreeSWITCH reads at most 25; of member flags only nine, and we set none.
CONFERENCE_FLAGS: Final[Mapping[str, str]] = {
    "ded-vid-layer-audio-floor": "who sits in a reserved place still takes part in the floor",
    "minimize-video-encoding": "one encoder for all callers of a codec, not one each",
    "video-required-for-canvas": "a telephone takes no place in the picture",
    "video-mute-exit-canvas": "a camera that is off gives its place up",
}

PARAMS: Final = (
    Param("domain", "", "sip_domain"),
    Param("rate", "48000"),
    Param("interval", "20"),
    Param("channels", "1"),
    Param("energy-level", "200"),
    Param("comfort-noise", "true"),
    Param("caller-controls", "participant"),
    Param("moderator-controls", "moderator"),
    # So long may it take from one digit of a key to the next; FreeSWITCH's 500 ms are too short for *5.
    Param("ivr-dtmf-timeout", "2500"),
    Param("moh-sound", "silence"),
    Param("enter-sound", "tone_stream://%(200,0,500,600,700)"),
    Param("exit-sound", "tone_stream://%(500,0,300,200,100,50,25)"),
    Param("muted-sound", "tone_stream://%(150,0,400)"),
    Param("unmuted-sound", "tone_stream://%(150,0,800)"),
    Param("video-mode", "mux"),
    Param("video-canvas-size", "1280x720", "canvas_size"),
    Param("video-fps", "30", "canvas_fps"),
    Param("video-codec-bandwidth", "2mb", "canvas_bandwidth"),
    Param("video-layout-name", "group:grid"),
    Param("video-canvas-bgcolor", "#1d1f21"),
    Param("video-letterbox-bgcolor", "#000000"),
    Param("video-border-color", "#3478f6"),
    Param("video-border-size", "0"),
    Param("video-auto-floor-msec", "2000"),
    Param("video-quality", "1"),
    Param("max-members", "100", "max_members"),
    Param("conference-flags", "|".join(CONFERENCE_FLAGS)),
)

# What the event of a key says that raises a hand, or lowers one that is up.
RAISE_HAND: Final = "raise-hand"
# The keys of a telephone caller: digits, action and the action's data, in the order of conference.conf. A key that
# begins another one (`*` before `*5`) would wait for it, and be taken for it by slow fingers.
CALLER_CONTROLS: Final = (
    ("0", "mute", ""),
    ("*5", "event", RAISE_HAND),
    ("*6", "deaf mute", ""),
    ("1", "vol talk dn", ""),
    ("2", "vol talk zero", ""),
    ("3", "vol talk up", ""),
    ("4", "vol listen dn", ""),
    ("5", "vol listen zero", ""),
    ("6", "vol listen up", ""),
)

# What the event of a moderator's key says: lets in everybody who waits; mutes everybody but the hosts; lets nobody else
# join, or opens a locked conference again; ends it for all.
ADMIT_EVERYBODY: Final = "admit-everybody"
MUTE_EVERYBODY: Final = "mute-everybody"
LOCK_OR_OPEN: Final = "lock-or-open"
END_FOR_ALL: Final = "end-for-all"
# The keys of a moderator: everybody's, and those that act on others. FreeSWITCH gives them to whom it made a moderator
# at the join; the relay looks again who that is before it does what a key says.
HOST_KEYS: Final = (
    ("*7", "event", ADMIT_EVERYBODY),
    ("*8", "event", MUTE_EVERYBODY),
    ("*9", "event", LOCK_OR_OPEN),
    ("*0", "event", END_FOR_ALL),
)
HOST_CONTROLS: Final = (*CALLER_CONTROLS, *HOST_KEYS)


def profile(**chosen: str) -> dict[str, str]:
    """The parameters, with some chosen otherwise: a keyword is the parameter's name with `_` for `-`."""
    params = {param.name: param.value for param in PARAMS if param.value}
    return params | {name.replace("_", "-"): value for name, value in chosen.items()}
