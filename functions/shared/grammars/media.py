"""The prompts and images that may be played or shown, by name: no path from outside ever reaches FreeSWITCH."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# The names of freeswitch/prompts/prompts.yaml.
_SPOKEN: Final = (
    "alone",
    "ask_id",
    "ask_pin",
    "ends_soon",
    "full",
    "goodbye",
    "host_left",
    "joining",
    "locked",
    "muted",
    "no_such_number",
    "not_heard",
    "not_let_in",
    "not_open",
    "please_unmute",
    "please_wait",
    "recorded",
    "recording_started",
    "recording_stopped",
    "streamed",
    "streaming_started",
    "unavailable",
    "unlocked",
    "unmuted",
    "waiting",
    "welcome",
    "wrong",
)
# What a muted caller hears whom a host asks to be heard again.
PLEASE_UNMUTE: Final = "please_unmute"
LANGUAGES: Final = ("en", "de")

# Name → path below the node's folder of prompts; `welcome` is English, `de/welcome` German. FreeSWITCH looks for a
# relative path below `sound_prefix`, so nobody but the node needs to know where the folder is.
PROMPTS: Final[Mapping[str, str]] = MappingProxyType(
    {name: f"en/{name}.wav" for name in _SPOKEN}
    | {f"{language}/{name}": f"{language}/{name}.wav" for language in LANGUAGES for name in _SPOKEN}
)

# Name → path below the node's folder of images; FreeSWITCH has no prefix for these.
IMAGES: Final[Mapping[str, str]] = MappingProxyType(
    {name: f"{name}.png" for name in ("background_dark", "background_light", "camera_off", "frame", "logo")}
)

# A domain's own (`/v1/assets`): under this and its name wherever one of the catalogue may be named.
OWN: Final = "own/"
OWN_NAME: Final = r"[a-z0-9][a-z0-9_-]{0,58}"
# Where one lies on a node: below its hash, under its name, so that what FreeSWITCH tells of it tells both.
_OWN_FONT: Final = re.compile(rf"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*/[0-9a-f]{{64}}/({OWN_NAME})\.ttf")

# Films of an operator's own, in the node's folder of images, that a layout may appear or go with. No picture:
# FreeSWITCH shows a png for ever (seen).
TRANSITION: Final = re.compile(r"[A-Za-z0-9_-]{1,64}\.mp4")


def own_name(media: str) -> str | None:
    """The name of a domain's own picture, sound or font; None for one of the catalogue."""
    name = media.removeprefix(OWN)
    return name if name != media and re.fullmatch(OWN_NAME, name) else None


def font_named(path: str) -> str:
    """What a font's path on a node is called in a banner; any other path or name is itself."""
    found = _OWN_FONT.fullmatch(path)
    return path if found is None else OWN + found[1]
