"""The list of the API's operations: those of every noun's file, and the one that gives the description of all."""

from collections.abc import Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control import calls, commands, conferences, gateways, hosting, members, prompts, waiting
from functions.mux_control.assets import assets
from functions.mux_control.audit import reading as audit
from functions.mux_control.description.openapi import description
from functions.mux_control.meetings import reading as meetings
from functions.mux_control.nodes import life as nodes
from functions.mux_control.nodes import moving
from functions.mux_control.outputs import recordings, streams
from functions.mux_control.picture import canvas, cues, layout_groups, layouts, saved_scenes, scenes, stages, stills
from functions.mux_control.webhooks import deliveries, hooks, rotating
from functions.shared.api.operation import Operation
from functions.shared.entries.operations import ENTRY_OPERATIONS
from functions.shared.live.operations import LIVE_OPERATIONS
from functions.shared.provisioning.over_http.operations import PROVISIONING_OPERATIONS

NOUNS = (
    conferences,
    members,
    hosting,
    waiting,
    calls,
    gateways,
    canvas,
    stills,
    stages,
    saved_scenes,
    cues,
    layouts,
    layout_groups,
    assets,
    prompts,
    recordings,
    streams,
    scenes,
    commands,
    meetings,
    hooks,
    rotating,
    deliveries,
    audit,
    nodes,
    moving,
)


async def get_description(_: Request) -> Response:
    """What the page `/docs` says, too: it is the same for everybody, and whoever makes a client has no token yet."""
    return Response(WRITTEN, media_type="application/json")


OPERATIONS: Sequence[Operation] = (
    *(operation for noun in NOUNS for operation in noun.OPERATIONS),
    Operation(
        method="GET",
        path="/v1/openapi.json",
        name="get_description",
        summary="This API as OpenAPI 3.1.",
        tag="description",
        public=True,
        read_openly=get_description,
    ),
)
# One description: other functions answer a part of it.
ALL_OPERATIONS = (*OPERATIONS[:-1], *LIVE_OPERATIONS, *PROVISIONING_OPERATIONS, *ENTRY_OPERATIONS, OPERATIONS[-1])
DESCRIPTION = description(ALL_OPERATIONS)
WRITTEN = msgspec.json.encode(DESCRIPTION)
