"""What stands in an operation's address and headers, in the API's description."""

import re
from collections.abc import Mapping, Sequence

from functions.mux_control.description.schemas import Json
from functions.shared.api.operation import Operation
from functions.shared.api.queries import MAX_WAIT_SECONDS

PATH_SCHEMAS: Mapping[str, Json] = {
    "conference": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "member": {"type": "string", "pattern": "^[0-9A-Za-z-]{1,64}$"},
    "scene": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "node": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "person": {"type": "string", "pattern": "^[0-9a-f]{20}$"},
}
# What each name in a path is, and one that could be.
PATH_NAMES: Mapping[str, tuple[str, str]] = {
    "asset": ("name of a picture, sound or font of the domain's own", "logo"),
    "command": ("id of a command, as its answer tells it", "fs1.3722fc3085a66bd783c3769461d4781e"),
    "conference": ("name of the conference", "internal"),
    "delivery": ("id of a delivery of the webhook", "1796070300490-1"),
    "entry": ("id of a link, not its code", "8042dea93b6b5ce236e5bb7bf1fc2d1e"),
    "gateway": ("name of the gateway", "carrier"),
    "group": ("name of the group", "team"),
    "invitee": ("name of the invitee in the room", "grace"),
    "layout": ("name of the layout", "2x2"),
    "meeting": ("`uuid` of the meeting", "82887bed-6afc-4bff-8567-9a74eab6f020"),
    "member": ("`uuid` of the member's call", "3aa09c8c-5197-4d7c-9a53-902dbf37db52"),
    "message": ("id of the message", "b3f1"),
    "node": ("name of the node", "fs1"),
    "person": ("`person` of one of the conference's `standings`", "0f3b1c5d7e9a2b4c6d8e"),
    "recording": ("id of the recording: that of the command which began it", "fs1.5f0c27d1a4e94b1e8d2c6a7b9f3e1d20"),
    "room": ("name of the room", "weekly"),
    "scene": ("name of the saved scene", "opening"),
    "still": ("id of the still: that of the command which took it", "fs1.9c1e4f7a2b5d4c8e9f0a1b2c3d4e5f60"),
    "stream": ("id of the stream: that of the command which began it", "fs1.77d0b1f2c3a44e5f8a9b0c1d2e3f4a50"),
    "user": ("id of the user, without the domain", "1000"),
    "webhook": ("name of the webhook", "crm"),
}
HEADERS: Sequence[tuple[str, Json, str]] = (
    (
        "Idempotency-Key",
        {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "the same key and request give the same command for 24 hours",
    ),
    (
        "If-Match",
        {"type": "string"},
        "the revision that was seen; 412 if the conference has moved on, and a command that finds so later fails",
    ),
    (
        "Prefer",
        {"type": "string", "examples": ["wait=5"]},
        f"wait=s: answer with the final state if it comes within s seconds (at most {MAX_WAIT_SECONDS})",
    ),
)


def _of_path(name: str) -> Json:
    meaning, example = PATH_NAMES[name]
    schema = PATH_SCHEMAS.get(name, {"type": "string"})
    return {
        "name": name, "in": "path", "required": True, "schema": schema, "description": meaning, "example": example
    }  # fmt: skip


def parameters_of(operation: Operation) -> list[Json]:
    """Describe the names in the path, the queries and the headers of an operation."""
    found = [_of_path(name) for name in re.findall(r"{(\w+)}", operation.path)]
    found += [
        {"name": query.name, "in": "query", "schema": dict(query.schema), "description": query.meaning}
        for query in operation.queries
    ]
    if operation.make is None and not operation.unconditional and operation.method in ("PUT", "PATCH", "DELETE"):
        name, kind, _ = HEADERS[1]
        found.append({"name": name, "in": "header", "schema": kind, "description": "the revision that was seen"})
        if operation.method == "PUT":
            meaning = "`*`: only if there is none yet, otherwise 412"
            found.append({"name": "If-None-Match", "in": "header", "schema": kind, "description": meaning})
    if operation.keyed:
        name, kind, _ = HEADERS[0]
        found.append({"name": name, "in": "header", "schema": kind, "description": "the same answer for 24 hours"})
    if operation.make is not None:
        found += [{"name": name, "in": "header", "schema": kind, "description": text} for name, kind, text in HEADERS]
    return found
