"""The description of the API (OpenAPI 3.1), made from the operations and their structs."""

from collections.abc import Iterable, Mapping, Sequence

from functions.mux_control.commands import CommandView
from functions.mux_control.description.examples import ANSWERS, EXAMPLES
from functions.mux_control.description.live import SAID, TOLD, add_live
from functions.mux_control.description.parameters import parameters_of
from functions.mux_control.description.schemas import REFS, Json, components_of
from functions.mux_control.description.texts import description_of, summary_of
from functions.shared.api.operation import Operation
from functions.shared.api.problems import CODES, ProblemBody

TAGS: Mapping[str, str] = {
    "conferences": "What is going on, and changing a conference as a whole.",
    "members": "Who is in a conference, and what can be done about them.",
    "hosting": "What a meeting's host does with everybody, or asks of one.",
    "calls": "Calling somebody into a conference, and the gateways that calls go through.",
    "waiting": "Who waits to be let in, and letting them in.",
    "picture": "Where everybody is in the picture, stills of it, and what it should be.",
    "layouts": "Layouts and groups of them.",
    "assets": "The domain's own pictures, sounds and fonts.",
    "prompts": "What is played or said into a conference.",
    "recordings": "Recordings and their files.",
    "streams": "Streams to servers elsewhere.",
    "commands": "Commands by their kind, several as one, and how a command ended.",
    "audit": "Who did what.",
    "live": "What happens, as it happens.",
    "webhooks": "Telling servers what happens.",
    "meetings": "Meetings that were.",
    "provisioning": "Users, rooms, groups and gateways of the domain.",
    "entries": "Links that bring one person into one room, without an account.",
    "tokens": "Tokens that are good no more.",
    "nodes": "The FreeSWITCH nodes that serve the domain: how they are, to drain and to remove them.",
    "description": "This description.",
}
# What is no text.
_WRITTEN: Mapping[str, Json] = {"image/png": {"type": "string", "format": "binary"}}
BODY_CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field")
COMMON_CODES = ("invalid_token", "rate_limited", "internal_error", "unavailable", "not_found", "method_not_allowed")
CONFERENCE_CODES = ("conference_not_found", "missing_ability", "not_inside", "conference_ended")
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
    bodies = [operation.body for operation in operations if operation.body is not None]
    answers = [operation.answer for operation in operations if operation.answer is not None]
    described, components = components_of([*bodies, *SAID], [*answers, CommandView, ProblemBody, *TOLD])
    add_live(components)
    # Of a part of the API only what it answers is described.
    for name in ANSWERS.keys() & components.keys():
        components[name]["examples"] = [ANSWERS[name]]
    paths: dict[str, Json] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, described)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "freeswitch-functions",
            "version": "1",
            "license": {"name": "MIT", "identifier": "MIT"},
            "description": "Control of video conferences on FreeSWITCH: every change is a command with a true outcome.",
        },
        # Wherever this description was found.
        "servers": [{"url": "/"}],
        "tags": [{"name": tag, "description": TAGS[tag]} for tag in dict.fromkeys(one.tag for one in operations)],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
        "security": [{"token": []}],
    }


def codes_of(operation: Operation) -> tuple[str, ...]:
    """The codes of the problems that an operation may answer with."""
    codes = [code for code in COMMON_CODES if not operation.public or code != "invalid_token"]
    if "{conference}" in operation.path:
        codes += CONFERENCE_CODES
    if "{member}" in operation.path:
        codes.append("member_not_found")
    for noun in ("recording", "stream"):
        if f"{{{noun}}}" in operation.path:
            codes += [f"{noun}_not_found"] + ["wrong_state"] * (operation.make is None)
    if "{command}" in operation.path:
        codes += ["command_not_found", "missing_ability"]
    if operation.needs and "missing_ability" not in codes:
        codes.append("missing_ability")
    if operation.make is not None:
        codes += COMMAND_CODES
    elif operation.queries:
        codes.append("invalid_field")
    if operation.keyed:
        codes.append("idempotency_key_reused")
    codes += operation.codes
    return tuple(codes)


def _operation(operation: Operation, schemas: Mapping[int, Json]) -> Json:
    described: Json = {
        "operationId": operation.name,
        "summary": summary_of(operation),
        "description": description_of(operation),
        "tags": [operation.tag],
        "parameters": parameters_of(operation),
        "responses": _responses(operation, schemas),
    }
    if operation.deprecated is not None:
        described["deprecated"] = True
    if operation.public:
        described["security"] = []
    if operation.needs:
        described["x-abilities"] = list(operation.needs)
    if operation.needs_of_fields:
        described["x-abilities-by-field"] = {name: list(needs) for name, needs in operation.needs_of_fields.items()}
    if operation.body is not None:
        content = {"application/json": {"schema": schemas[id(operation.body)], "example": EXAMPLES[operation.name]}}
        described["requestBody"] = {"required": True, "content": content}
    return described


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
            content = {operation.media: {"schema": _WRITTEN.get(operation.media, {"type": "string"})}}
        content |= {media: {"schema": {"type": "string"}} for media in operation.other_media}
        if operation.status == 202:
            responses["202"] = {"description": "it will be done; `Location` tells how it went", "content": content}
        else:
            responses["200"] = {"description": "as it is now", "content": content}
        if operation.makes:
            responses["201"] = {"description": "it was made", "content": content}
    if operation.make is None and operation.method == "DELETE":
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
