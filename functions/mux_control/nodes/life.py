"""FreeSWITCH nodes: how each is, and that one takes nothing new any more, or is to be gone."""

import time
from dataclasses import dataclass

import msgspec
from msgspec import structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.nodes.views import NodeLife, Nodes, NodeWish, view_of
from functions.mux_control.submission.once import Once
from functions.shared.api.auditing import entry_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT, Cursors
from functions.shared.api.problems import Problem
from functions.shared.api.revisions import require_revision
from functions.shared.api.tokens import Grant
from functions.shared.settings import ApiSettings, read
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.node_wishes import wish_write
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.known.nodes import all_known_nodes, forget_nodes
from functions.shared.tables.nodes import ARRIVING_SECONDS, Node, find_node
from functions.shared.tables.own_rows import find_own_identity
from functions.shared.tables.provisioned.identities import find_identities
from functions.shared.tables.transactions import Write
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.nodes import tell_wishes

NODES = "/v1/nodes"
NODE = f"{NODES}/{{node}}"
JSON = "application/json"

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


@dataclass(frozen=True)
class _Found:
    node: Node
    domains: tuple[str, ...]


@dataclass(frozen=True)
class _Asked:
    request: Request
    grant: Grant
    raw: object
    once: Once

    @classmethod
    async def of(cls, request: Request, grant: Grant) -> "_Asked":
        raw = await read_json(request)
        return cls(request, grant, raw, Once.of(request, grant, raw))


async def list_nodes(request: Request, grant: Grant) -> Response:
    page, now = _cursors.page(request, grant), time.time()
    nodes = all_known_nodes()
    identities = find_identities(node.name for node in nodes)
    mine = [node for node in nodes if node.name in identities and grant.domain in identities[node.name].domains]
    left = [node for node in mine if page.after is None or node.name > page.after]
    shown = left[: page.limit]
    more = _cursors.make(shown[-1].name, request, grant) if len(left) > page.limit else None
    return Response(msgspec.json.encode(Nodes(tuple(view_of(one, now) for one in shown), more)), media_type=JSON)


async def get_node(request: Request, grant: Grant) -> Response:
    return _answer(_found(request, grant).node, time.time())


async def update_node(request: Request, grant: Grant) -> Response:
    asked = await _Asked.of(request, grant)
    if (earlier := asked.once.earlier()) is not None:
        return earlier
    found = _found(request, grant)
    draining = read_body(asked.raw, NodeWish).draining
    return _wish(found, asked, draining=draining, removing=found.node.removing and draining)


async def remove_node(request: Request, grant: Grant) -> Response:
    asked = await _Asked.of(request, grant)
    if (earlier := asked.once.earlier()) is not None:
        return earlier
    found, now = _found(request, grant), asked.once.now
    if found.node.state(now) != "lost" and not found.node.is_empty(now):
        raise _not_empty(found.node)
    return _wish(found, asked, draining=True, removing=True)


def _wish(found: _Found, asked: _Asked, *, draining: bool, removing: bool) -> Response:
    """Write what is wanted, if it is not so already, with its entry in the audit; then tell it."""
    node, now = found.node, asked.once.now
    require_revision(asked.request, node.revision)
    since = (node.draining_since if node.draining else now) if draining else 0.0
    wanted = structs.replace(node, draining=draining, draining_since=since, removing=removing)
    writes: list[Write] = []
    if wanted != node:
        wanted = structs.replace(wanted, revision=node.revision + 1, wished_at=now)
        writes.append(wish_write(node, wanted))
    entry = structs.replace(entry_of(asked.request, asked.grant, "done", asked.raw), revision=wanted.revision)
    answer = Response(status_code=204) if asked.request.method == "DELETE" else _answer(wanted, now)
    moved = Problem("revision_moved", f"somebody else has just changed the node {node.name}; read it again")
    done = asked.once.write([*writes, new_entry(entry)], answer, moved)
    forget_nodes()
    try:
        tell_wishes(wanted, found.domains, now=now)
    except TablesUnavailable as error:
        # It is done, whoever is told of it: the sweep tells it within a minute.
        count("TablesUnavailable")
        logger.error("what is wanted of a node is not told yet", extra={"node": node.name, "reason": str(error)})
    return done


def _found(request: Request, grant: Grant) -> _Found:
    """The node that the path names, which serves the token's domain.

    Raises:
        Problem: 404; whether there is one that serves others only is not told.
    """
    name = str(request.path_params["node"])
    identity = find_own_identity(name, grant.domain)
    node = None if identity is None else find_node(name)
    if identity is None or node is None:
        raise Problem("node_not_found", f"no node {name[:64]!r} that has been there serves {grant.domain}")
    return _Found(node, identity.domains)


def _not_empty(node: Node) -> Problem:
    if not node.draining:
        return Problem("node_not_empty", f"{node.name} takes conferences; drain it first", reason="not_draining")
    if node.conferences:
        detail = f"{node.name} has conferences left: {node.conferences}, with members: {node.members}"
        return Problem("node_not_empty", f"{detail}; it is not removed from under them", reason="conferences")
    detail = f"whoever was let in before {node.name} drained may still come, for {ARRIVING_SECONDS:.0f} s"
    return Problem("node_not_empty", f"{detail}; ask again then", reason="arriving")


def _answer(node: Node, now: float) -> Response:
    headers = {"ETag": f'"{node.revision}"'}
    return Response(msgspec.json.encode(view_of(node, now)), headers=headers, media_type=JSON)


_PAGING = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "nodes a page"),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)
_CHANGED = ("node_not_found", "revision_moved", "invalid_json", "body_too_large", "unsupported_media_type")
OPERATIONS = (
    Operation(
        method="GET", path=NODES, name="list_nodes", tag="nodes", answer=Nodes, queries=_PAGING, read=list_nodes,
        summary="The nodes that serve the domain, by name; some seconds old (docs/fleet.md).",
    ),
    Operation(
        method="GET", path=NODE, name="get_node", tag="nodes", answer=NodeLife, read=get_node,
        codes=("node_not_found",),
        summary="A node, as it is now: while it drains, how many conferences are left, and whether it is `empty`.",
    ),
    Operation(
        method="PATCH", path=NODE, name="update_node", tag="nodes", body=NodeWish, answer=NodeLife, read=update_node,
        keyed=True, codes=(*_CHANGED, "invalid_field"),
        summary="Drain a node, or let it take conferences again. New ones begin elsewhere; who is in one stays, and "
        "more may come into it.",
    ),
    Operation(
        method="DELETE", path=NODE, name="remove_node", tag="nodes", read=remove_node, keyed=True,
        codes=(*_CHANGED, "node_not_empty"),
        summary="Remove a node that is empty or lost. It is there, as `removing`, until its relay has been gone for "
        "20 s and all that was there has ended; what a lost one had ends at once.",
    ),
)  # fmt: skip
