"""A conference's stage: what its picture should be, how far it is from that, and who waits for what."""

import time

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.canvas import View
from functions.mux_control.picture.stage_news import NO_NEWS, tell
from functions.mux_control.picture.stage_setting import (
    StageView,
    Wanted,
    answer_of,
    begun_meanwhile,
    kept_stage,
    moved,
    news_for,
    picture_now,
    set_picture,
    view_of_request,
    with_command,
)
from functions.mux_control.submission.once import Once
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.stage.wish import Newcomers, Stage
from functions.shared.tables.conferences.stages import StageAsRead, delete_stage

STAGE = "/v1/conferences/{conference}/stage"
CODES = ("invalid_json", "body_too_large", "unsupported_media_type", "invalid_field", "revision_moved")


class StageWish(Stage, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """The wish, with what becomes of who comes later: `newcomers`; left out it is what it was, at first `next_place`.

    `next_place`: while the layout shows only those who hold one of its places, whoever comes with a camera gets the
    next free one, each once; `leave`: they are left as they come.
    """

    newcomers: Newcomers | None = None

    def alone(self) -> Stage:
        """The wish without it."""
        return Stage(**{name: getattr(self, name) for name in Stage.__struct_fields__})


class StagePatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of who comes later; the picture is not arranged anew."""

    newcomers: Newcomers


async def get_stage(request: Request, grant: Grant) -> Response:
    name, view, node_state = view_of_request(request, grant)
    kept = kept_stage(name, grant)
    if kept is None:
        raise Problem("stage_not_found", f"{name} has no stage: its picture is left alone")
    return answer_of(name, kept.stored, view, node_state)


async def put_stage(request: Request, grant: Grant) -> Response:
    raw = await read_json(request)

    def wanted(_: StageAsRead | None, __: View) -> Wanted:
        wish = read_body(raw, StageWish)
        return Wanted(wish.alone(), newcomers=wish.newcomers)

    return set_picture(request, grant, raw, wanted)


async def patch_stage(request: Request, grant: Grant) -> Response:
    raw = await read_json(request)

    def wanted(kept: StageAsRead | None, view: View) -> Wanted:
        newcomers = read_body(raw, StagePatch).newcomers
        if kept is None and newcomers == "leave":
            detail = f"{view.conference.name} has no stage: its picture is left alone, and so is who comes"
            raise Problem("stage_not_found", detail)
        # The relay knows the places of the layout that the stage names.
        stage = picture_now(kept, view) if newcomers == "next_place" or kept is None else kept.stored.stage
        before = () if kept is None else kept.stored.before
        return Wanted(stage, before, newcomers=newcomers, only_newcomers=True)

    return set_picture(request, grant, raw, wanted)


async def undo_stage(request: Request, grant: Grant) -> Response:
    def wanted(kept: StageAsRead | None, _: View) -> Wanted:
        before = kept.stored.before if kept is not None else ()
        if not before:
            raise Problem("wrong_state", "there is no picture before this one: none was set by a stage or a scene")
        return Wanted(before[0], before[1:])

    return set_picture(request, grant, await read_json(request), wanted)


async def remove_stage(request: Request, grant: Grant) -> Response:
    name, view, _ = view_of_request(request, grant)
    once = Once.of(request, grant, await read_json(request))
    if (earlier := once.earlier()) is not None:
        return earlier
    kept = kept_stage(name, grant)
    if kept is None:
        raise Problem("stage_not_found", f"{name} has no stage")
    require_revision(request, kept.stored.revision)
    entry = structs.replace(entry_of(request, grant, "done"), revision=kept.stored.revision)
    news = news_for(view, grant, entry)
    answer = Response(status_code=204)
    entry, now = with_command(news, entry), time.time()
    if not delete_stage(name, kept, now=now, command=news[1], entry=entry, also=once.kept(answer)):
        if (earlier := once.earlier()) is not None:
            return earlier
        raise moved(name)
    if news == NO_NEWS and (begun := begun_meanwhile(request, grant, entry)):
        _, _, news = begun
    tell(news)
    return answer


OPERATIONS = (
    Operation(
        method="GET", path=STAGE, name="get_stage", tag="picture", answer=StageView, read=get_stage,
        codes=("stage_not_found",), summary="What the picture should be, and how far it is from that.",
    ),
    Operation(
        method="PUT", path=STAGE, name="put_stage", tag="picture", body=StageWish, answer=StageView,
        read=put_stage, keyed=True, codes=(*CODES, "layout_not_loaded"),
        summary="What the picture should be from now on, kept so by the relay; also before anybody is there, and while "
        "the node is away: then it is only kept, and `command` is null.",
    ),
    Operation(
        method="PATCH", path=STAGE, name="patch_stage", tag="picture", body=StagePatch, answer=StageView,
        read=patch_stage, keyed=True, codes=(*CODES, "stage_not_found"),
        summary="What becomes of who comes later; a conference without a stage gets one of the layout that it shows.",
    ),
    Operation(
        method="DELETE", path=STAGE, name="delete_stage", tag="picture", read=remove_stage, keyed=True,
        codes=(*CODES, "stage_not_found"),
        summary="Leave the picture alone from now on; it stays as it is.",
    ),
    Operation(
        method="POST", path=f"{STAGE}/undo", name="undo_stage", tag="picture", answer=StageView, read=undo_stage,
        keyed=True, codes=(*CODES, "wrong_state", "layout_not_loaded"),
        summary="Go back to the picture before the last one that a stage, a scene or a cue has set; "
        "up to ten times in a row.",
    ),
)  # fmt: skip
