"""The description of the API (OpenAPI 3.1), made from the operations and their structs."""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from functions.mux_control.commands import CommandView
from functions.shared.api.operation import Operation
from functions.shared.api.problems import CODES, ProblemBody
from functions.shared.api.queries import MAX_WAIT_SECONDS

Json = dict[str, object]

REFS = "#/components/schemas/{name}"
PATH_SCHEMAS: Mapping[str, Json] = {
    "conference": {"type": "string", "pattern": "^[A-Za-z0-9_.-]{1,64}$"},
    "member": {"type": "string", "pattern": "^[0-9A-Za-z-]{1,64}$", "description": "uuid of the member's call"},
}
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field")
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
COMMON_CODES = ("invalid_token", "rate_limited", "internal_error", "unavailable", "not_found", "method_not_allowed")
CONFERENCE_CODES = ("conference_not_found", "missing_ability", "conference_ended")
COMMAND_CODES = (
    "invalid_json",
    "wrong_state",
    "revision_moved",
    "body_too_large",
    "unsupported_media_type",
    "invalid_field",
    "idempotency_key_reused",
    "node_unserved",
    "switch_down",
)


def description(operations: Sequence[Operation]) -> Json:
    """Describe the whole API."""
    types = [kind for operation in operations for kind in (operation.body, operation.answer) if kind is not None]
    schemas, components = msgspec.json.schema_components(
        [*types, CommandView, ProblemBody], ref_template=REFS, schema_hook=_any
    )
    described = dict(zip(map(id, [*types, CommandView, ProblemBody]), schemas, strict=True))
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, described)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "freeswitch-functions",
            "version": "1",
            "description": "Control of video conferences on FreeSWITCH: every change is a command with a true outcome.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
        "security": [{"token": []}],
    }


def _any(_: object) -> Json:
    """What `object` stands for."""
    return {"title": "any JSON"}


def codes_of(operation: Operation) -> tuple[str, ...]:
    """The codes of the problems that an operation may answer with."""
    codes = [*COMMON_CODES]
    if "{conference}" in operation.path:
        codes += CONFERENCE_CODES
    if "{member}" in operation.path:
        codes.append("member_not_found")
    for noun in ("recording", "stream"):
        if f"{{{noun}}}" in operation.path:
            codes += [f"{noun}_not_found"] + ["wrong_state"] * (operation.make is None)
    if "{command}" in operation.path:
        codes += ["command_not_found", "missing_ability"]
    if operation.ability is not None and "missing_ability" not in codes:
        codes.append("missing_ability")
    if operation.make is not None:
        codes += COMMAND_CODES
    elif operation.queries:
        codes.append("invalid_field")
    codes += operation.codes
    return tuple(codes)


def _operation(operation: Operation, schemas: Mapping[int, Json]) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "parameters": _parameters(operation),
        "responses": _responses(operation, schemas),
    }
    if operation.ability is not None:
        described["x-ability"] = operation.ability
    if operation.body is not None:
        content = {"application/json": {"schema": schemas[id(operation.body)]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _parameters(operation: Operation) -> list[Json]:
    found: list[Json] = [
        {"name": name, "in": "path", "required": True, "schema": PATH_SCHEMAS.get(name, {"type": "string"})}
        for name in re.findall(r"{(\w+)}", operation.path)
    ]
    found += [
        {"name": query.name, "in": "query", "schema": dict(query.schema), "description": query.meaning}
        for query in operation.queries
    ]
    if operation.read is not None and operation.method in ("PUT", "DELETE"):
        name, kind, _ = HEADERS[1]
        found.append({"name": name, "in": "header", "schema": kind, "description": "the revision that was seen"})
    if operation.make is not None:
        found += [{"name": name, "in": "header", "schema": kind, "description": text} for name, kind, text in HEADERS]
    return found


def _responses(operation: Operation, schemas: Mapping[int, Json]) -> Json:
    responses: Json = {}
    if operation.make is not None:
        command = {"application/json": {"schema": {"$ref": REFS.format(name="CommandView")}}}
        location = {"Location": {"schema": {"type": "string"}, "description": "where the outcome will be"}}
        responses["202"] = {"description": "accepted; it will be carried out", "headers": location, "content": command}
        responses["200"] = {"description": "it has ended (Prefer: wait)", "headers": location, "content": command}
    else:
        content = {"application/json": {"schema": schemas[id(operation.answer)]}} if operation.answer else {}
        if operation.media != "application/json":
            content = {operation.media: {"schema": {"type": "string"}}}
        content |= {media: {"schema": {"type": "string"}} for media in operation.other_media}
        responses["200"] = {"description": "as it is now", "content": content}
    if operation.read is not None and operation.method == "DELETE":
        responses = {"204": {"description": "it is gone"}}
    if operation.read_first is not None:
        responses["204"] = {"description": "done at once; there is nothing to say"}
    if operation.name == "get_conference":
        responses["304"] = {"description": "the revision in If-None-Match is still the present one"}
    return responses | _problems(codes_of(operation))


def _problems(codes: Iterable[str]) -> Json:
    by_status: dict[str, list[str]] = {}
    for code in codes:
        by_status.setdefault(str(CODES[code][0]), []).append(code)
    problem = {"application/problem+json": {"schema": {"$ref": REFS.format(name="ProblemBody")}}}
    return {
        status: {"description": ", ".join(dict.fromkeys(found)), "content": problem}
        for status, found in sorted(by_status.items())
    }
