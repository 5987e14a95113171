"""The cue list: scenes in the order in which they are to be shown, with next and back."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec import Meta, structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.canvas import View
from functions.mux_control.picture.saved_scenes import kept_scene
from functions.mux_control.picture.stage_setting import StageView, Wanted, set_picture, view_of_request
from functions.mux_control.picture.stages import CODES
from functions.mux_control.submission.once import Once
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.stage.wish import MOST_CUES, SceneName, StoredCues
from functions.shared.tables.conferences import scenes as table
from functions.shared.tables.conferences.stages import StageAsRead
from functions.shared.tables.history.audit import new_entry

CUES = "/v1/conferences/{conference}/cues"


class CueList(msgspec.Struct, frozen=True, kw_only=True):
    """Names of scenes; `current` is the place of the one that was shown last, from 0; null: none of them yet."""

    scenes: tuple[str, ...]
    current: int | None
    revision: int


class CueWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of saved scenes in their order; one may come several times. It begins before the first one."""

    scenes: Annotated[tuple[SceneName, ...], Meta(max_length=MOST_CUES)]


async def get_cues(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    return _json(kept_cues(name, grant).kept)


async def put_cues(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    raw = await read_json(request)
    once = Once.of(request, grant, raw)
    if (earlier := once.earlier()) is not None:
        return earlier
    wish = read_body(raw, CueWish)
    there = {scene.name for scene in table.scenes_of(name) if scene.domain == grant.domain}
    for place, scene in enumerate(wish.scenes):
        if scene not in there:
            known = ", ".join(sorted(there)) or "none: save one first"
            raise invalid_field(f"scenes[{place}]", "is no scene of this conference", value=scene, expected=known)
    found = table.find_cues(name)
    before = found if found is not None and found.kept.domain == grant.domain else None
    require_revision(request, before.kept.revision if before else None)
    revision = before.kept.revision + 1 if before else table.first_revision(name)
    by_file = before is not None and before.kept.by_file
    cues = StoredCues(scenes=wish.scenes, domain=grant.domain, revision=revision, by_file=by_file)
    entry = structs.replace(entry_of(request, grant, "done", raw), revision=revision)
    answer = _json(cues, status=201 if before is None else 200)
    return once.write([table.write_cues(name, cues, before), new_entry(entry)], answer, _moved(name))


async def delete_cues(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    once = Once.of(request, grant, await read_json(request))
    if (earlier := once.earlier()) is not None:
        return earlier
    before = kept_cues(name, grant)
    require_revision(request, before.kept.revision)
    entry = structs.replace(entry_of(request, grant, "done"), revision=before.kept.revision)
    writes = [*table.delete_cues(name, before, now=once.now), new_entry(entry)]
    return once.write(writes, Response(status_code=204), _moved(name))


async def next_cue(request: Request, grant: Grant) -> Response:
    return await _go(request, grant, lambda at: 0 if at is None else at + 1)


async def previous_cue(request: Request, grant: Grant) -> Response:
    return await _go(request, grant, lambda at: -1 if at is None else at - 1)


async def _go(request: Request, grant: Grant, step: Callable[[int | None], int]) -> Response:
    """Show the scene at another place of the list; place and picture move together or not at all."""

    def wanted(_: StageAsRead | None, view: View) -> Wanted:
        name = view.conference.name
        before = kept_cues(name, grant)
        at = step(before.kept.current)
        if not 0 <= at < len(before.kept.scenes):
            where = "the last" if at > 0 or not before.kept.scenes else "the first"
            raise Problem("wrong_state", f"{name} is at {where} of its {len(before.kept.scenes)} cues")
        scene = kept_scene(name, before.kept.scenes[at], grant).kept
        moved = structs.replace(before.kept, current=at, revision=before.kept.revision + 1)
        return Wanted(scene.stage, also=(table.write_cues(name, moved, before),))

    return set_picture(request, grant, await read_json(request), wanted)


def kept_cues(conference: str, grant: Grant) -> table.AsRead[StoredCues]:
    """The cue list of the token's domain.

    Raises:
        Problem: 404 where there is none.
    """
    found = table.find_cues(conference)
    if found is None or found.kept.domain != grant.domain:
        raise Problem("cues_not_found", f"{conference} has no cue list")
    return found


def _moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed the cue list of {name}; read it again")


def _json(cues: StoredCues, *, status: int = 200) -> Response:
    shown = CueList(scenes=cues.scenes, current=cues.current, revision=cues.revision)
    headers = {"ETag": f'"{cues.revision}"'}
    return Response(msgspec.json.encode(shown), status_code=status, headers=headers, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=CUES, name="get_cues", tag="picture", answer=CueList, read=get_cues,
        codes=("cues_not_found",), summary="Scenes in the order in which they are to be shown, and where it stands.",
    ),
    Operation(
        method="PUT", path=CUES, name="put_cues", tag="picture", body=CueWish, answer=CueList, read=put_cues,
        makes=True, keyed=True, codes=CODES, summary="Make the cue list; it begins before its first scene.",
    ),
    Operation(
        method="DELETE", path=CUES, name="delete_cues", tag="picture", read=delete_cues, keyed=True,
        codes=(*CODES, "cues_not_found"), summary="Forget the cue list; scenes and picture stay.",
    ),
    Operation(
        method="POST", path=f"{CUES}/next", name="next_cue", tag="picture", answer=StageView, read=next_cue,
        keyed=True, codes=(*CODES, "cues_not_found", "scene_not_found", "wrong_state", "layout_not_loaded"),
        summary="Show the next scene of the cue list.",
    ),
    Operation(
        method="POST", path=f"{CUES}/back", name="previous_cue", tag="picture", answer=StageView, read=previous_cue,
        keyed=True, codes=(*CODES, "cues_not_found", "scene_not_found", "wrong_state", "layout_not_loaded"),
        summary="Show the scene of the cue list before this one.",
    ),
)  # fmt: skip
