"""Any command by its kind, and scenes: several of them as one, in order, all or stop."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from functions.mux_control import calls
from functions.mux_control.outputs import recordings, streams
from functions.mux_control.picture import stills
from functions.mux_control.submission.bodies import API_KINDS, SCENE_KINDS, Kinds, read_command
from functions.mux_control.submission.references import profile_of
from functions.mux_control.submission.wishes import Job, described, without_kind
from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem
from functions.shared.commands import Command, Scene, SceneStep
from functions.shared.commands.catalogue import API_COMMANDS, SCENE_COMMANDS
from functions.shared.commands.common.lines import NAME as CONFERENCE
from functions.shared.rights import COMMANDS
from functions.shared.tables.own_rows import find_own_room

# What only its own function makes, whichever way it is asked for.
JOBS: Mapping[str, Job] = {job.kind: job for noun in (calls, recordings, streams, stills) for job in noun.JOBS}
AnyWish = described(JOBS.values(), API_COMMANDS)
# As in the catalogue: a type checker learns more from what they have in common.
if TYPE_CHECKING:
    AnySceneWish = msgspec.Struct
else:
    AnySceneWish = described(JOBS.values(), SCENE_COMMANDS)
MAX_STEPS = 100


class SceneBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The steps of a scene; the first one that fails ends it, what was done before stays."""

    steps: Annotated[tuple[AnySceneWish, ...], Meta(min_length=1, max_length=MAX_STEPS)]


class _RawScene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    # Steps are read one by one, so that an error can name the step.
    steps: Annotated[list[object], Meta(min_length=1, max_length=MAX_STEPS, description='commands: {"kind": …}')]


def run_command(raw: object, context: Context) -> Command:
    return _made(raw, context, API_KINDS, "")


def run_scene(raw: object, context: Context) -> Command:
    wished = read_body(raw, _RawScene).steps
    steps = [_made(step, context, SCENE_KINDS, f"steps[{position}].") for position, step in enumerate(wished)]
    return Scene(steps=tuple(step for step in steps if isinstance(step, SceneStep)))


def _made(raw: object, context: Context, kinds: Kinds, prefix: str) -> Command:
    kind = raw.get("kind") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in kinds or kind not in JOBS:
        return read_command(_with_profile(raw, context), kinds, prefix)
    # 403 before 422: nothing is looked up for whoever may not do it.
    context.grant.require(COMMANDS[kind], f"the command {kind!r}")
    try:
        return JOBS[kind].make(without_kind(raw), context)
    except Problem as problem:
        raise problem.below(prefix) from None


def _with_profile(raw: object, context: Context) -> object:
    """Who is moved arrives with the room's own profile."""
    if not isinstance(raw, dict) or raw.get("kind") != "transfer" or raw.get("profile") is not None:
        return raw
    name = raw.get("conference")
    room = find_own_room(name, context.grant.domain) if isinstance(name, str) and CONFERENCE.fullmatch(name) else None
    return {**raw, "profile": profile_of(room)}


OPERATIONS = (
    Operation(
        method="POST", path="/v1/conferences/{conference}/commands", name="run_command", tag="commands",
        body=AnyWish, make=run_command,
        codes=("recording_not_found", "stream_not_found", "room_not_open", "conference_elsewhere"),
        summary="Any command of the catalogue; the ability depends on its kind.",
    ),
    Operation(
        method="POST", path="/v1/conferences/{conference}/scenes", name="run_scene", tag="commands", body=SceneBody,
        make=run_scene, codes=("room_not_open", "conference_elsewhere"),
        summary="Several commands as one, in order, stopping at the first failure.",
    ),
)  # fmt: skip
