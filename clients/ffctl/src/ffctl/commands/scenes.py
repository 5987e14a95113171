"""Stages that are saved under a name, and their order."""

from typing import Annotated

import typer

from ffctl.arguments import BodyFile, Conference, Fields, IfMatch, Name, body
from ffctl.desk import desk_of
from ffctl.fields import as_body
from freeswitch_functions_client.schemas import CueWish, SceneWish

app = typer.Typer(no_args_is_help=True, help="Stages that are saved under a name, and cues: their order.")


@app.command("list")
def list_(context: typer.Context, conference: Conference) -> None:
    """All of them."""
    desk_of(context).show_all(lambda api: api.list_scenes(conference).items, ("name", "revision", "stage"))


@app.command()
def get(context: typer.Context, conference: Conference, scene: Name) -> None:
    """One of them."""
    desk_of(context).show(lambda api: api.get_scene(conference, scene))


@app.command()
def put(
    context: typer.Context,
    conference: Conference,
    scene: Name,
    *,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Save one: stage.layout=1x1; without anything the stage that is shown now."""
    desk = desk_of(context)
    wish = body(desk, SceneWish, fields, file)
    desk.show(lambda api: api.put_scene(conference, scene, wish, if_match=if_match))


@app.command()
def delete(context: typer.Context, conference: Conference, scene: Name, if_match: IfMatch = None) -> None:
    """Forget one."""
    desk_of(context).do(lambda api: api.delete_scene(conference, scene, if_match=if_match), f"{scene} is gone")


@app.command()
def show(context: typer.Context, conference: Conference, scene: Name) -> None:
    """Make it the stage."""
    desk_of(context).stage(lambda api: api.show_scene(conference, scene))


@app.command()
def cues(context: typer.Context, conference: Conference) -> None:
    """The scenes in their order, and which is shown."""
    desk_of(context).show(lambda api: api.get_cues(conference))


@app.command("put-cues")
def put_cues(
    context: typer.Context,
    conference: Conference,
    scenes: Annotated[list[str], typer.Argument(help="In their order.")],
    if_match: IfMatch = None,
) -> None:
    """Say in which order scenes come; it begins before the first one."""
    wish = as_body(CueWish, {"scenes": scenes})
    desk_of(context).show(lambda api: api.put_cues(conference, wish, if_match=if_match))


@app.command("delete-cues")
def delete_cues(context: typer.Context, conference: Conference, if_match: IfMatch = None) -> None:
    """Forget the order."""
    desk_of(context).do(lambda api: api.delete_cues(conference, if_match=if_match), "the cues are gone")


@app.command("next")
def next_(context: typer.Context, conference: Conference) -> None:
    """Show the next scene."""
    desk_of(context).stage(lambda api: api.next_cue(conference))


@app.command()
def back(context: typer.Context, conference: Conference) -> None:
    """Show the scene before."""
    desk_of(context).stage(lambda api: api.previous_cue(conference))
