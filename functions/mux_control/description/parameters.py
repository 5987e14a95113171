"""What stands in an operation's address and headers, in the API's description."""

import re
from collections.abc import Mapping, Sequence

from functions.mux_control.description.schemas import Json
from functions.shared.api.operation import Operation
from functions.shared.api.queries import MAX_WAIT_SECONDS

PATH_SCHEMAS: Mapping[str, Json] = {
    "conference": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "member": {"type": "string", "pattern": "^[0-9A-Za-z-]{1,64}$", "description": "uuid of the member's call"},
    "scene": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "person": {"type": "string", "pattern": "^[0-9a-f]{20}$", "description": "`person` of one of `standings`"},
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


def parameters_of(operation: Operation) -> list[Json]:
    """Describe the names in the path, the queries and the headers of an operation."""
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": PATH_SCHEMAS.get(name, {"type": "string"})}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
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
