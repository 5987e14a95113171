"""What is told and said over a WebSocket, in the API's description: frames, and an event for each type."""

from collections.abc import Mapping
from typing import get_args

import msgspec

from functions.mux_control.description.schemas import Json, fields_of, nullable, ref, required_of
from functions.shared.feed.events import KINDS, Event, Happening
from functions.shared.live.frame_shapes import ServerFrame
from functions.shared.live.message_shapes import Message
from functions.shared.state import ConferenceState, MemberState

SAID: tuple[type[msgspec.Struct], ...] = get_args(Message)
_FRAMES: tuple[type[msgspec.Struct], ...] = get_args(ServerFrame)
TOLD = (*_FRAMES, Event, ConferenceState, MemberState, *KINDS.values())

# What stands in an event as plain JSON.
_HOLDS: Mapping[tuple[str, str], Json] = {
    ("conference.started", "conference"): ref("ConferenceBegun"),
    ("conference.changed", "changed"): ref("ConferenceChange"),
    ("member.joined", "member"): ref("MemberState"),
    ("member.changed", "changed"): ref("MemberChange"),
    ("recording.changed", "recording"): nullable(ref("RecordingState")),
    ("stream.changed", "stream"): nullable(ref("StreamState")),
}
# Of these a beginning makes no claim: events of their own follow.
_FOLLOWS = ("members", "recordings", "streams", "hands", "member_count")


def add_live(components: dict[str, Json]) -> None:
    """Add what is made of the others: `KnownEvent`, the frames of both sides, and parts of a state."""
    conference, member = components["ConferenceState"], components["MemberState"]
    components["ConferenceBegun"] = _part(conference, "A conference that began; who is in it follows.", whole=True)
    components["ConferenceChange"] = _part(conference, "Fields of a conference that are different.")
    components["MemberChange"] = _part(member, "Fields of a member that are different.")
    for tag, kind in KINDS.items():
        components[kind.__name__] = _data(components[kind.__name__], tag)
        components[f"{kind.__name__}Event"] = _event(components["Event"], tag, kind)
    components["KnownEvent"] = {
        "description": "An event of a type that this version knows; other types may come, with data of their own.",
        "oneOf": [ref(f"{kind.__name__}Event") for kind in KINDS.values()],
    }
    components["ClientFrame"] = {
        "description": "What a client may say over a WebSocket.",
        "oneOf": [ref(kind.__name__) for kind in SAID],
    }
    components["ServerFrame"] = {
        "description": "What a client is told over a WebSocket.",
        "oneOf": [ref(kind.__name__) for kind in _FRAMES],
    }


def _part(component: Json, description: str, *, whole: bool = False) -> Json:
    """Some fields of a component: those that a beginning has, or any."""
    kept = {name: field for name, field in fields_of(component).items() if name not in _FOLLOWS or not whole}
    part: Json = {"description": description, "type": "object", "properties": kept}
    return part | {"required": list(kept)} if whole else part


def _data(component: Json, tag: str) -> Json:
    """An event's `data`: its type stands beside it."""
    told = {name: _HOLDS.get((tag, name), field) for name, field in fields_of(component).items() if name != "type"}
    return component | {"properties": told, "required": [name for name in required_of(component) if name != "type"]}


def _event(event: Json, tag: str, kind: type[Happening]) -> Json:
    own: dict[str, Json] = {"type": {"const": tag}, "data": ref(kind.__name__)}
    described = {"title": f"{kind.__name__}Event", "description": (kind.__doc__ or "").strip()}
    return event | described | {"properties": fields_of(event) | own}
