"""A conference's stage: what its picture should be, how far it is from that, and who waits for what."""

import time
import uuid

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.commands import location
from functions.mux_control.operations import Operation
from functions.mux_control.picture.canvas import View, view_of
from functions.mux_control.picture.stage_checks import check_stage
from functions.mux_control.sight.presence import present_conference
from functions.mux_control.submission.bodies import read_body, read_json
from functions.mux_control.submission.submitting import wake
from functions.shared.api.problems import Problem
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.commands.catalogue import AnySceneStep
from functions.shared.layouts.canvas_map import canvas_of
from functions.shared.outcomes import CommandRow
from functions.shared.reconciling import reconcile
from functions.shared.settings import ApiSettings, read
from functions.shared.stage.wish import APPLY_STAGE, Stage, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables.known_nodes import known_node, node_now
from functions.shared.tables.nodes import Node, NodeState
from functions.shared.tables.rooms import find_room_of
from functions.shared.tables.stages import StageAsRead, delete_stage, find_stage, write_stage

STAGE = "/v1/conferences/{conference}/stage"
CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")

_command_seconds = read(ApiSettings).command_seconds


class StageView(msgspec.Struct, frozen=True, kw_only=True):
    """The wish and the state: `drift` are the commands that would make them one, `command` the one under way.

    `node_state` is null while there is no conference. Where the node takes no commands the wish is only kept, `command`
    is null, and it is carried out when the node is back, or in the next conference of the name.
    """

    conference: str
    revision: int
    running: bool
    node_state: NodeState | None
    stage: Stage
    drift: tuple[AnySceneStep, ...]
    waiting: tuple[str, ...]
    not_shown: tuple[str, ...]
    command: str | None = None


async def get_stage(request: Request, grant: Grant) -> Response:
    name, view, node_state = _view(request, grant)
    kept = _kept(name, grant)
    if kept is None:
        raise Problem("stage_not_found", f"{name} has no stage: its picture is left alone")
    return _answer(name, kept.stored, view, node_state)


async def put_stage(request: Request, grant: Grant) -> Response:
    name, view, node_state = _view(request, grant)
    stage = read_body(await read_json(request), Stage)
    check_stage(stage, view, grant)
    kept = _kept(name, grant)
    require_revision(request, kept.stored.revision if kept else None)
    stored = StoredStage(stage=stage, domain=grant.domain, revision=kept.stored.revision + 1 if kept else 1)
    node, row = _news(view, grant)
    if not write_stage(name, stored, kept, command=row):
        raise _moved(name)
    return _answer(name, stored, view, node_state, _told(node, row))


async def remove_stage(request: Request, grant: Grant) -> Response:
    name, view, _ = _view(request, grant)
    kept = _kept(name, grant)
    if kept is None:
        raise Problem("stage_not_found", f"{name} has no stage")
    require_revision(request, kept.stored.revision)
    node, row = _news(view, grant)
    if not delete_stage(name, kept, command=row):
        raise _moved(name)
    _told(node, row)
    return Response(status_code=204)


def _view(request: Request, grant: Grant) -> tuple[str, View, NodeState | None]:
    """The conference if it runs, otherwise its room, before anybody is there."""
    name = str(request.path_params["conference"])
    room = find_room_of(name)
    mine = room if room is not None and room.domain == grant.domain else None
    try:
        present = present_conference(name, grant, node_of=node_now)
    except Problem:
        if mine is None:
            raise
        return name, view_of(ConferenceState(name=name, uuid="", node="", domain=grant.domain), grant, mine), None
    return name, view_of(present.conference, grant, mine), present.node_state


def _kept(name: str, grant: Grant) -> StageAsRead | None:
    kept = find_stage(name)
    if kept is not None and kept.stored.domain != grant.domain:
        raise no_conference(name)
    return kept


def _moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed the stage of {name}; read it again")


def _news(view: View, grant: Grant) -> tuple[Node, CommandRow] | tuple[None, None]:
    """The command that sends the relay to look at the stage now; none where it cannot.

    Nobody is there yet, or FreeSWITCH is away: then the relay looks by itself.
    """
    conference, now = view.conference, time.time()
    node = known_node(conference.node) if view.running else None
    if node is None or not node.is_served(now) or not node.switch_up:
        return None, None
    row = CommandRow(
        id=str(uuid.uuid4()),
        kind=APPLY_STAGE,
        body=f'{{"kind":"{APPLY_STAGE}"}}',
        node=conference.node,
        domain=grant.domain,
        subject=grant.sub,
        created_at=now,
        deadline=now + _command_seconds,
        conference=conference.name,
        conference_uuid=conference.uuid,
    )
    return node, row


def _told(node: Node | None, row: CommandRow | None) -> str | None:
    """Wake the relay; gives where the command can be read."""
    if node is None or row is None:
        return None
    wake(node, row)
    return location(row.id)


def _answer(
    name: str, stored: StoredStage, view: View, node_state: NodeState | None, command: str | None = None
) -> Response:
    plan = reconcile(stored.stage, view.conference)
    layout, group = view.layout
    shown = StageView(
        conference=name,
        revision=stored.revision,
        running=view.running,
        node_state=node_state,
        stage=stored.stage,
        drift=plan.commands if view.running else (),
        waiting=plan.waiting,
        not_shown=canvas_of(view.conference, layout, group, view.size, stale=False).not_shown,
        command=command,
    )
    headers = {"ETag": f'"{stored.revision}"'}
    return Response(msgspec.json.encode(shown), headers=headers, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=STAGE, name="get_stage", tag="picture", ability="view", answer=StageView, read=get_stage,
        codes=("stage_not_found",), summary="What the picture should be, and how far it is from that.",
    ),
    Operation(
        method="PUT", path=STAGE, name="put_stage", tag="picture", ability="control", body=Stage, answer=StageView,
        read=put_stage, codes=(*CODES, "layout_not_loaded"),
        summary="What the picture should be from now on, kept so by the relay; also before anybody is there, and while "
        "the node is away: then it is only kept, and `command` is null.",
    ),
    Operation(
        method="DELETE", path=STAGE, name="delete_stage", tag="picture", ability="control", read=remove_stage,
        codes=("stage_not_found", "revision_moved"),
        summary="Leave the picture alone from now on; it stays as it is.",
    ),
)  # fmt: skip
