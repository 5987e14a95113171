"""The profile of a room's next conference: the one that every node has, with what the room chose."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.shared.layouts import waiting_profile
from functions.shared.layouts.conference_profile import CALLER_CONTROLS, CONFERENCE_FLAGS, HOST_CONTROLS, PARAMS
from functions.shared.tables.provisioned.rooms import Picture, Room

# mod_conference reads no more.
MOST_FLAGS = 25
SOUNDS = ("enter-sound", "exit-sound")
CONTROLS = {"participant": CALLER_CONTROLS, "moderator": HOST_CONTROLS}


@dataclass(frozen=True)
class Profile:
    """Parameters by name, and those that come from a global variable of the node."""

    params: Mapping[str, str]
    from_node: Mapping[str, str]


def profile_of(room: Room) -> Profile:
    """Return the profile; no PIN is ever in it, for FreeSWITCH would forget it where this answer fails."""
    chosen = {name: value for name, value in _choices(room).items() if value}
    params = {param.name: param.value for param in PARAMS if param.value} | chosen
    if not room.picture.sounds:
        params = {name: value for name, value in params.items() if name not in SOUNDS}
    from_node = {param.name: param.chosen_by for param in PARAMS if param.chosen_by and param.name not in chosen}
    return Profile({name: value for name, value in params.items() if name not in from_node}, from_node)


def waiting_profile_of(room: Room) -> Profile:
    """Return the profile of the conference in which people wait for the room."""
    params = {param.name: param.value for param in waiting_profile.PARAMS if param.value}
    return Profile(params | {"domain": room.domain}, {})


def _choices(room: Room) -> dict[str, str]:
    picture = room.picture
    return {
        "domain": room.domain,
        "max-members": str(room.max_members or ""),
        "video-canvas-size": picture.canvas,
        "video-fps": str(picture.fps or ""),
        "video-codec-bandwidth": picture.bandwidth,
        "video-canvas-bgcolor": picture.background,
        "video-layout-name": _first(picture),
        "video-layout-conf": layouts_file(room.name) if picture.layouts else "",
        "conference-flags": "|".join([*dict.fromkeys([*CONFERENCE_FLAGS, *picture.flags])][:MOST_FLAGS]),
    }


def _first(picture: Picture) -> str:
    """What the conference begins with: a room with a list of its own begins with something of it."""
    return picture.layout or (picture.layouts[0] if picture.layouts else "")


def layouts_file(room: str) -> str:
    """Name the file of a room's layouts: FreeSWITCH says nothing else when it asks for them.

    Source: docs/freeswitch.md, "Configuration of a conference".
    """
    return f"layouts-{room}.conf"


def room_of(file: str) -> str | None:
    """Return whose layouts a file holds."""
    room = file.removeprefix("layouts-").removesuffix(".conf")
    return room if file == layouts_file(room) and room else None
