"""The prompts and pictures that may be played or shown, by name: no path from outside ever reaches FreeSWITCH."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SOUNDS_ROOT: Final = "/var/lib/freeswitch/sounds"
IMAGES_ROOT: Final = "/var/lib/freeswitch/images"

PROMPTS: Final[Mapping[str, str]] = MappingProxyType({})
IMAGES: Final[Mapping[str, str]] = MappingProxyType({})
