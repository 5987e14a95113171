"""What makes a stage the picture's: written with its entry in the audit and the command that carries it out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.commands import location
from functions.mux_control.picture.canvas import View, view_of
from functions.mux_control.picture.stage_checks import check_stage
from functions.mux_control.picture.stage_news import NO_NEWS, News, news_of, tell
from functions.mux_control.submission.once import Once
from functions.shared.api.auditing import entry_of
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.revisions import require_revision
from functions.shared.api.sight.presence import present_conference
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.audit.entry import Entry
from functions.shared.command_life.applying_stage import NOTHING, ONLY_NEWCOMERS, ApplyStage, asked_with
from functions.shared.command_life.newcomers import seats_for
from functions.shared.command_life.reconciling import reconcile
from functions.shared.commands.catalogue import AnySceneStep
from functions.shared.layouts.canvas_map import canvas_of
from functions.shared.stage.wish import MOST_BEFORE, Newcomers, Stage, StoredStage
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import create_command
from functions.shared.tables.conferences.stages import StageAsRead, find_stage, first_revision, write_stage
from functions.shared.tables.known.nodes import node_now
from functions.shared.tables.nodes import NodeState
from functions.shared.tables.own_rows import find_own_room
from functions.shared.tables.provisioned.rooms import find_room_of
from functions.shared.tables.transactions import Write

# What becomes of who comes later where nobody has said it.
AT_FIRST: Final[Newcomers] = "next_place"


class StageView(msgspec.Struct, frozen=True, kw_only=True):
    """The wish and the state: `drift` are the commands that would make them one, `command` the one under way.

    `newcomers` says what becomes of who comes later while a layout shows only those who hold one of its places.
    `node_state` is null while there is no conference. Where the node takes no commands the wish is only kept, `command`
    is null, and it is carried out when the node is back, or in the next conference of the name.
    """

    conference: str
    revision: int
    running: bool
    node_state: NodeState | None
    stage: Stage
    newcomers: Newcomers
    drift: tuple[AnySceneStep, ...]
    waiting: tuple[str, ...]
    not_shown: tuple[str, ...]
    command: str | None = None


@dataclass(frozen=True)
class Wanted:
    """What the picture should be, what `undo` brings back afterwards (None: what it is now), and what goes with it.

    Attributes:
        newcomers: what becomes of who comes later; None: what did before.
        only_newcomers: whether nothing but that is wished: nobody has arranged the picture.
    """

    stage: Stage
    before: tuple[Stage, ...] | None = None
    also: tuple[Write, ...] = ()
    newcomers: Newcomers | None = None
    only_newcomers: bool = False


def set_picture(
    request: Request, grant: Grant, raw: object, wanted: Callable[[StageAsRead | None, View], Wanted]
) -> Response:
    """Write the stage that is wanted after what is there, and have the relay carry it out.

    A request with an Idempotency-Key is answered again what it was answered, and nothing is done.
    """
    name, view, node_state = view_of_request(request, grant)
    once = Once.of(request, grant, raw)
    if (earlier := once.earlier()) is not None:
        return earlier
    kept = kept_stage(name, grant)
    wish = wanted(kept, view)
    if not wish.only_newcomers:
        check_stage(wish.stage, view, grant)
    require_revision(request, kept.stored.revision if kept else None)
    revision = kept.stored.revision + 1 if kept else first_revision(name)
    before = (picture_now(kept, view), *(kept.stored.before if kept else ())) if wish.before is None else wish.before
    stored = StoredStage(
        stage=wish.stage,
        domain=grant.domain,
        revision=revision,
        before=before[:MOST_BEFORE],
        newcomers=wish.newcomers or (kept.stored.newcomers if kept else AT_FIRST),
        seats=seats_for(wish.stage, view.there.layouts, view.there.groups),
    )
    entry = structs.replace(entry_of(request, grant, "done", raw), revision=revision)
    asked = ONLY_NEWCOMERS if wish.only_newcomers else asked_with(wish.stage, view.conference, view.layout_in)
    news = news_for(view, grant, entry, asked)
    answer = answer_of(name, stored, view, node_state, None if news[1] is None else location(news[1].id))
    also = (*wish.also, *once.kept(answer))
    if not write_stage(name, stored, kept, command=news[1], entry=with_command(news, entry), also=also):
        if (earlier := once.earlier()) is not None:
            return earlier
        raise moved(name)
    if news == NO_NEWS and (begun := begun_meanwhile(request, grant, entry)):
        view, node_state, news = begun
        return answer_of(name, stored, view, node_state, tell(news))
    tell(news)
    return answer


def picture_now(kept: StageAsRead | None, view: View) -> Stage:
    """The picture as it is, so far as a stage can say it."""
    stage = Stage() if kept is None else kept.stored.stage
    if stage.layout is not None or stage.layout_group is not None:
        return stage
    layout, group = view.layout
    return structs.replace(stage, layout=None if group or layout is None else layout.name, layout_group=group)


def view_of_request(request: Request, grant: Grant) -> tuple[str, View, NodeState | None]:
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


def kept_stage(name: str, grant: Grant) -> StageAsRead | None:
    kept = find_stage(name)
    if kept is not None and kept.stored.domain != grant.domain:
        raise no_conference(name)
    return kept


def moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed the stage of {name}; read it again")


def begun_meanwhile(request: Request, grant: Grant, entry: Entry) -> tuple[View, NodeState | None, News] | None:
    """Look again after the stage was written: a conference that begins just then may have read it as it was before."""
    try:
        _, view, node_state = view_of_request(request, grant)
        news = news_for(view, grant, entry)
        if news[1] is not None:
            create_command(news[1])
    except Problem:
        # It has ended, and there is no room, either: the next conference reads the stage.
        return None
    except TablesUnavailable as error:
        raise unavailable("the stage is written, but it is not known who should be told; send it again") from error
    return view, node_state, news


def news_for(view: View, grant: Grant, entry: Entry, asked: ApplyStage = NOTHING) -> News:
    """What the relay is told; with a new stage also how those stay on air who are there now."""
    return news_of(view.conference, grant, entry, asked) if view.running else NO_NEWS


def with_command(news: News, entry: Entry) -> Entry:
    """The entry of the audit, with the command by which the stage is carried out."""
    return entry if news[1] is None else structs.replace(entry, command=news[1].id)


def answer_of(
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
        newcomers=stored.newcomers,
        drift=plan.commands if view.running else (),
        waiting=plan.waiting,
        not_shown=canvas_of(view.conference, layout, group, view.size, stale=False).not_shown,
        command=command,
    )
    headers = {"ETag": f'"{stored.revision}"'}
    return Response(msgspec.json.encode(shown), headers=headers, media_type="application/json")
