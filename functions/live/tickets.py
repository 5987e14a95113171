"""A ticket in place of a token: an address ends in logs, and this one opens nothing a second time."""

import hashlib
import math
import secrets
import time
from urllib.parse import urlencode, urlsplit, urlunsplit

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.grammars.moments import rfc3339
from functions.shared.live.operations import LiveTicket
from functions.shared.live.viewers import viewer_of
from functions.shared.settings import LiveSettings, read
from functions.shared.tables.counters.allowances import Allowance, use
from functions.shared.tables.live.connections import Viewer
from functions.shared.tables.live.tickets import TICKET_SECONDS, put_ticket, spend_ticket
from functions.shared.telemetry.observations import count

TICKET_BYTES = 32
# So many connections of one token's holder an hour. One lasts two hours at most, so this bounds how many there are,
# too: whatever happens is posted to each.
MOST_AN_HOUR, HOUR = 600, 3600

_settings = read(LiveSettings)


async def open_live(request: Request, grant: Grant) -> Response:
    now = time.time()
    _take_turn(grant, now)
    ticket = secrets.token_urlsafe(TICKET_BYTES)
    put_ticket(_digest(ticket), viewer_of(grant), now=now)
    told = LiveTicket(
        url=f"{_address(request)}?{urlencode({'ticket': ticket})}", expires_at=rfc3339(now + TICKET_SECONDS)
    )
    return Response(msgspec.json.encode(told), media_type="application/json")


def _take_turn(grant: Grant, now: float) -> None:
    allowance = Allowance("sockets", (grant.domain, grant.sub), MOST_AN_HOUR, HOUR)
    if not use(allowance, 1, now):
        count("RateLimited")
        wait = math.ceil(allowance.ends(now) - now)
        detail = f"more than {MOST_AN_HOUR} connections of one holder in an hour"
        raise Problem("rate_limited", detail, headers={"Retry-After": str(wait)})


def admitted(ticket: str) -> Viewer | None:
    """Spend a ticket; None for one that opens nothing."""
    return spend_ticket(_digest(ticket), now=time.time())


def _digest(ticket: str) -> str:
    # 256 random bits need no salt and no slow hash.
    return hashlib.sha256(ticket.encode("utf-8", "replace")).hexdigest()


def _address(request: Request) -> str:
    """Where the WebSocket is: a whole address, or a path of the host that was asked (the local stack)."""
    if not _settings.url.startswith("/"):
        return _settings.url
    asked = urlsplit(str(request.url))
    scheme = "wss" if asked.scheme == "https" else "ws"
    return urlunsplit((scheme, asked.netloc, _settings.url, "", ""))
