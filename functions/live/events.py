"""The events of a conference, or of a domain, for who asks: at once, or as soon as there is one."""

import asyncio
import time
from collections.abc import Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.shared.api.long_waits import long_wait
from functions.shared.api.problems import Problem
from functions.shared.api.queries import MAX_WAIT_SECONDS, whole_number
from functions.shared.api.sight.standing import in_meeting
from functions.shared.api.tokens import Grant
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import Page, events_after
from functions.shared.live.operations import DEFAULT_EVENTS, GET_EVENTS, HIGHEST_SEQ, MOST_EVENTS
from functions.shared.live.seeing import seen_by

# Half a read unit each; a person does not notice it.
LOOK_SECONDS = 0.5


async def get_events(request: Request, grant: Grant) -> Response:
    conference = str(request.path_params["conference"])

    def look_again() -> None:
        # They may have left meanwhile.
        in_meeting(grant, conference, GET_EVENTS.needs)

    return await _told(request, grant, conference, look_again)


async def get_domain_events(request: Request, grant: Grant) -> Response:
    if "*" not in grant.conferences:
        # What is told here names conferences.
        raise Problem("missing_ability", "this needs a token for all conferences of the domain")
    return await _told(request, grant, feed_of(grant.domain), lambda: None)


async def _told(request: Request, grant: Grant, feed: str, look_again: Callable[[], None]) -> Response:
    """Answer with a page of a feed.

    Args:
        look_again: after a wait, whether the token still may.
    """
    after = None
    if "after" in request.query_params:
        after = whole_number(request, "after", least=0, most=HIGHEST_SEQ, default=0)
    limit = whole_number(request, "limit", least=1, most=MOST_EVENTS, default=DEFAULT_EVENTS)
    seconds = whole_number(request, "wait", least=0, most=MAX_WAIT_SECONDS, default=0)
    page = events_after(feed, after, domain=grant.domain, limit=limit)
    if seconds and after is not None and not _tells(page):
        async with long_wait((grant.domain, grant.sub)) as granted:
            if granted:
                page = await _awaited(feed, after, seconds, limit, grant)
                look_again()
    shown = msgspec.structs.replace(page, items=[seen_by(one, grant.can) for one in page.items])
    return Response(msgspec.json.encode(shown), media_type="application/json")


async def _awaited(feed: str, after: int, seconds: int, limit: int, grant: Grant) -> Page:
    give_up = time.monotonic() + seconds
    while True:
        left = give_up - time.monotonic()
        await asyncio.sleep(max(0.0, min(LOOK_SECONDS, left)))
        page = events_after(feed, after, domain=grant.domain, limit=limit)
        if _tells(page) or left <= LOOK_SECONDS:
            return page


def _tells(page: Page) -> bool:
    return bool(page.items) or page.gap is not None
