"""The domain's gateways, and how each is on every node."""

import time

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.operation import Operation
from functions.shared.api.tokens import Grant
from functions.shared.encoders.dial_strings import UnsafeWord, gateway_on_switch
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.nodes.gateway_states import Registration
from functions.shared.tables.known.nodes import all_known_nodes
from functions.shared.tables.nodes import Node, NodeState
from functions.shared.tables.provisioned.users import find_gateways


class GatewayOnNode(msgspec.Struct, frozen=True, kw_only=True):
    """How a gateway is on one node, as its relay saw it at `as_of`. `up` is whether it takes calls. `registration` is
    `none` where it does not register and `trying` before the first answer. `reason` is what the carrier said to a
    registration or ping that failed, `since` when it became so.
    """

    node: str
    node_state: NodeState
    as_of: Moment
    up: bool
    registration: Registration
    reason: str | None
    since: Moment


class GatewayView(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway by the name that calls use; no node: FreeSWITCH knows it nowhere."""

    name: str
    profile: str
    nodes: tuple[GatewayOnNode, ...]


class GatewayList(msgspec.Struct, frozen=True):
    """All gateways of the token's domain."""

    items: tuple[GatewayView, ...]


async def list_gateways(_: Request, grant: Grant) -> Response:
    gateways = find_gateways(grant.domain)[1]
    now, nodes = time.time(), all_known_nodes()
    items = tuple(
        GatewayView(name=gateway.name, profile=gateway.profile, nodes=_on(grant.domain, gateway.name, nodes, now))
        for gateway in gateways
    )
    return Response(msgspec.json.encode(GatewayList(items)), media_type="application/json")


def _on(domain: str, name: str, nodes: tuple[Node, ...], now: float) -> tuple[GatewayOnNode, ...]:
    try:
        on_switch = gateway_on_switch(domain, name)
    except UnsafeWord:
        return ()
    return tuple(
        GatewayOnNode(
            node=node.name,
            node_state=node.state(now),
            as_of=rfc3339(node.switch_seen),
            up=state.up,
            registration=state.registration,
            reason=state.reason or None,
            since=rfc3339(state.since),
        )
        for node in nodes
        for state in node.gateways
        if state.name == on_switch
    )


OPERATIONS = (
    Operation(
        method="GET", path="/v1/gateways", name="list_gateways", tag="calls", answer=GatewayList,
        read=list_gateways,
        summary="The domain's gateways, and on each node whether they are up and registered; some seconds old.",
    ),
)  # fmt: skip
