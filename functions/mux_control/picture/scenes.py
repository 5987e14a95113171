"""Any command by its kind, and scenes: several of them as one, in order, all or stop."""

from typing import Annotated

import msgspec
from msgspec import Meta

from functions.mux_control.calls import as_dialled
from functions.mux_control.operation import Context, Operation
from functions.mux_control.submission.bodies import API_KINDS, SCENE_KINDS, read_body, read_command
from functions.mux_control.submission.references import profile_of
from functions.shared.commands import Command, Scene, SceneStep
from functions.shared.commands.catalogue import AnyApiCommand, AnySceneStep
from functions.shared.commands.lines import NAME as CONFERENCE
from functions.shared.tables.rooms import find_room_of

MAX_STEPS = 100


class SceneBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The steps of a scene; the first one that fails ends it, what was done before stays."""

    steps: Annotated[tuple[AnySceneStep, ...], Meta(min_length=1, max_length=MAX_STEPS)]


class _RawScene(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    # Steps are read one by one, so that an error can name the step.
    steps: Annotated[list[object], Meta(min_length=1, max_length=MAX_STEPS, description='commands: {"kind": …}')]


def run_command(raw: object, context: Context) -> Command:
    if isinstance(raw, dict) and raw.get("kind") == "take_still":
        # Its path here and in S3 is made from this.
        raw = {**raw, "still": context.new_id}
    return read_command(_with_domain(raw, context), API_KINDS)


def run_scene(raw: object, context: Context) -> Command:
    wished = read_body(raw, _RawScene).steps
    steps = [
        read_command(_with_domain(step, context), SCENE_KINDS, f"steps[{position}].")
        for position, step in enumerate(wished)
    ]
    return Scene(steps=tuple(step for step in steps if isinstance(step, SceneStep)))


def _with_domain(raw: object, context: Context) -> object:
    """Calls are the token's domain's, whatever the request says; who is moved arrives with the room's profile."""
    if isinstance(raw, dict) and raw.get("kind") == "dial":
        return as_dialled(raw, context.grant.domain)
    if isinstance(raw, dict) and raw.get("kind") == "transfer" and raw.get("profile") is None:
        name = raw.get("conference")
        room = find_room_of(name) if isinstance(name, str) and CONFERENCE.fullmatch(name) else None
        return {**raw, "profile": profile_of(room)}
    return raw


OPERATIONS = (
    Operation(
        method="POST", path="/v1/conferences/{conference}/commands", name="run_command", tag="commands",
        body=AnyApiCommand, make=run_command, codes=("room_not_open",),
        summary="Any command of the catalogue; the ability depends on its kind.",
    ),
    Operation(
        method="POST", path="/v1/conferences/{conference}/scenes", name="run_scene", tag="commands", body=SceneBody,
        make=run_scene, codes=("room_not_open",),
        summary="Several commands as one, in order, stopping at the first failure.",
    ),
)  # fmt: skip
