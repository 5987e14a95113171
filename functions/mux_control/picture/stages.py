"""A conference's stage: what its picture should be, how far it is from that, and who waits for what."""

import time

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.canvas import View, view_of
from functions.mux_control.picture.stage_checks import check_stage
from functions.mux_control.picture.stage_news import NO_NEWS, News, news_of, tell
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.revisions import require_revision
from functions.shared.api.sight.presence import present_conference
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.audit.entry import Entry
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands.catalogue import AnySceneStep
from functions.shared.layouts.canvas_map import canvas_of
from functions.shared.stage.wish import Stage, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.conferences.stages import (
    StageAsRead,
    delete_stage,
    find_stage,
    first_revision,
    write_stage,
)
from functions.shared.tables.known.nodes import node_now
from functions.shared.tables.nodes import NodeState
from functions.shared.tables.own_rows import find_own_room
from functions.shared.tables.provisioned.rooms import find_room_of

STAGE = "/v1/conferences/{conference}/stage"
CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")


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
    raw = await read_json(request)
    stage = read_body(raw, Stage)
    check_stage(stage, view, grant)
    kept = _kept(name, grant)
    require_revision(request, kept.stored.revision if kept else None)
    revision = kept.stored.revision + 1 if kept else first_revision(name)
    stored = StoredStage(stage=stage, domain=grant.domain, revision=revision)
    entry = structs.replace(entry_of(request, grant, "done", raw), revision=revision)
    news = _news(view, grant, entry)
    if not write_stage(name, stored, kept, command=news[1], entry=_with(news, entry)):
        raise _moved(name)
    if news == NO_NEWS and (begun := _begun_meanwhile(request, grant, entry)):
        view, node_state, news = begun
    return _answer(name, stored, view, node_state, tell(news))


async def remove_stage(request: Request, grant: Grant) -> Response:
    name, view, _ = _view(request, grant)
    kept = _kept(name, grant)
    if kept is None:
        raise Problem("stage_not_found", f"{name} has no stage")
    require_revision(request, kept.stored.revision)
    entry = structs.replace(entry_of(request, grant, "done"), revision=kept.stored.revision)
    news = _news(view, grant, entry)
    if not delete_stage(name, kept, now=time.time(), command=news[1], entry=_with(news, entry)):
        raise _moved(name)
    if news == NO_NEWS and (begun := _begun_meanwhile(request, grant, entry)):
        _, _, news = begun
    tell(news)
    return Response(status_code=204)


def _view(request: Request, grant: Grant) -> tuple[str, View, NodeState | None]:
    """The conference if it runs, otherwise its room, before anybody is there."""
    name = str(request.path_params["conference"])
    try:
        present = present_conference(name, grant, node_of=node_now)
    except Problem:
        mine = find_own_room(name, grant.domain)
        if mine is None:
            raise
        return name, view_of(ConferenceState(name=name, uuid="", node="", domain=grant.domain), grant, mine), None
    room = find_room_of(name)
    mine = room if room is not None and room.domain == grant.domain else None
    return name, view_of(present.conference, grant, mine), present.node_state


def _kept(name: str, grant: Grant) -> StageAsRead | None:
    kept = find_stage(name)
    if kept is not None and kept.stored.domain != grant.domain:
        raise no_conference(name)
    return kept


def _moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed the stage of {name}; read it again")


def _begun_meanwhile(request: Request, grant: Grant, entry: Entry) -> tuple[View, NodeState | None, News] | None:
    """Look again after the stage was written: a conference that begins just then may have read it as it was before."""
    try:
        _, view, node_state = _view(request, grant)
        news = _news(view, grant, entry)
        if news[1] is not None:
            create_command(news[1])
    except Problem:
        # It has ended, and there is no room, either: the next conference reads the stage.
        return None
    except TablesUnavailable as error:
        raise unavailable("the stage is written, but it is not known who should be told; send it again") from error
    return view, node_state, news


def _news(view: View, grant: Grant, entry: Entry) -> News:
    return news_of(view.conference, grant, entry) if view.running else NO_NEWS


def _with(news: News, entry: Entry) -> Entry:
    """The entry of the audit, with the command by which the stage is carried out."""
    return entry if news[1] is None else structs.replace(entry, command=news[1].id)


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
        method="GET", path=STAGE, name="get_stage", tag="picture", answer=StageView, read=get_stage,
        codes=("stage_not_found",), summary="What the picture should be, and how far it is from that.",
    ),
    Operation(
        method="PUT", path=STAGE, name="put_stage", tag="picture", body=Stage, answer=StageView,
        read=put_stage, codes=(*CODES, "layout_not_loaded"),
        summary="What the picture should be from now on, kept so by the relay; also before anybody is there, and while "
        "the node is away: then it is only kept, and `command` is null.",
    ),
    Operation(
        method="DELETE", path=STAGE, name="delete_stage", tag="picture", read=remove_stage,
        codes=("stage_not_found", "revision_moved"),
        summary="Leave the picture alone from now on; it stays as it is.",
    ),
)  # fmt: skip
