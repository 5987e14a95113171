"""Conferences: which there are, what is happening in one, and changing it as a whole."""

import time
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType, structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.patches import Wish, kinds_of, read_patch, steps_of
from functions.shared.api.operation import Context, Operation, Query
from functions.shared.api.paging import DEFAULT_LIMIT, MAX_LIMIT, Cursors
from functions.shared.api.problems import invalid_field
from functions.shared.api.revisions import etag, is_known
from functions.shared.api.sight.presence import ConferenceView, present_conference
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command, UpdateConference
from functions.shared.commands.common.command import ConferenceStep
from functions.shared.commands.common.lines import NAME
from functions.shared.commands.seats import ClearSlots
from functions.shared.grammars.fields import MOST_MEMBERS, CallUuid, GroupName, LayoutName, MediaName
from functions.shared.grammars.moments import Moment, rfc3339
from functions.shared.settings import ApiSettings, read
from functions.shared.standings.grants import keeps_away
from functions.shared.standings.persons import user_of
from functions.shared.state import ConferenceState
from functions.shared.tables.conferences.rows import conferences_named, conferences_of_domain
from functions.shared.tables.known.nodes import known_nodes
from functions.shared.tables.nodes import Node, NodeState

CONFERENCES = "/v1/conferences"
CONFERENCE = f"{CONFERENCES}/{{conference}}"

_settings = read(ApiSettings)
_cursors = Cursors(_settings.token_secrets or (_settings.jwks_url,))


class ConferencePatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the conference should be from now on; fields that are left out stay as they are."""

    locked: bool | UnsetType = UNSET
    max_members: Annotated[int, Meta(ge=0, le=MOST_MEMBERS, description="0 is no limit")] | UnsetType = UNSET
    fps: Annotated[int, Meta(ge=1, le=100)] | UnsetType = UNSET
    layout: LayoutName | UnsetType = UNSET
    layout_group: GroupName | UnsetType = UNSET
    # Who is seen large; null lets it follow the voice again.
    video_floor: CallUuid | UnsetType | None = UNSET
    music: Annotated[bool, Meta(description="for whoever is alone")] | UnsetType = UNSET
    background: MediaName | UnsetType | None = UNSET
    foreground: MediaName | UnsetType | None = UNSET


class ConferenceSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A conference without its members and outputs."""

    name: str
    uuid: str
    node: str
    revision: int
    started_at: Moment | None
    locked: bool | None
    layout: str | None
    layout_group: str | None
    max_members: int | None
    member_count: int
    node_state: NodeState
    as_of: Moment


class Conferences(msgspec.Struct, frozen=True):
    """A page of conferences; `next` is the cursor of the page after it, null on the last one."""

    items: tuple[ConferenceSummary, ...]
    next: str | None


async def list_conferences(request: Request, grant: Grant) -> Response:
    page = _cursors.page(request, grant)
    # One more than asked for tells whether there is a next page.
    if "*" in grant.conferences:
        found = conferences_of_domain(grant.domain, limit=page.limit + 1, after=page.after)
    else:
        # What cannot be a conference's name cannot be a key, either: DynamoDB would refuse the whole question.
        named = {name for name in grant.conferences if NAME.fullmatch(name)}
        names = sorted(name for name in named if page.after is None or name > page.after)
        found = conferences_named(names, domain=grant.domain, limit=page.limit + 1)
    shown = found[: page.limit]
    more = _cursors.make(shown[-1].name, request, grant) if len(found) > page.limit else None
    user = user_of(grant.sub, grant.domain)
    shown = [one for one in shown if not keeps_away(one.first_uuid, one.standings, user, grant.can)]
    nodes = known_nodes(conference.node for conference in shown)
    items = tuple(summary for conference in shown if (summary := _summary(conference, nodes[conference.node])))
    return Response(msgspec.json.encode(Conferences(items, more)), media_type="application/json")


def _summary(conference: ConferenceState, node: Node | None) -> ConferenceSummary | None:
    """None for a conference that is over, though its row is not gone yet."""
    now = time.time()
    if node is None or node.is_over(now):
        return None
    seen = {"node_state": node.state(now), "as_of": rfc3339(node.switch_seen)}
    return msgspec.convert(structs.asdict(conference) | seen, ConferenceSummary)


async def get_conference(request: Request, grant: Grant) -> Response:
    present = present_conference(str(request.path_params["conference"]), grant)
    tag = etag(present.conference, present.node_state, present.hands)
    if is_known(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    return Response(msgspec.json.encode(present.view), headers={"ETag": tag}, media_type="application/json")


WISHES = {
    "locked": Wish("lock", "locked"),
    "max_members": Wish("set_max_members", "count"),
    "fps": Wish("set_video_rate", "fps"),
    "layout": Wish("set_layout", "layout"),
    "layout_group": Wish("set_layout_group", "group"),
    "video_floor": Wish("set_video_floor", "member", null_kind="clear_video_floor"),
    "music": Wish("set_music", "music"),
    "background": Wish("set_background", "image"),
    "foreground": Wish("set_foreground", "image"),
}


def update_conference(raw: object, _: Context) -> Command:
    patch = read_patch(raw, ConferencePatch)
    if patch.layout is not UNSET and patch.layout_group is not UNSET:
        raise invalid_field("layout_group", "excludes layout", expected="the one or the other")
    steps = steps_of(patch, WISHES)
    if len(steps) == 1:
        return steps[0]
    return UpdateConference(steps=tuple(step for step in steps if isinstance(step, ConferenceStep)))


def clear_slots(_: object, __: Context) -> Command:
    return ClearSlots()


_PAGING = (
    Query("limit", {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}, "entries a page"),
    Query("cursor", {"type": "string"}, "the `next` of the page before"),
)

OPERATIONS = (
    Operation(
        method="GET", path=CONFERENCES, name="list_conferences", tag="conferences", answer=Conferences,
        queries=_PAGING, read=list_conferences,
        summary="Conferences that are going on now, by name. A page may have fewer entries than asked for.",
    ),
    Operation(
        method="GET", path=CONFERENCE, name="get_conference", tag="conferences", answer=ConferenceView,
        read=get_conference,
        summary="What is happening in a conference; `ETag` is its revision. Five minutes after its node was last seen "
        "it has ended (410) with the `reason` `node_lost` or `switch_lost`, unless the node comes back with it.",
    ),
    Operation(
        method="PATCH", path=CONFERENCE, name="update_conference", tag="conferences",
        body=ConferencePatch, kinds=kinds_of(WISHES), make=update_conference,
        summary="Change a conference; several fields are one command with steps, stopping at the first failure.",
    ),
    Operation(
        method="POST", path=f"{CONFERENCE}/slots/clear", name="clear_slots", tag="conferences",
        make=clear_slots, summary="Clear every member's reservation id.",
    ),
)  # fmt: skip
