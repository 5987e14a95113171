"""Nodes, as far as the API tells of them: by the conferences and gateways that are on them."""

import typer

from ffctl.desk import Desk, desk_of
from freeswitch_functions_client.schemas import ConferenceSummary, GatewayView

app = typer.Typer(no_args_is_help=True, help="Nodes, as far as conferences and gateways tell of them.")
COLUMNS = ("node", "node_state", "as_of", "conferences", "gateways_up", "gateways_down")


@app.command("list")
def list_(context: typer.Context) -> None:
    """Each node with a conference or a gateway of this domain; one without either is not told of."""
    desk = desk_of(context)
    if desk.as_curl:
        desk.print_curl(lambda api: api.list_gateways())
    desk.tell_items(nodes_of(*seen(desk)), COLUMNS)


def seen(desk: Desk) -> tuple[list[ConferenceSummary], list[GatewayView]]:
    """Ask for what tells of nodes."""
    conferences = list(desk.ask(lambda api: api.all_conferences()))
    return conferences, list(desk.ask(lambda api: api.list_gateways()).items)


def nodes_of(conferences: list[ConferenceSummary], gateways: list[GatewayView]) -> list[dict[str, object]]:
    """Return what they say of each node, by its name; of several moments the last one counts."""
    states: dict[str, tuple[str, str]] = {}
    counts: dict[str, list[int]] = {}
    for conference in conferences:
        _see(states, conference.node, conference.as_of, conference.node_state)
        counts.setdefault(conference.node, [0, 0, 0])[0] += 1
    for gateway in gateways:
        for one in gateway.nodes:
            _see(states, one.node, one.as_of, one.node_state)
            counts.setdefault(one.node, [0, 0, 0])[1 if one.up else 2] += 1
    return [
        dict(zip(COLUMNS, (node, state, at, *counts[node]), strict=True))
        for node, (at, state) in sorted(states.items())
    ]


def _see(states: dict[str, tuple[str, str]], node: str, at: str, state: str) -> None:
    states[node] = max(states.get(node, ("", "")), (at, state))
