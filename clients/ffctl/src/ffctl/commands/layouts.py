"""Layouts and their groups."""

from typing import Annotated, Literal

import typer

from ffctl.arguments import BodyFile, Fields, IfMatch, Name, Output, body
from ffctl.desk import desk_of
from ffctl.fields import as_body
from freeswitch_functions_client.schemas import GroupBody, LayoutBody

app = typer.Typer(no_args_is_help=True, help="Layouts of the picture, and groups of them.")
Theme = Annotated[Literal["light", "dark", "auto"] | None, typer.Option(help="For which background.")]


@app.command("list")
def list_(context: typer.Context) -> None:
    """The node's and the domain's own."""
    desk_of(context).show_all(lambda api: api.list_layouts().items, ("name", "own", "images"))


@app.command()
def get(context: typer.Context, layout: Name) -> None:
    """One of them."""
    desk_of(context).show(lambda api: api.get_layout(layout))


@app.command()
def draw(context: typer.Context, layout: Name, output: Output = "-", theme: Theme = None) -> None:
    """As a picture (SVG)."""
    desk_of(context).pour(lambda api: api.draw_layout(layout, theme=theme), output)


@app.command()
def put(
    context: typer.Context, layout: Name, fields: Fields = None, file: BodyFile = None, if_match: IfMatch = None
) -> None:
    """Make one, or put it in the place of the one that is there: images:='[{"x": 0, "y": 0, "scale": 360}]'."""
    desk = desk_of(context)
    wish = body(desk, LayoutBody, fields, file)
    desk.show(lambda api: api.put_layout(layout, wish, if_match=if_match))


@app.command()
def delete(context: typer.Context, layout: Name, if_match: IfMatch = None) -> None:
    """Remove one of the domain's own."""
    desk_of(context).do(lambda api: api.delete_layout(layout, if_match=if_match), f"{layout} is gone")


@app.command()
def groups(context: typer.Context) -> None:
    """The groups."""
    desk_of(context).show_all(lambda api: api.list_layout_groups().items, ("name", "own", "layouts"))


@app.command("put-group")
def put_group(
    context: typer.Context,
    group: Name,
    layouts: Annotated[list[str], typer.Argument(help="The layouts, the smallest first.")],
    if_match: IfMatch = None,
) -> None:
    """Make a group, or put it in the place of the one that is there."""
    wish = as_body(GroupBody, {"layouts": layouts})
    desk_of(context).show(lambda api: api.put_layout_group(group, wish, if_match=if_match))


@app.command("delete-group")
def delete_group(context: typer.Context, group: Name, if_match: IfMatch = None) -> None:
    """Remove a group."""
    desk_of(context).do(lambda api: api.delete_layout_group(group, if_match=if_match), f"{group} is gone")
