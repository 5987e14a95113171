"""FreeSWITCH nodes: how they are, to drain and to remove them."""

from typing import Annotated

import typer

from ffctl.arguments import IfMatch, Most, Name
from ffctl.desk import desk_of
from freeswitch_functions_client.schemas import NodeWish

app = typer.Typer(no_args_is_help=True, help="FreeSWITCH nodes that serve the domain; needs the ability `operate`.")
COLUMNS = ("name", "state", "as_of", "draining", "empty", "removing", "conferences", "members", "load", "revision")
Wait = Annotated[float, typer.Option(help="Seconds to wait until it is empty.", min=0.0)]


@app.command("list")
def list_(context: typer.Context, most: Most = 50) -> None:
    """Those that serve the domain."""
    desk_of(context).show_all(lambda api: api.all_nodes(), COLUMNS, most=most)


@app.command()
def get(context: typer.Context, node: Name) -> None:
    """One of them; while it drains, how many conferences are left."""
    desk_of(context).show(lambda api: api.get_node(node))


@app.command()
def drain(context: typer.Context, node: Name, wait: Wait = 0.0, if_match: IfMatch = None) -> None:
    """Let no new conference begin there; who is in one stays."""
    desk = desk_of(context)
    wish = NodeWish(draining=True)
    if not wait:
        desk.show(lambda api: api.update_node(node, wish, if_match=if_match))
        return
    desk.ask(lambda api: api.update_node(node, wish, if_match=if_match))
    ended = desk.until(lambda: desk.ask(lambda api: api.get_node(node)), lambda one: one.empty, wait)
    desk.show(lambda _: ended)


@app.command()
def undrain(context: typer.Context, node: Name, if_match: IfMatch = None) -> None:
    """Let it take conferences again; a removal that has not come to its end is taken back."""
    desk_of(context).show(lambda api: api.update_node(node, NodeWish(draining=False), if_match=if_match))


@app.command()
def remove(context: typer.Context, node: Name, if_match: IfMatch = None) -> None:
    """Remove one that is empty or lost: it is gone when its relay is and what was there has ended."""
    desk = desk_of(context)
    desk.do(lambda api: api.remove_node(node, if_match=if_match), f"{node} is to be gone: see `ffctl nodes get {node}`")
