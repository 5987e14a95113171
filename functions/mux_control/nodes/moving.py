"""A conference is brought to another node with its people."""

import time
from typing import Annotated

import msgspec
from msgspec import Meta

from functions.mux_control.submission.bodies import checked
from functions.shared.api.bodies import read_body
from functions.shared.api.operation import Context, Operation
from functions.shared.api.problems import Problem
from functions.shared.commands import Command
from functions.shared.commands.moving import MoveConference
from functions.shared.layouts.conference_profile import NAME as VIDEO
from functions.shared.tables.known.nodes import node_now
from functions.shared.tables.nodes import Node
from functions.shared.tables.own_rows import find_own_identity
from functions.shared.tables.provisioned.rooms import find_room_of

NODE_NAME = "^[A-Za-z0-9_.-]{1,64}$"


class MoveWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To which node; one that serves the domain, and that the present one reaches."""

    node: Annotated[str, Meta(pattern=NODE_NAME, examples=["fs2"])]


def move_conference(raw: object, context: Context) -> Command:
    wish, conference, domain = read_body(raw, MoveWish), context.conference, context.grant.domain
    identity = find_own_identity(wish.node, domain)
    node = None if identity is None else node_now(wish.node)
    if identity is None or node is None:
        raise Problem("node_not_found", f"no node {wish.node!r} that has been there serves {domain}")
    if wish.node == conference.node:
        raise _not_moved("same_node", f"{conference.name} is on {wish.node} already")
    _must_take_new(node, time.time())
    here = find_own_identity(conference.node, domain)
    if not identity.address or here is None or not here.address:
        raise _not_moved(
            "not_connected", f"{conference.node} and {wish.node} do not both have an address for each other"
        )
    room = find_room_of(conference.name)
    profile = room.profile if room is not None and room.domain == domain else VIDEO
    body = {"kind": "move_conference", "node": wish.node, "address": identity.address, "profile": profile}
    return checked(body, MoveConference)


def _must_take_new(node: Node, now: float) -> None:
    state = node.state(now)
    if state != "up":
        raise _not_moved(
            state, f"FreeSWITCH cannot be reached on {node.name}" if state != "lost" else f"{node.name} is lost"
        )
    if not node.is_served(now):
        raise _not_moved("lost", f"no relay serves {node.name}")
    if node.draining:
        raise _not_moved("draining", f"{node.name} takes no new conference")


def _not_moved(reason: str, detail: str) -> Problem:
    return Problem("not_movable", f"{detail}; nothing was moved", reason=reason)


OPERATIONS = (
    Operation(
        method="POST", path="/v1/conferences/{conference}/move", name="move_conference", tag="nodes", body=MoveWish,
        make=move_conference, codes=("node_not_found", "not_movable"),
        summary="Bring a conference with its people to another node, without a new call. There it is another meeting; "
        "who comes meanwhile comes there (docs/fleet.md).",
    ),
)  # fmt: skip
