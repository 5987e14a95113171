"""Has an uploaded file looked at: by the relay of a node that serves the domain, for a function cannot read sounds."""

import asyncio
import random
import secrets
import time
from typing import Final

import msgspec
from msgspec import structs
from starlette.requests import Request

from functions.mux_control.assets.bucket import require_bucket
from functions.mux_control.submission.queued import of_node
from functions.mux_control.submission.submitting import wake
from functions.shared.api.auditing import entry_of
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.queries import preferred_wait
from functions.shared.api.tokens import Grant
from functions.shared.assets.asset import CHECK_ASSET, CHECK_SECONDS, Asset, CheckOrder, Kind
from functions.shared.audit.entry import Entry
from functions.shared.claims.placing import least_loaded_first
from functions.shared.command_life.outcomes import id_at_node
from functions.shared.rights import OF_FONTS
from functions.shared.tables.assets import find_asset, put_check
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.identities import known_asker
from functions.shared.tables.known.nodes import all_known_nodes
from functions.shared.tables.nodes import Node
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.assets import tell_looked_at, told_so_far

OVERTAKEN: Final = Problem("revision_moved", "somebody else has just changed it; read it again")
# So long afterwards who asks makes sure that it was told; the feed knows for two days what was.
TOLD_SECONDS: Final = 3600.0
# To be looked at takes a second or some.
LOOK_SECONDS: Final = 0.3


def require_font(grant: Grant, kind: Kind) -> None:
    """Raise 403 where it is a font and the token is none of the installation's: FreeSWITCH itself reads fonts."""
    if kind == "font":
        grant.require(OF_FONTS, "a font")


async def check(asset: Asset, request: Request, grant: Grant) -> tuple[Asset, bool]:
    """Have it looked at; gives how it stands, and whether that is its end."""
    require_font(grant, asset.wish.kind)
    require_bucket()
    now = time.time()
    state = asset.state(now)
    if state in ("removing", "failed"):
        raise Problem("wrong_state", f"{asset.wish.name} is {state}; ask for another upload first")
    # Who asks again while it is looked at, or after that, is told how it stands.
    if state == "awaiting":
        asset = order(asset, grant, entry_of(request, grant, "accepted"), now)
    asset, is_over = await _settled(asset, preferred_wait(request))
    if is_over and (now := time.time()) < asset.wish.check_until + TOLD_SECONDS:
        # Whoever has found it may have died before it was told.
        tell_looked_at(asset, now=now)
    return asset, is_over


def order(asset: Asset, grant: Grant, accepted: Entry, now: float) -> Asset:
    """Have a relay look at it, whose finding follows.

    Args:
        accepted: who asks for it, for the audit.

    Raises:
        Problem: 503 where no relay serves the domain, 412 where somebody else has changed it.
    """
    node = _serving(grant.domain, now)
    command = id_at_node(node.name, secrets.token_hex(16))
    wish = structs.replace(
        asset.wish,
        node=node.name,
        command=command,
        check_until=now + CHECK_SECONDS,
        told_after=told_so_far(grant.domain, now=now),
        revision=asset.wish.revision + 1,
    )
    paper = CheckOrder(domain=wish.domain, name=wish.name, version=wish.version)
    entry = structs.replace(accepted, command=command, kinds=(CHECK_ASSET,), revision=wish.revision)
    body = msgspec.json.encode(paper).decode()
    row = of_node(command, CHECK_ASSET, body, node.name, grant, entry=entry, now=now, seconds=CHECK_SECONDS)
    if not put_check(wish, asset, row, entry):
        raise OVERTAKEN
    count("CommandAccepted")
    wake(node, row)
    return Asset(wish=wish)


async def _settled(asset: Asset, seconds: int) -> tuple[Asset, bool]:
    give_up = time.monotonic() + seconds
    while asset.finding is None and (left := give_up - time.monotonic()) > 0:
        await asyncio.sleep(min(LOOK_SECONDS, left))
        try:
            asset = find_asset(asset.wish.domain, asset.wish.name, now=time.time()) or asset
        except TablesUnavailable as error:
            # It is looked at whatever the table says: an error here would make the client repeat it.
            logger.warning("cannot see how a check goes on", extra={"asset": asset.wish.name, "reason": str(error)})
    return asset, asset.finding is not None


def _serving(domain: str, now: float) -> Node:
    """The node that serves the domain and has least to do; of equal ones any."""
    nodes = all_known_nodes()
    for node in least_loaded_first(random.sample(nodes, len(nodes)), now):
        asker = known_asker(node.name)
        if asker is not None and asker.serves(domain):
            return node
    raise unavailable(f"no relay serves {domain} now; ask again", code="node_unserved", seconds=5)
