"""Answers to state queries, in FreeSWITCH's shape."""

import json
from collections.abc import Mapping

from tests.functions.shared.commands.here import ADA, MEETING

GONE = "-ERR Conference internal not found\n"
Part = Mapping[str, object]


def json_list(*, uuid: str = MEETING, name: str = "internal", members: tuple[Part, ...] = (), **fields: object) -> str:
    """An answer of `json_list`."""
    callers = [{"type": "caller", "id": 3, **member} if "uuid" in member else dict(member) for member in members]
    return json.dumps([{"conference_name": name, "conference_uuid": uuid, **fields, "members": callers}])


def ada(**flags: object) -> Part:
    """Ada in a `json_list`."""
    shown = {"can_hear": True, "can_speak": True, "hold": False, "has_floor": False, **flags}
    return {"uuid": ADA, "flags": shown}


def listed(flags: str, *, uuid: str = ADA, number: int = 3) -> str:
    """A row of `list`."""
    return f"{number};sofia/internal/1001@127.0.0.1;{uuid};1001;1001;{flags};0;0;200\n"
