"""Which meetings there were in a domain, and who came and went in one."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.audit.cells import table
from functions.mux_control.meetings.views import (
    MeetingMessages,
    Meetings,
    MeetingStay,
    MeetingView,
    message_view,
    stay_view,
    summary,
    whole,
)
from functions.mux_control.period import PERIOD, period
from functions.shared.api.auditing import before, entry_of
from functions.shared.api.operation import Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT, Cursors, Page
from functions.shared.api.problems import Problem
from functions.shared.api.tokens import Grant
from functions.shared.grammars.moments import rfc3339
from functions.shared.live.operations import Message
from functions.shared.meetings.meeting import Meeting, Stay
from functions.shared.settings import ApiSettings, read
from functions.shared.state import OutputLife
from functions.shared.tables.history.meetings import find_own_meeting, meetings_of, stays_of
from functions.shared.tables.live.messages import messages_from
from functions.shared.tables.own_rows import own_outputs_of

MEETINGS = "/v1/meetings"
MEETING = f"{MEETINGS}/{{meeting}}"
# A page of some 300 kB.
MOST_STAYS = 1000
CSV = "text/csv"

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


async def list_meetings(request: Request, grant: Grant) -> Response:
    page = _cursors.page(request, grant)
    conference = request.query_params.get("conference")
    if conference is not None:
        grant.require_conference(conference)
    covers: Callable[[str], bool] = (lambda _: True) if "*" in grant.conferences else grant.covers
    since, until = map(_text, period(request))
    found, last = meetings_of(
        grant.domain,
        covers if conference is None else conference.__eq__,
        since=since,
        until=until,
        page=(page.after, page.limit),
        now=time.time(),
    )
    more = None if last is None else _cursors.make(last, request, grant)
    shown = Meetings(tuple(map(summary, found)), more)
    return Response(msgspec.json.encode(shown), media_type="application/json")


async def get_meeting(request: Request, grant: Grant) -> Response:
    meeting = _found(request, grant)
    stays, more, _ = _stays(request, meeting, grant)
    written = _written(request, meeting, grant, Page(DEFAULT_LIMIT, None))
    shown = whole(meeting, stays, _states(meeting), more, written)
    return Response(msgspec.json.encode(shown), media_type="application/json")


async def get_meeting_table(request: Request, grant: Grant) -> Response:
    """The stays as a table, with the times of the meeting in its name."""
    meeting = _found(request, grant)
    stays, more, limit = _stays(request, meeting, grant)
    before(entry_of(request, grant, "done"))
    return _table(MeetingStay, map(stay_view, stays), f"{meeting.uuid}.csv", _following(limit, more))


async def list_meeting_messages(request: Request, grant: Grant) -> Response:
    meeting = _found(request, grant)
    page = _cursors.page(request, grant, of=_messages_of(meeting))
    shown = _written(request, meeting, grant, page)
    return Response(msgspec.json.encode(shown), media_type="application/json")


async def get_meeting_messages_table(request: Request, grant: Grant) -> Response:
    """The messages as a table."""
    meeting = _found(request, grant)
    page = _cursors.page(request, grant, most=MOST_STAYS, of=_messages_of(meeting))
    shown = _written(request, meeting, grant, page)
    before(entry_of(request, grant, "done"))
    return _table(Message, shown.items, f"{meeting.uuid}/messages.csv", _following(page.limit, shown.next))


def _stays(request: Request, meeting: Meeting, grant: Grant) -> tuple[list[Stay], str | None, int]:
    """A page of them, the cursor of the next one, and how many were asked for; the table is the same list."""
    whose = MEETING.format(meeting=meeting.uuid)
    page = _cursors.page(request, grant, most=MOST_STAYS, of=whose)
    stays, last = stays_of(meeting.uuid, after=page.after, limit=page.limit)
    return stays, None if last is None else _cursors.make(last, request, grant, of=whose), page.limit


def _written(request: Request, meeting: Meeting, grant: Grant, page: Page) -> MeetingMessages:
    found, last = messages_from(meeting.uuid, meeting.domain, limit=page.limit, after=page.after)
    more = None if last is None else _cursors.make(last, request, grant, of=_messages_of(meeting))
    return MeetingMessages(items=tuple(map(message_view, found)), next=more)


def _messages_of(meeting: Meeting) -> str:
    """The list, as three paths show it."""
    return f"{MEETING.format(meeting=meeting.uuid)}/messages"


def _table(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct], path: str, following: str | None) -> Response:
    """Args:
    path: of the table below the meetings'; a file's name is made of it.
    following: the query of the next page.
    """
    # Of no name but the meeting's own: nothing in a header comes from a caller.
    headers = {"Content-Disposition": f'attachment; filename="meeting-{path.replace("/", "-")}"'}
    if following is not None:
        headers["Link"] = f'<{MEETINGS}/{path}?{following}>; rel="next"'
    return Response(table(kind, rows), headers=headers, media_type=CSV)


def _following(limit: int, cursor: str | None) -> str | None:
    return None if cursor is None else urlencode({"limit": limit, "cursor": cursor})


def _found(request: Request, grant: Grant) -> Meeting:
    """The meeting that the path names: 404 for another domain's and for one of a conference that is not granted."""
    uuid = str(request.path_params["meeting"])
    meeting = find_own_meeting(uuid, grant.domain, now=time.time())
    if meeting is None or not ("*" in grant.conferences or grant.covers(meeting.conference)):
        raise Problem("meeting_not_found", f"there was no meeting {uuid[:64]!r}, or it goes on")
    return meeting


def _states(meeting: Meeting) -> dict[tuple[str, str], OutputLife]:
    """What has become of the meeting's outputs, as far as they are there."""
    found: dict[tuple[str, str], OutputLife] = {}
    kinds = {one.kind for one in meeting.outputs}
    if "recording" in kinds:
        rows = own_outputs_of(meeting.conference, "recording", meeting.domain)
        found |= {("recording", row.id): row.state.state for row in rows if not row.is_hidden}
    if "stream" in kinds:
        streams = own_outputs_of(meeting.conference, "stream", meeting.domain)
        found |= {("stream", row.id): row.state.state for row in streams}
    return found


def _text(at: datetime | None) -> str | None:
    return None if at is None else rfc3339(at.timestamp())


_PAGING = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries a page"),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)
_STAYS = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MOST_STAYS, "default": DEFAULT_LIMIT}, "rows a page"),
    _PAGING[1],
)
OPERATIONS = (
    Operation(
        method="GET", path=MEETINGS, name="list_meetings", tag="meetings", answer=Meetings,
        queries=(Query("conference", {"type": "string"}, "of this conference"), *PERIOD, *_PAGING),
        read=list_meetings, codes=("conference_not_found",),
        summary="Meetings that are over, by when they began, newest first; one is listed within a minute of its end. A "
        "page may have fewer entries than asked for, none too, and `next` is null on the last one.",
    ),
    Operation(
        method="GET", path=f"{MEETING}.csv", name="get_meeting_table", tag="meetings", media=CSV,
        queries=_STAYS, read=get_meeting_table, codes=("meeting_not_found",),
        summary="Who came and went in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there "
        "is more.",
    ),
    Operation(
        method="GET", path=MEETING, name="get_meeting", tag="meetings", answer=MeetingView,
        queries=_STAYS, read=get_meeting, codes=("meeting_not_found",),
        summary="A meeting that is over: who came and went, when and why, what was recorded and streamed, and the "
        f"first {DEFAULT_LIMIT} of its messages.",
    ),
    Operation(
        method="GET", path=f"{MEETING}/messages", name="list_meeting_messages", tag="meetings", answer=MeetingMessages,
        queries=_PAGING, read=list_meeting_messages, codes=("meeting_not_found",),
        summary="What was written in a meeting that is over, oldest first.",
    ),
    Operation(
        method="GET", path=f"{MEETING}/messages.csv", name="get_meeting_messages_table", tag="meetings", media=CSV,
        queries=_STAYS, read=get_meeting_messages_table, codes=("meeting_not_found",),
        summary="What was written in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there "
        "is more.",
    ),
)  # fmt: skip
