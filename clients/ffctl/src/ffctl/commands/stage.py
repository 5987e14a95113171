"""What the picture should be, and what it is."""

import typer

from ffctl.arguments import BodyFile, Conference, Fields, IfMatch, Output, body
from ffctl.commands.layouts import Theme
from ffctl.desk import WAIT_SECONDS, desk_of
from ffctl.endings import of_command
from ffctl.shown import plain
from freeswitch_functions_client.schemas import StagePatch, StageWish

app = typer.Typer(no_args_is_help=True, help="What the picture should be, and what it is.")
# A still is stored within seconds; for a minute on a machine that has no time.
STILL_SECONDS = 60.0
SLOTS = ("canvas", "image", "slot", "role", "name", "member", "certain", "rule")


@app.command()
def get(context: typer.Context, conference: Conference) -> None:
    """What it should be, and what is missing."""
    desk_of(context).show(lambda api: api.get_stage(conference))


@app.command()
def put(
    context: typer.Context,
    conference: Conference,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Say what it should be: layout=2x2, places:='[{"slot": "1", "who": [{"user": "1001"}]}]' and more."""
    desk = desk_of(context)
    wish = body(desk, StageWish, fields, file)
    desk.stage(lambda api: api.put_stage(conference, wish, if_match=if_match))


@app.command()
def patch(
    context: typer.Context,
    conference: Conference,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Say what becomes of who comes later: newcomers=next_place, newcomers=leave."""
    desk = desk_of(context)
    wish = body(desk, StagePatch, fields, file)
    desk.stage(lambda api: api.patch_stage(conference, wish, if_match=if_match))


@app.command()
def delete(context: typer.Context, conference: Conference, if_match: IfMatch = None) -> None:
    """Wish nothing any more; the picture stays as it is."""
    desk_of(context).do(lambda api: api.delete_stage(conference, if_match=if_match), "the stage is gone")


@app.command()
def undo(context: typer.Context, conference: Conference) -> None:
    """The picture before the last stage, scene or cue."""
    desk_of(context).stage(lambda api: api.undo_stage(conference))


@app.command()
def canvas(context: typer.Context, conference: Conference) -> None:
    """Who is where."""
    desk = desk_of(context)
    shown = desk.ask(lambda api: api.get_canvas(conference))
    if desk.as_json:
        desk.show(lambda _: shown)
        return
    items = [{"canvas": one.canvas, **plain(slot)} for one in shown.canvases for slot in one.slots]
    desk.tell_items(items, SLOTS)


@app.command()
def draw(context: typer.Context, conference: Conference, output: Output = "-", theme: Theme = None) -> None:
    """Who is where, as a picture (SVG)."""
    desk_of(context).pour(lambda api: api.draw_canvas(conference, theme=theme), output)


@app.command()
def still(context: typer.Context, conference: Conference, output: Output) -> None:
    """Take a still of the real picture, wait for it and write it (PNG)."""
    desk = desk_of(context)
    command = desk.outcome(lambda api: api.take_still(conference, wait=WAIT_SECONDS))
    if command is None or of_command(command):
        desk.ended(command)
        return
    still_id = command.id
    taken = desk.until(
        lambda: desk.ask(lambda api: api.get_still(conference, still_id)),
        lambda one: one.state != "processing",
        STILL_SECONDS,
    )
    if taken.state != "ready":
        desk.fail(f"the still is {taken.state}: {taken.reason or 'no reason is told'}")
    desk.pour(lambda api: api.get_still_picture(conference, still_id), output)
