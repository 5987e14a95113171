"""Scenes: pictures that are saved under a name and shown again, in this meeting or another one of the conference."""

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.picture.canvas import View
from functions.mux_control.picture.stage_checks import check_stage
from functions.mux_control.picture.stage_setting import StageView, Wanted, picture_now, set_picture, view_of_request
from functions.mux_control.picture.stages import CODES
from functions.mux_control.submission.once import Once
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.stage.wish import MOST_SCENES, SceneName, Stage, StoredScene
from functions.shared.tables.conferences import scenes as table
from functions.shared.tables.conferences.stages import StageAsRead, find_stage
from functions.shared.tables.history.audit import new_entry

SCENES = "/v1/conferences/{conference}/scenes"
SCENE = f"{SCENES}/{{scene}}"


class SceneView(msgspec.Struct, frozen=True, kw_only=True):
    """A saved scene."""

    name: str
    revision: int
    stage: Stage


class SavedScenes(msgspec.Struct, frozen=True):
    """In the order of their names."""

    items: tuple[SceneView, ...]


class SceneWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The picture to save; without a stage the one that is shown now."""

    stage: Stage | None = None


async def list_scenes(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    mine = (scene for scene in table.scenes_of(name) if scene.domain == grant.domain)
    return _json(SavedScenes(tuple(_shown(scene) for scene in mine)))


async def get_scene(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    scene = kept_scene(name, _named(request), grant).kept
    return _json(_shown(scene), revision=scene.revision)


async def put_scene(request: Request, grant: Grant) -> Response:
    name, view, _ = view_of_request(request, grant)
    raw = await read_json(request)
    once = Once.of(request, grant, raw)
    if (earlier := once.earlier()) is not None:
        return earlier
    wish = read_body(raw, SceneWish)
    stage = wish.stage if wish.stage is not None else picture_now(find_stage(name), view)
    try:
        check_stage(stage, view, grant)
    except Problem as problem:
        raise problem.below("stage.") from None
    found = table.find_scene(name, _named(request))
    before = found if found is not None and found.kept.domain == grant.domain else None
    require_revision(request, before.kept.revision if before else None)
    if before is None and len(table.scenes_of(name)) >= MOST_SCENES:
        raise Problem("wrong_state", f"{name} has {MOST_SCENES} scenes; delete one first")
    revision = before.kept.revision + 1 if before else table.first_revision(name, _named(request))
    scene = StoredScene(
        name=_named(request),
        stage=stage,
        domain=grant.domain,
        revision=revision,
        by_file=before is not None and before.kept.by_file,
    )
    entry = structs.replace(entry_of(request, grant, "done", raw), revision=revision)
    answer = _json(_shown(scene), revision=revision, status=201 if before is None else 200)
    return once.write([table.write_scene(name, scene, before), new_entry(entry)], answer, _moved(scene.name))


async def delete_scene(request: Request, grant: Grant) -> Response:
    name, _, _ = view_of_request(request, grant)
    once = Once.of(request, grant, await read_json(request))
    if (earlier := once.earlier()) is not None:
        return earlier
    before = kept_scene(name, _named(request), grant)
    require_revision(request, before.kept.revision)
    entry = structs.replace(entry_of(request, grant, "done"), revision=before.kept.revision)
    writes = [*table.delete_scene(name, before, now=once.now), new_entry(entry)]
    return once.write(writes, Response(status_code=204), _moved(before.kept.name))


async def show_scene(request: Request, grant: Grant) -> Response:
    def wanted(_: StageAsRead | None, view: View) -> Wanted:
        return Wanted(kept_scene(view.conference.name, _named(request), grant).kept.stage)

    return set_picture(request, grant, await read_json(request), wanted)


def kept_scene(conference: str, name: str, grant: Grant) -> table.AsRead[StoredScene]:
    """A scene of the token's domain.

    Raises:
        Problem: 404 where there is none.
    """
    found = table.find_scene(conference, name)
    if found is None or found.kept.domain != grant.domain:
        raise Problem("scene_not_found", f"{conference} has no scene {name}")
    return found


def _named(request: Request) -> str:
    name = str(request.path_params["scene"])
    try:
        return msgspec.convert(name, SceneName)
    except msgspec.ValidationError:
        raise invalid_field("scene", "is no name", value=name[:64], expected="1 to 64 of A-Z a-z 0-9 _ . -") from None


def _moved(name: str) -> Problem:
    return Problem("revision_moved", f"somebody else has just changed the scene {name}; read it again")


def _shown(scene: StoredScene) -> SceneView:
    return SceneView(name=scene.name, revision=scene.revision, stage=scene.stage)


def _json(answer: msgspec.Struct, *, revision: int | None = None, status: int = 200) -> Response:
    headers = {} if revision is None else {"ETag": f'"{revision}"'}
    return Response(msgspec.json.encode(answer), status_code=status, headers=headers, media_type="application/json")


OPERATIONS = (
    Operation(
        method="GET", path=SCENES, name="list_scenes", tag="picture", answer=SavedScenes, read=list_scenes,
        summary="Pictures that are saved under a name.",
    ),
    Operation(
        method="GET", path=SCENE, name="get_scene", tag="picture", answer=SceneView, read=get_scene,
        codes=("scene_not_found", "invalid_field"), summary="A saved scene.",
    ),
    Operation(
        method="PUT", path=SCENE, name="put_scene", tag="picture", body=SceneWish, answer=SceneView, read=put_scene,
        makes=True, keyed=True, codes=(*CODES, "wrong_state", "layout_not_loaded"),
        summary="Save a picture under a name: a stage, or without one the picture that is shown now.",
    ),
    Operation(
        method="DELETE", path=SCENE, name="delete_scene", tag="picture", read=delete_scene, keyed=True,
        codes=(*CODES, "scene_not_found"),
        summary="Forget a saved scene; the picture stays.",
    ),
    Operation(
        method="POST", path=f"{SCENE}/show", name="show_scene", tag="picture", answer=StageView, read=show_scene,
        keyed=True, codes=(*CODES, "scene_not_found", "layout_not_loaded"),
        summary="Show a saved scene: its stage is the conference's from now on.",
    ),
)  # fmt: skip
