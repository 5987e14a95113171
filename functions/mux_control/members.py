"""Members of a conference: their sound, picture, place and banner, and removing them."""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType, structs
from starlette.requests import Request
from starlette.responses import Response

from functions.mux_control.submission.patches import Wish, kinds_of, read_patch, steps_of
from functions.shared.api.bodies import read_body, read_json
from functions.shared.api.operation import Context, Operation, Query
from functions.shared.api.problems import Problem, invalid_field
from functions.shared.api.queries import flag
from functions.shared.api.sight.presence import living_conference
from functions.shared.api.sight.standing import as_ranked
from functions.shared.api.tokens import Grant
from functions.shared.commands import Command, UpdateMember
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.commands.hosting import KeepOut
from functions.shared.commands.leaving import HangUp, HangUpAll, Kick
from functions.shared.grammars.fields import Level, Loudness, MediaName, MemberName, RoleName, SlotName
from functions.shared.participation.hands import move_member_hand
from functions.shared.participation.people import Person, calls_of
from functions.shared.rights import OTHERS_HAND
from functions.shared.state import Banner, ConferenceState, MemberState

MEMBERS = "/v1/conferences/{conference}/members"
MEMBER = f"{MEMBERS}/{{member}}"


class MemberPatch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a member should be from now on; fields that are left out stay as they are."""

    name: MemberName | UnsetType = UNSET
    muted: bool | UnsetType = UNSET
    video_muted: bool | UnsetType = UNSET
    deaf: bool | UnsetType = UNSET
    on_hold: bool | UnsetType = UNSET
    volume_in: Level | UnsetType = UNSET
    volume_out: Level | UnsetType = UNSET
    energy_level: Loudness | UnsetType = UNSET
    gain: Loudness | UnsetType = UNSET
    slot: SlotName | UnsetType | None = UNSET
    role: RoleName | UnsetType | None = UNSET
    banner: Banner | UnsetType | None = UNSET
    mute_image: MediaName | UnsetType | None = UNSET
    logo: MediaName | UnsetType | None = UNSET
    turned: Annotated[Literal[0, 90, 180, 270], Meta(description="degrees, clockwise")] | UnsetType = UNSET
    filter: Literal["gray", "sepia", "8bit"] | UnsetType | None = UNSET
    floor: Annotated[bool, Meta(description="true: give the member the audio floor")] | UnsetType = UNSET
    video_floor: Annotated[bool, Meta(description="true: give the member the video floor")] | UnsetType = UNSET
    host: (
        Annotated[bool, Meta(description="whether they may do what a host may, until the meeting ends")] | UnsetType
    ) = UNSET
    hand: (
        Annotated[bool, Meta(description="whether the hand is up; alone, for it is no command: 204, and it is so")]
        | UnsetType
    ) = UNSET


class Members(msgspec.Struct, frozen=True):
    """All members of a conference."""

    items: tuple[MemberState, ...]


WISHES = {
    "name": Wish("rename", "name"),
    "muted": Wish("mute", "muted"),
    "video_muted": Wish("mute_video", "muted"),
    "deaf": Wish("deafen", "deaf"),
    "on_hold": Wish("hold", "on_hold"),
    "volume_in": Wish("set_volume", "level", {"direction": "in"}),
    "volume_out": Wish("set_volume", "level", {"direction": "out"}),
    "energy_level": Wish("set_energy_level", "level"),
    "gain": Wish("set_gain", "level"),
    "slot": Wish("set_slot", "slot"),
    "role": Wish("set_role", "role"),
    "banner": Wish("set_banner", "banner", null_kind="clear_banner"),
    "mute_image": Wish("set_mute_image", "image"),
    "logo": Wish("set_logo", "image"),
    "turned": Wish("turn_picture", "degrees"),
    "filter": Wish("filter_picture", "filter"),
    "floor": Wish("set_floor", None),
    "video_floor": Wish("set_video_floor", None),
    "host": Wish("set_host", "host"),
}


def update_member(raw: object, context: Context) -> Command:
    member = present_member(context.conference, context.path("member"))
    patch = read_patch(raw, MemberPatch)
    for field, value in (("floor", patch.floor), ("video_floor", patch.video_floor)):
        if value is False:
            right = "true here, or null as the conference's video_floor"
            raise invalid_field(field, "cannot be taken away, only given to another", value="false", expected=right)
    steps = steps_of(_with_banner(patch, member), WISHES, member=member.uuid)
    if len(steps) == 1:
        return steps[0]
    return UpdateMember(member=member.uuid, steps=tuple(step for step in steps if isinstance(step, MemberStep)))


def _with_banner(patch: MemberPatch, member: MemberState) -> MemberPatch:
    """Where the banner says the old name, it says the new one; what it says otherwise is somebody's own words."""
    banner = member.banner
    if patch.name is UNSET or patch.banner is not UNSET or banner is None or banner.text != member.name:
        return patch
    # FreeSWITCH writes nothing below a picture that is not there.
    return patch if member.video is False else structs.replace(patch, banner=structs.replace(banner, text=patch.name))


async def move_hand(request: Request, grant: Grant) -> Response | None:
    """A hand is moved at once, not by a command: FreeSWITCH knows nothing of it."""
    raw = await read_json(request)
    if not isinstance(raw, dict) or "hand" not in raw:
        return None
    hand = read_body(raw, MemberPatch).hand
    if hand is UNSET or len(raw) > 1:
        raise invalid_field("hand", "is changed alone", expected='{"hand": true} or {"hand": false}')
    conference = living_conference(str(request.path_params["conference"]), grant)
    member = present_member(conference, str(request.path_params["member"]))
    if member not in calls_of(conference, Person(grant.sub, grant.domain, grant.can)):
        as_ranked(grant, conference).require(OTHERS_HAND, "another's hand")
    move_member_hand(conference, member.uuid, raised=hand)
    return Response(status_code=204)


def remove_member(_: object, context: Context) -> Command:
    member = present_member(context.conference, context.path("member")).uuid
    if flag(context.request, "keep_out"):
        return KeepOut(member=member)
    return HangUp(member=member) if flag(context.request, "hangup") else Kick(member=member)


def hang_up_all(_: object, __: Context) -> Command:
    return HangUpAll()


def present_member(conference: ConferenceState, uuid: str) -> MemberState:
    """Find a member by call uuid: 404 for one who is not there (any more)."""
    member = conference.member(uuid)
    if member is None:
        detail = f"nobody in {conference.name} has the call uuid {uuid[:64]!r}; members are named by their call's uuid"
        raise Problem("member_not_found", detail)
    return member


async def list_members(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    return Response(msgspec.json.encode(Members(conference.members)), media_type="application/json")


async def get_member(request: Request, grant: Grant) -> Response:
    conference = living_conference(str(request.path_params["conference"]), grant)
    member = present_member(conference, str(request.path_params["member"]))
    return Response(msgspec.json.encode(member), media_type="application/json")


_HANGUP = Query("hangup", {"type": "boolean", "default": False}, "true ends the call itself")
_KEEP_OUT = Query(
    "keep_out",
    {"type": "boolean", "default": False},
    "true ends all their calls, and whoever they are comes in no more until the meeting ends: see `standings`",
)

OPERATIONS = (
    Operation(
        method="GET", path=MEMBERS, name="list_members", tag="members", answer=Members,
        read=list_members, summary="Everybody in the conference.",
    ),
    Operation(
        method="DELETE", path=MEMBERS, name="hang_up_all", tag="members", make=hang_up_all,
        summary="End the calls of all members.",
    ),
    Operation(
        method="GET", path=MEMBER, name="get_member", tag="members", answer=MemberState,
        read=get_member, summary="One member.",
    ),
    Operation(
        method="PATCH", path=MEMBER, name="update_member", tag="members", body=MemberPatch,
        kinds=kinds_of(WISHES), read_first=move_hand, make=update_member,
        summary="Change a member; several fields are one command with steps, stopping at the first failure.",
    ),
    Operation(
        method="DELETE", path=MEMBER, name="remove_member", tag="members",
        queries=(_HANGUP, _KEEP_OUT), make=remove_member,
        summary="Remove a member from the conference, or end the call, or keep them out until the meeting ends.",
    ),
)  # fmt: skip
