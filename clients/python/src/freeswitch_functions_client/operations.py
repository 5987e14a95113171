"""Every operation of the API: made by `make client-types`, never by hand."""

from collections.abc import Iterator
from typing import Literal

from freeswitch_functions_client.request import Request
from freeswitch_functions_client.schemas import (
    AdmitBody,
    AssetBody,
    Assets,
    AssetView,
    Audit,
    AuditEntry,
    Call,
    CanvasMap,
    CommandView,
    CommandWish,
    ConferencePatch,
    Conferences,
    ConferenceSummary,
    ConferenceView,
    CueList,
    CueWish,
    Deliveries,
    DeliveryView,
    DialInNumbers,
    Entrance,
    EntryBody,
    EntryList,
    EntryMade,
    EntryView,
    GatewayBody,
    GatewayList,
    GatewaySetting,
    GroupBody,
    Groups,
    GroupView,
    InviteeBody,
    InviteeList,
    InviteeView,
    LayoutBody,
    Layouts,
    LayoutView,
    LiveTicket,
    MeetingMessages,
    Meetings,
    MeetingSummary,
    MeetingView,
    MemberPatch,
    Members,
    MemberState,
    Message,
    MessageBody,
    Messages,
    MoveWish,
    NodeLife,
    Nodes,
    NodeWish,
    Observation,
    Page,
    Prompt,
    Question,
    RecordingBody,
    RecordingPatch,
    Recordings,
    RecordingView,
    Redeeming,
    RefuseBody,
    Revocation,
    RevocationBody,
    RevocationList,
    RoomBody,
    RoomList,
    RoomView,
    SavedScenes,
    SceneBody,
    SceneView,
    SceneWish,
    SecretBody,
    Speech,
    StagePatch,
    StageView,
    StageWish,
    StillView,
    StreamBody,
    Streams,
    StreamState,
    UserBody,
    UserGroupBody,
    UserGroupList,
    UserGroupView,
    UserList,
    UserView,
    WaitingPeople,
    Watchers,
    Webhook,
    WebhookBody,
    Webhooks,
)
from freeswitch_functions_client.transport import Transport


class Operations(Transport):
    """A method for each operation, called as the API's description calls it; lists have one more for all pages."""

    def list_conferences(self, *, limit: int | None = None, cursor: str | None = None) -> Conferences:
        """Conferences that are going on now, by name. A page may have fewer entries than asked for."""
        request = Request("GET", "/v1/conferences", query={"limit": limit, "cursor": cursor})
        return self._json(request, Conferences)

    def all_conferences(self, *, limit: int | None = None) -> Iterator[ConferenceSummary]:
        """All pages of `list_conferences`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/conferences", query={"limit": limit})
        for page in self._pages(request, Conferences):
            yield from page.items

    def get_conference(self, conference: str) -> ConferenceView:
        """What is happening in a conference; `ETag` is its revision. Five minutes after its node was last seen it
        has ended (410) with the `reason` `node_lost` or `switch_lost`, unless the node comes back with it.
        """
        request = Request("GET", "/v1/conferences/{conference}", names={"conference": conference})
        return self._json(request, ConferenceView)

    def update_conference(
        self,
        conference: str,
        body: ConferencePatch,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Change a conference; several fields are one command with steps, stopping at the first failure."""
        request = Request(
            "PATCH",
            "/v1/conferences/{conference}",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def clear_slots(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Clear every member's reservation id."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/slots/clear",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def list_members(self, conference: str) -> Members:
        """Everybody in the conference."""
        request = Request("GET", "/v1/conferences/{conference}/members", names={"conference": conference})
        return self._json(request, Members)

    def hang_up_all(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """End the calls of all members."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/members",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_member(self, conference: str, member: str) -> MemberState:
        """One member."""
        request = Request(
            "GET", "/v1/conferences/{conference}/members/{member}", names={"conference": conference, "member": member}
        )
        return self._json(request, MemberState)

    def update_member(
        self,
        conference: str,
        member: str,
        body: MemberPatch,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView | None:
        """Change a member; several fields are one command with steps, stopping at the first failure."""
        request = Request(
            "PATCH",
            "/v1/conferences/{conference}/members/{member}",
            names={"conference": conference, "member": member},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json_or_none(request, CommandView)

    def remove_member(
        self,
        conference: str,
        member: str,
        *,
        hangup: bool | None = None,
        keep_out: bool | None = None,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Remove a member from the conference, or end the call, or keep them out until the meeting ends."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/members/{member}",
            names={"conference": conference, "member": member},
            query={"hangup": hangup, "keep_out": keep_out},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def mute_all(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Mute everybody who is there now, but for the hosts."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/mute-all",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def ask_to_unmute(
        self,
        conference: str,
        member: str,
        body: Question,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/members/{member}/ask-to-unmute",
            names={"conference": conference, "member": member},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def let_in(
        self,
        conference: str,
        person: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Let somebody in again who is kept out: a `person` of the conference's `standings`."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/kept-out/{person}",
            names={"conference": conference, "person": person},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def resume_rules(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Let the room's rules keep the picture again: since `picture_by_hand_at` they have left it alone."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/rules/resume",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def end_conference(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """End the conference for all: it is locked, then everybody's call ends."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/end",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def list_waiting(self, conference: str) -> WaitingPeople:
        """Who waits to be let in. What changes is told by the events waiting.joined, .admitted, .refused and
        .left; there may be people who wait for a conference that has not begun.
        """
        request = Request("GET", "/v1/conferences/{conference}/waiting", names={"conference": conference})
        return self._json(request, WaitingPeople)

    def admit_waiting(
        self,
        conference: str,
        body: AdmitBody,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Let people in who wait. Each is moved whatever becomes of the others; a locked or full conference takes
        nobody.
        """
        request = Request(
            "POST",
            "/v1/conferences/{conference}/waiting/admit",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def refuse_waiting(
        self,
        conference: str,
        body: RefuseBody,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Do not let people in who wait: they hear it, their pages show the words, and their calls end."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/waiting/refuse",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def make_call(
        self,
        conference: str,
        body: Call,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Call somebody into the conference. Numbers must begin with an allowed prefix."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/calls",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def list_gateways(self) -> GatewayList:
        """The domain's gateways, and on each node whether they are up and registered; some seconds old."""
        request = Request("GET", "/v1/gateways")
        return self._json(request, GatewayList)

    def get_canvas(self, conference: str) -> CanvasMap:
        """Where every slot of the picture is, in fractions and pixels, and who is in it."""
        request = Request("GET", "/v1/conferences/{conference}/canvas", names={"conference": conference})
        return self._json(request, CanvasMap)

    def draw_canvas(self, conference: str, *, theme: Literal["light", "dark", "auto"] | None = None) -> str:
        """The canvas as a picture; dashed is likely, not certain."""
        request = Request(
            "GET", "/v1/conferences/{conference}/canvas.svg", names={"conference": conference}, query={"theme": theme}
        )
        return self._text(request)

    def take_still(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Take a still of the real canvas; its id is the id of this command, and it is kept for a day."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/stills",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_still_picture(self, conference: str, still: str) -> bytes:
        """The picture of a still; one that is larger than 4 MB is a redirect to where it is stored."""
        request = Request(
            "GET", "/v1/conferences/{conference}/stills/{still}.png", names={"conference": conference, "still": still}
        )
        return self._bytes(request)

    def get_still(self, conference: str, still: str) -> StillView:
        """A still: when it was taken, its size, and where it can be had."""
        request = Request(
            "GET", "/v1/conferences/{conference}/stills/{still}", names={"conference": conference, "still": still}
        )
        return self._json(request, StillView)

    def get_stage(self, conference: str) -> StageView:
        """What the picture should be, and how far it is from that."""
        request = Request("GET", "/v1/conferences/{conference}/stage", names={"conference": conference})
        return self._json(request, StageView)

    def put_stage(
        self, conference: str, body: StageWish, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> StageView:
        """What the picture should be from now on, kept so by the relay; also before anybody is there, and while
        the node is away: then it is only kept, and `command` is null.
        """
        request = Request(
            "PUT",
            "/v1/conferences/{conference}/stage",
            names={"conference": conference},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def patch_stage(
        self,
        conference: str,
        body: StagePatch,
        *,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> StageView:
        """What becomes of who comes later; a conference without a stage gets one of the layout that it shows."""
        request = Request(
            "PATCH",
            "/v1/conferences/{conference}/stage",
            names={"conference": conference},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def delete_stage(
        self, conference: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Leave the picture alone from now on; it stays as it is."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/stage",
            names={"conference": conference},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def undo_stage(self, conference: str, *, idempotency_key: str | None = None) -> StageView:
        """Go back to the picture before the last one that a stage, a scene or a cue has set; up to ten times in a
        row.
        """
        request = Request(
            "POST",
            "/v1/conferences/{conference}/stage/undo",
            names={"conference": conference},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def list_scenes(self, conference: str) -> SavedScenes:
        """Pictures that are saved under a name."""
        request = Request("GET", "/v1/conferences/{conference}/scenes", names={"conference": conference})
        return self._json(request, SavedScenes)

    def run_scene(
        self,
        conference: str,
        body: SceneBody,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Several commands as one, in order, stopping at the first failure."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/scenes",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_scene(self, conference: str, scene: str) -> SceneView:
        """A saved scene."""
        request = Request(
            "GET", "/v1/conferences/{conference}/scenes/{scene}", names={"conference": conference, "scene": scene}
        )
        return self._json(request, SceneView)

    def put_scene(
        self,
        conference: str,
        scene: str,
        body: SceneWish,
        *,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> SceneView:
        """Save a picture under a name: a stage, or without one the picture that is shown now."""
        request = Request(
            "PUT",
            "/v1/conferences/{conference}/scenes/{scene}",
            names={"conference": conference, "scene": scene},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, SceneView)

    def delete_scene(
        self, conference: str, scene: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Forget a saved scene; the picture stays."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/scenes/{scene}",
            names={"conference": conference, "scene": scene},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def show_scene(self, conference: str, scene: str, *, idempotency_key: str | None = None) -> StageView:
        """Show a saved scene: its stage is the conference's from now on."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/scenes/{scene}/show",
            names={"conference": conference, "scene": scene},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def get_cues(self, conference: str) -> CueList:
        """Scenes in the order in which they are to be shown, and where it stands."""
        request = Request("GET", "/v1/conferences/{conference}/cues", names={"conference": conference})
        return self._json(request, CueList)

    def put_cues(
        self, conference: str, body: CueWish, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> CueList:
        """Make the cue list; it begins before its first scene."""
        request = Request(
            "PUT",
            "/v1/conferences/{conference}/cues",
            names={"conference": conference},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CueList)

    def delete_cues(
        self, conference: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Forget the cue list; scenes and picture stay."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/cues",
            names={"conference": conference},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def next_cue(self, conference: str, *, idempotency_key: str | None = None) -> StageView:
        """Show the next scene of the cue list."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/cues/next",
            names={"conference": conference},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def previous_cue(self, conference: str, *, idempotency_key: str | None = None) -> StageView:
        """Show the scene of the cue list before this one."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/cues/back",
            names={"conference": conference},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, StageView)

    def list_layouts(self) -> Layouts:
        """The layouts that rooms of the domain may show."""
        request = Request("GET", "/v1/layouts")
        return self._json(request, Layouts)

    def draw_layout(
        self, layout: str, *, theme: Literal["light", "dark", "auto"] | None = None, size: str | None = None
    ) -> str:
        """A layout as a picture with numbers."""
        request = Request(
            "GET", "/v1/layouts/{layout}.svg", names={"layout": layout}, query={"theme": theme, "size": size}
        )
        return self._text(request)

    def get_layout(self, layout: str) -> LayoutView:
        """A layout with what looks wrong about it."""
        request = Request("GET", "/v1/layouts/{layout}", names={"layout": layout})
        return self._json(request, LayoutView)

    def put_layout(self, layout: str, body: LayoutBody, *, if_match: int | str | None = None) -> LayoutView:
        """Make or change a layout; errors refuse it, warnings are listed. Used by conferences that begin later."""
        request = Request("PUT", "/v1/layouts/{layout}", names={"layout": layout}, body=body, if_match=if_match)
        return self._json(request, LayoutView)

    def delete_layout(self, layout: str, *, if_match: int | str | None = None) -> None:
        """Remove a layout of the domain that no room and no group shows."""
        request = Request("DELETE", "/v1/layouts/{layout}", names={"layout": layout}, if_match=if_match)
        self._nothing(request)

    def list_layout_groups(self) -> Groups:
        """The groups of layouts, each with which layout for how many people."""
        request = Request("GET", "/v1/layout-groups")
        return self._json(request, Groups)

    def get_layout_group(self, group: str) -> GroupView:
        """A group of layouts."""
        request = Request("GET", "/v1/layout-groups/{group}", names={"group": group})
        return self._json(request, GroupView)

    def put_layout_group(self, group: str, body: GroupBody, *, if_match: int | str | None = None) -> GroupView:
        """Make or change a group of layouts."""
        request = Request("PUT", "/v1/layout-groups/{group}", names={"group": group}, body=body, if_match=if_match)
        return self._json(request, GroupView)

    def delete_layout_group(self, group: str, *, if_match: int | str | None = None) -> None:
        """Remove a group of the domain that no room shows."""
        request = Request("DELETE", "/v1/layout-groups/{group}", names={"group": group}, if_match=if_match)
        self._nothing(request)

    def list_assets(self, *, limit: int | None = None, cursor: str | None = None) -> Assets:
        """The domain's own pictures, sounds and fonts by name (docs/assets.md)."""
        request = Request("GET", "/v1/assets", query={"limit": limit, "cursor": cursor})
        return self._json(request, Assets)

    def all_assets(self, *, limit: int | None = None) -> Iterator[AssetView]:
        """All pages of `list_assets`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/assets", query={"limit": limit})
        for page in self._pages(request, Assets):
            yield from page.items

    def get_asset(self, asset: str) -> AssetView:
        """A picture, sound or font of the domain, and where it can be had."""
        request = Request("GET", "/v1/assets/{asset}", names={"asset": asset})
        return self._json(request, AssetView)

    def put_asset(self, asset: str, body: AssetBody, *, if_match: int | str | None = None) -> AssetView:
        """Ask for an upload: the answer says where the file is to be sent. Fonts need `operate` as well."""
        request = Request("PUT", "/v1/assets/{asset}", names={"asset": asset}, body=body, if_match=if_match)
        return self._json(request, AssetView)

    def delete_asset(self, asset: str, *, if_match: int | str | None = None) -> None:
        """Remove a picture, sound or font with its file. What a conference shows of it stays till that changes."""
        request = Request("DELETE", "/v1/assets/{asset}", names={"asset": asset}, if_match=if_match)
        self._nothing(request)

    def check_asset(self, asset: str) -> AssetView:
        """Have an uploaded file looked at. 202 while that goes on, 200 once it is `ready` or `failed`; `Prefer:
        wait=20` waits for that.
        """
        request = Request("POST", "/v1/assets/{asset}/check", names={"asset": asset})
        return self._json(request, AssetView)

    def play(
        self,
        conference: str,
        body: Prompt,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Play a known prompt, or a sound of the domain's own (`own/` and its name), to all or to one member."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/play",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def stop_playing(
        self,
        conference: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Stop what is played and spoken to all."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/play",
            names={"conference": conference},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def say(
        self,
        conference: str,
        body: Speech,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Speak a text to all or to one member; needs espeak-ng beside the relay. It is stopped as a prompt is."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/say",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def list_recordings(self, conference: str) -> Recordings:
        """The conference's recordings, those of its earlier meetings too."""
        request = Request("GET", "/v1/conferences/{conference}/recordings", names={"conference": conference})
        return self._json(request, Recordings)

    def start_recording(
        self,
        conference: str,
        body: RecordingBody,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Start a recording; its id is the id of this command."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/recordings",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_recording(self, conference: str, recording: str) -> RecordingView:
        """A recording, and where its file can be had."""
        request = Request(
            "GET",
            "/v1/conferences/{conference}/recordings/{recording}",
            names={"conference": conference, "recording": recording},
        )
        return self._json(request, RecordingView)

    def change_recording(
        self,
        conference: str,
        recording: str,
        body: RecordingPatch,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Pause a recording, go on with it, or stop it."""
        request = Request(
            "PATCH",
            "/v1/conferences/{conference}/recordings/{recording}",
            names={"conference": conference, "recording": recording},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def stop_recording(
        self,
        conference: str,
        recording: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView | None:
        """Stop a recording that runs (its file stays); erase all versions of one that is over (204)."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/recordings/{recording}",
            names={"conference": conference, "recording": recording},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json_or_none(request, CommandView)

    def get_recording_file(self, conference: str, recording: str) -> bytes:
        """The file of a recording: a redirect to S3, or the file itself where this machine keeps it."""
        request = Request(
            "GET",
            "/v1/conferences/{conference}/recordings/{recording}/file",
            names={"conference": conference, "recording": recording},
        )
        return self._bytes(request)

    def list_streams(self, conference: str) -> Streams:
        """The conference's streams, those of its earlier meetings too."""
        request = Request("GET", "/v1/conferences/{conference}/streams", names={"conference": conference})
        return self._json(request, Streams)

    def start_stream(
        self,
        conference: str,
        body: StreamBody,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Start a stream; its id is the id of this command."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/streams",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_stream(self, conference: str, stream: str) -> StreamState:
        """A stream, with its restarts."""
        request = Request(
            "GET", "/v1/conferences/{conference}/streams/{stream}", names={"conference": conference, "stream": stream}
        )
        return self._json(request, StreamState)

    def stop_stream(
        self,
        conference: str,
        stream: str,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """End the stream, also while it is being started again. A stream cannot be paused."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/streams/{stream}",
            names={"conference": conference, "stream": stream},
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def run_command(
        self,
        conference: str,
        body: CommandWish,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Any command of the catalogue; the ability depends on its kind."""
        request = Request(
            "POST",
            "/v1/conferences/{conference}/commands",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def get_command(self, command: str, *, wait: int | None = None) -> CommandView:
        """A command and its outcome. Whoever made it needs no ability, others need `view`."""
        request = Request("GET", "/v1/commands/{command}", names={"command": command}, query={"wait": wait})
        return self._json(request, CommandView)

    def list_meetings(
        self,
        *,
        conference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Meetings:
        """Meetings that are over, by when they began, newest first; one is listed within a minute of its end. A
        page may have fewer entries than asked for, none too, and `next` is null on the last one.
        """
        request = Request(
            "GET",
            "/v1/meetings",
            query={"conference": conference, "from": from_, "to": to, "limit": limit, "cursor": cursor},
        )
        return self._json(request, Meetings)

    def all_meetings(
        self,
        *,
        conference: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
    ) -> Iterator[MeetingSummary]:
        """All pages of `list_meetings`, item by item; `limit` is how many a page has."""
        request = Request(
            "GET", "/v1/meetings", query={"conference": conference, "from": from_, "to": to, "limit": limit}
        )
        for page in self._pages(request, Meetings):
            yield from page.items

    def get_meeting_table(self, meeting: str, *, limit: int | None = None, cursor: str | None = None) -> str:
        """Who came and went in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there is
        more.
        """
        request = Request(
            "GET", "/v1/meetings/{meeting}.csv", names={"meeting": meeting}, query={"limit": limit, "cursor": cursor}
        )
        return self._text(request)

    def get_meeting(self, meeting: str, *, limit: int | None = None, cursor: str | None = None) -> MeetingView:
        """A meeting that is over: who came and went, when and why, what was recorded and streamed, and the first
        50 of its messages.
        """
        request = Request(
            "GET", "/v1/meetings/{meeting}", names={"meeting": meeting}, query={"limit": limit, "cursor": cursor}
        )
        return self._json(request, MeetingView)

    def list_meeting_messages(
        self, meeting: str, *, limit: int | None = None, cursor: str | None = None
    ) -> MeetingMessages:
        """What was written in a meeting that is over, oldest first."""
        request = Request(
            "GET",
            "/v1/meetings/{meeting}/messages",
            names={"meeting": meeting},
            query={"limit": limit, "cursor": cursor},
        )
        return self._json(request, MeetingMessages)

    def all_meeting_messages(self, meeting: str, *, limit: int | None = None) -> Iterator[Message]:
        """All pages of `list_meeting_messages`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/meetings/{meeting}/messages", names={"meeting": meeting}, query={"limit": limit})
        for page in self._pages(request, MeetingMessages):
            yield from page.items

    def get_meeting_messages_table(self, meeting: str, *, limit: int | None = None, cursor: str | None = None) -> str:
        """What was written in a meeting, as a table for a spreadsheet; `Link` with `rel=next` says that there is
        more.
        """
        request = Request(
            "GET",
            "/v1/meetings/{meeting}/messages.csv",
            names={"meeting": meeting},
            query={"limit": limit, "cursor": cursor},
        )
        return self._text(request)

    def list_webhooks(self) -> Webhooks:
        """The domain's webhooks: servers that are told what happens (docs/webhooks.md)."""
        request = Request("GET", "/v1/webhooks")
        return self._json(request, Webhooks)

    def get_webhook(self, webhook: str) -> Webhook:
        """A webhook, and how well its receiver is."""
        request = Request("GET", "/v1/webhooks/{webhook}", names={"webhook": webhook})
        return self._json(request, Webhook)

    def put_webhook(
        self, webhook: str, body: WebhookBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> Webhook:
        """Make a webhook (201, and `secret` is told this once) or change it. What happens from then on is sent to
        `url`, one event a request, signed as Standard Webhooks say.
        """
        request = Request(
            "PUT",
            "/v1/webhooks/{webhook}",
            names={"webhook": webhook},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, Webhook)

    def delete_webhook(self, webhook: str, *, if_match: int | str | None = None) -> None:
        """Remove a webhook. A try that is under way ends; nothing is sent after it."""
        request = Request("DELETE", "/v1/webhooks/{webhook}", names={"webhook": webhook}, if_match=if_match)
        self._nothing(request)

    def rotate_webhook_secret(self, webhook: str, body: SecretBody, *, idempotency_key: str | None = None) -> Webhook:
        """A new secret, told this once. For a day, or `overlap_seconds`, the one before signs, too."""
        request = Request(
            "POST",
            "/v1/webhooks/{webhook}/secret",
            names={"webhook": webhook},
            body=body,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, Webhook)

    def list_deliveries(self, webhook: str, *, limit: int | None = None, cursor: str | None = None) -> Deliveries:
        """What became of each event, newest first, for 30 days: every try with its answer."""
        request = Request(
            "GET",
            "/v1/webhooks/{webhook}/deliveries",
            names={"webhook": webhook},
            query={"limit": limit, "cursor": cursor},
        )
        return self._json(request, Deliveries)

    def all_deliveries(self, webhook: str, *, limit: int | None = None) -> Iterator[DeliveryView]:
        """All pages of `list_deliveries`, item by item; `limit` is how many a page has."""
        request = Request(
            "GET", "/v1/webhooks/{webhook}/deliveries", names={"webhook": webhook}, query={"limit": limit}
        )
        for page in self._pages(request, Deliveries):
            yield from page.items

    def get_delivery(self, webhook: str, delivery: str) -> DeliveryView:
        """One delivery."""
        request = Request(
            "GET", "/v1/webhooks/{webhook}/deliveries/{delivery}", names={"webhook": webhook, "delivery": delivery}
        )
        return self._json(request, DeliveryView)

    def redeliver(self, webhook: str, delivery: str, *, idempotency_key: str | None = None) -> DeliveryView:
        """Send an event once more, with the same id; it is tried once. The delivery tells what came of it."""
        request = Request(
            "POST",
            "/v1/webhooks/{webhook}/deliveries/{delivery}/redeliver",
            names={"webhook": webhook, "delivery": delivery},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, DeliveryView)

    def test_webhook(self, webhook: str, *, idempotency_key: str | None = None) -> DeliveryView:
        """Send an event of type `webhook.test`, whether the webhook is on or not; it is tried once. The answer
        names the delivery that tells what came of it.
        """
        request = Request(
            "POST",
            "/v1/webhooks/{webhook}/test",
            names={"webhook": webhook},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, DeliveryView)

    def get_audit(
        self,
        *,
        conference: str | None = None,
        subject: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Audit:
        """Who did what, newest first: changes, downloads, erasures, refusals, and how commands ended (within a
        minute of it). A page may have fewer entries than asked for, none too, and `next` is null on the last
        one; as CSV, a `Link` with `rel=next` says so.
        """
        request = Request(
            "GET",
            "/v1/audit",
            query={
                "conference": conference,
                "subject": subject,
                "from": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
            },
        )
        return self._json(request, Audit)

    def all_audit(
        self,
        *,
        conference: str | None = None,
        subject: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
    ) -> Iterator[AuditEntry]:
        """All pages of `get_audit`, item by item; `limit` is how many a page has."""
        request = Request(
            "GET",
            "/v1/audit",
            query={"conference": conference, "subject": subject, "from": from_, "to": to, "limit": limit},
        )
        for page in self._pages(request, Audit):
            yield from page.items

    def get_audit_csv(
        self,
        *,
        conference: str | None = None,
        subject: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> str:
        """Who did what, newest first: changes, downloads, erasures, refusals, and how commands ended (within a
        minute of it). A page may have fewer entries than asked for, none too, and `next` is null on the last
        one; as CSV, a `Link` with `rel=next` says so.
        """
        request = Request(
            "GET",
            "/v1/audit",
            query={
                "conference": conference,
                "subject": subject,
                "from": from_,
                "to": to,
                "limit": limit,
                "cursor": cursor,
                "format": "csv",
            },
        )
        return self._text(request)

    def list_nodes(self, *, limit: int | None = None, cursor: str | None = None) -> Nodes:
        """The nodes that serve the domain, by name; some seconds old (docs/fleet.md)."""
        request = Request("GET", "/v1/nodes", query={"limit": limit, "cursor": cursor})
        return self._json(request, Nodes)

    def all_nodes(self, *, limit: int | None = None) -> Iterator[NodeLife]:
        """All pages of `list_nodes`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/nodes", query={"limit": limit})
        for page in self._pages(request, Nodes):
            yield from page.items

    def get_node(self, node: str) -> NodeLife:
        """A node, as it is now: while it drains, how many conferences are left, and whether it is `empty`."""
        request = Request("GET", "/v1/nodes/{node}", names={"node": node})
        return self._json(request, NodeLife)

    def update_node(
        self, node: str, body: NodeWish, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> NodeLife:
        """Drain a node, or let it take conferences again. New ones begin elsewhere; who is in one stays, and more
        may come into it.
        """
        request = Request(
            "PATCH",
            "/v1/nodes/{node}",
            names={"node": node},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, NodeLife)

    def remove_node(self, node: str, *, if_match: int | str | None = None, idempotency_key: str | None = None) -> None:
        """Remove a node that is empty or lost. It is there, as `removing`, until its relay has been gone for 20 s
        and all that was there has ended; what a lost one had ends at once.
        """
        request = Request(
            "DELETE",
            "/v1/nodes/{node}",
            names={"node": node},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def move_conference(
        self,
        conference: str,
        body: MoveWish,
        *,
        wait: int | None = None,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> CommandView:
        """Bring a conference with its people to another node, without a new call. There it is another meeting; who
        comes meanwhile comes there (docs/fleet.md).
        """
        request = Request(
            "POST",
            "/v1/conferences/{conference}/move",
            names={"conference": conference},
            body=body,
            wait=wait,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, CommandView)

    def open_live(self) -> LiveTicket:
        """A ticket for a WebSocket that tells what happens as it happens (docs/live.md). It opens one connection
        within 30 seconds; the connection may see what the token may, and ends with it.
        """
        request = Request("POST", "/v1/live")
        return self._json(request, LiveTicket)

    def get_events(
        self, conference: str, *, after: int | None = None, limit: int | None = None, wait: int | None = None
    ) -> Page:
        """What happened in a conference after an event that you have, in order, for 48 hours. `gap` says what of
        it cannot be told any more: take the conference itself, then ask after `seq`.
        """
        request = Request(
            "GET",
            "/v1/conferences/{conference}/events",
            names={"conference": conference},
            query={"after": after, "limit": limit, "wait": wait},
        )
        return self._json(request, Page)

    def get_domain_events(self, *, after: int | None = None, limit: int | None = None, wait: int | None = None) -> Page:
        """What happened to what is the domain's and no conference's, in order, for 48 hours: its own pictures,
        sounds and fonts (docs/assets.md). `GET /v1/assets` says how they are.
        """
        request = Request("GET", "/v1/events", query={"after": after, "limit": limit, "wait": wait})
        return self._json(request, Page)

    def list_messages(self, conference: str, *, limit: int | None = None, cursor: str | None = None) -> Messages:
        """What was written in the meeting that goes on, newest first."""
        request = Request(
            "GET",
            "/v1/conferences/{conference}/messages",
            names={"conference": conference},
            query={"limit": limit, "cursor": cursor},
        )
        return self._json(request, Messages)

    def all_messages(self, conference: str, *, limit: int | None = None) -> Iterator[Message]:
        """All pages of `list_messages`, item by item; `limit` is how many a page has."""
        request = Request(
            "GET", "/v1/conferences/{conference}/messages", names={"conference": conference}, query={"limit": limit}
        )
        for page in self._pages(request, Messages):
            yield from page.items

    def post_message(self, conference: str, body: MessageBody) -> Message:
        """Write a message to everybody in the conference: ten in ten seconds at most. The same id and text again
        are the same message.
        """
        request = Request("POST", "/v1/conferences/{conference}/messages", names={"conference": conference}, body=body)
        return self._json(request, Message)

    def delete_message(self, conference: str, message: str, *, if_match: int | str | None = None) -> None:
        """Take a message's text away, here and in the feed; that there was one stays."""
        request = Request(
            "DELETE",
            "/v1/conferences/{conference}/messages/{message}",
            names={"conference": conference, "message": message},
            if_match=if_match,
        )
        self._nothing(request)

    def get_presence(self, conference: str) -> Watchers:
        """Who follows the conference in a page (over a WebSocket), the longest first. A member's `user` may be the
        same as a `subject` here: then they are in the call, too.
        """
        request = Request("GET", "/v1/conferences/{conference}/presence", names={"conference": conference})
        return self._json(request, Watchers)

    def list_users(self, *, limit: int | None = None, cursor: str | None = None, prefix: str | None = None) -> UserList:
        """The domain's users, without those who are there by a link."""
        request = Request("GET", "/v1/users", query={"limit": limit, "cursor": cursor, "prefix": prefix})
        return self._json(request, UserList)

    def all_users(self, *, limit: int | None = None, prefix: str | None = None) -> Iterator[UserView]:
        """All pages of `list_users`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/users", query={"limit": limit, "prefix": prefix})
        for page in self._pages(request, UserList):
            yield from page.items

    def get_user(self, user: str) -> UserView:
        """A user as provisioned."""
        request = Request("GET", "/v1/users/{user}", names={"user": user})
        return self._json(request, UserView)

    def put_user(
        self, user: str, body: UserBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> UserView:
        """Make a user, or put it in the place of the one that is there. Secrets that are left out stay."""
        request = Request(
            "PUT",
            "/v1/users/{user}",
            names={"user": user},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, UserView)

    def patch_user(
        self, user: str, body: UserBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> UserView:
        """Change some fields of a user (RFC 7396); null is the field's default."""
        request = Request(
            "PATCH",
            "/v1/users/{user}",
            names={"user": user},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, UserView)

    def delete_user(self, user: str, *, if_match: int | str | None = None, idempotency_key: str | None = None) -> None:
        """Remove a user."""
        request = Request(
            "DELETE",
            "/v1/users/{user}",
            names={"user": user},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def list_rooms(self, *, limit: int | None = None, cursor: str | None = None, prefix: str | None = None) -> RoomList:
        """The domain's rooms."""
        request = Request("GET", "/v1/rooms", query={"limit": limit, "cursor": cursor, "prefix": prefix})
        return self._json(request, RoomList)

    def all_rooms(self, *, limit: int | None = None, prefix: str | None = None) -> Iterator[RoomView]:
        """All pages of `list_rooms`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/rooms", query={"limit": limit, "prefix": prefix})
        for page in self._pages(request, RoomList):
            yield from page.items

    def get_room(self, room: str) -> RoomView:
        """A room as provisioned."""
        request = Request("GET", "/v1/rooms/{room}", names={"room": room})
        return self._json(request, RoomView)

    def put_room(
        self, room: str, body: RoomBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> RoomView:
        """Make a room, or put it in the place of the one that is there. Secrets that are left out stay."""
        request = Request(
            "PUT",
            "/v1/rooms/{room}",
            names={"room": room},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, RoomView)

    def patch_room(
        self, room: str, body: RoomBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> RoomView:
        """Change some fields of a room (RFC 7396); null is the field's default."""
        request = Request(
            "PATCH",
            "/v1/rooms/{room}",
            names={"room": room},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, RoomView)

    def delete_room(self, room: str, *, if_match: int | str | None = None, idempotency_key: str | None = None) -> None:
        """Remove a room."""
        request = Request(
            "DELETE",
            "/v1/rooms/{room}",
            names={"room": room},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def list_invitees(self, room: str) -> InviteeList:
        """Who has a PIN of their own in a room."""
        request = Request("GET", "/v1/rooms/{room}/invitees", names={"room": room})
        return self._json(request, InviteeList)

    def get_invitee(self, room: str, invitee: str) -> InviteeView:
        """An invitee as provisioned."""
        request = Request("GET", "/v1/rooms/{room}/invitees/{invitee}", names={"room": room, "invitee": invitee})
        return self._json(request, InviteeView)

    def put_invitee(
        self,
        room: str,
        invitee: str,
        body: InviteeBody,
        *,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> InviteeView:
        """Make an invitee, or put it in the place of the one that is there. Secrets that are left out stay."""
        request = Request(
            "PUT",
            "/v1/rooms/{room}/invitees/{invitee}",
            names={"room": room, "invitee": invitee},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, InviteeView)

    def patch_invitee(
        self,
        room: str,
        invitee: str,
        body: InviteeBody,
        *,
        if_match: int | str | None = None,
        idempotency_key: str | None = None,
    ) -> InviteeView:
        """Change some fields of an invitee (RFC 7396); null is the field's default."""
        request = Request(
            "PATCH",
            "/v1/rooms/{room}/invitees/{invitee}",
            names={"room": room, "invitee": invitee},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, InviteeView)

    def delete_invitee(
        self, room: str, invitee: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Remove an invitee."""
        request = Request(
            "DELETE",
            "/v1/rooms/{room}/invitees/{invitee}",
            names={"room": room, "invitee": invitee},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def list_groups(
        self, *, limit: int | None = None, cursor: str | None = None, prefix: str | None = None
    ) -> UserGroupList:
        """The domain's groups."""
        request = Request("GET", "/v1/groups", query={"limit": limit, "cursor": cursor, "prefix": prefix})
        return self._json(request, UserGroupList)

    def all_groups(self, *, limit: int | None = None, prefix: str | None = None) -> Iterator[UserGroupView]:
        """All pages of `list_groups`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/groups", query={"limit": limit, "prefix": prefix})
        for page in self._pages(request, UserGroupList):
            yield from page.items

    def get_group(self, group: str) -> UserGroupView:
        """A group as provisioned."""
        request = Request("GET", "/v1/groups/{group}", names={"group": group})
        return self._json(request, UserGroupView)

    def put_group(
        self, group: str, body: UserGroupBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> UserGroupView:
        """Make a group, or put it in the place of the one that is there. Secrets that are left out stay."""
        request = Request(
            "PUT",
            "/v1/groups/{group}",
            names={"group": group},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, UserGroupView)

    def patch_group(
        self, group: str, body: UserGroupBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> UserGroupView:
        """Change some fields of a group (RFC 7396); null is the field's default."""
        request = Request(
            "PATCH",
            "/v1/groups/{group}",
            names={"group": group},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, UserGroupView)

    def delete_group(
        self, group: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Remove a group."""
        request = Request(
            "DELETE",
            "/v1/groups/{group}",
            names={"group": group},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def get_gateway(self, gateway: str) -> GatewaySetting:
        """A gateway as provisioned."""
        request = Request("GET", "/v1/gateways/{gateway}", names={"gateway": gateway})
        return self._json(request, GatewaySetting)

    def put_gateway(
        self, gateway: str, body: GatewayBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> GatewaySetting:
        """Make a gateway, or put it in the place of the one that is there. Secrets that are left out stay."""
        request = Request(
            "PUT",
            "/v1/gateways/{gateway}",
            names={"gateway": gateway},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, GatewaySetting)

    def patch_gateway(
        self, gateway: str, body: GatewayBody, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> GatewaySetting:
        """Change some fields of a gateway (RFC 7396); null is the field's default."""
        request = Request(
            "PATCH",
            "/v1/gateways/{gateway}",
            names={"gateway": gateway},
            body=body,
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, GatewaySetting)

    def delete_gateway(
        self, gateway: str, *, if_match: int | str | None = None, idempotency_key: str | None = None
    ) -> None:
        """Remove a gateway."""
        request = Request(
            "DELETE",
            "/v1/gateways/{gateway}",
            names={"gateway": gateway},
            if_match=if_match,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def list_dial_in_numbers(self) -> DialInNumbers:
        """What telephones dial."""
        request = Request("GET", "/v1/dial-in-numbers")
        return self._json(request, DialInNumbers)

    def list_entries(self, room: str, *, limit: int | None = None, cursor: str | None = None) -> EntryList:
        """The links into a room."""
        request = Request(
            "GET", "/v1/rooms/{room}/entries", names={"room": room}, query={"limit": limit, "cursor": cursor}
        )
        return self._json(request, EntryList)

    def all_entries(self, room: str, *, limit: int | None = None) -> Iterator[EntryView]:
        """All pages of `list_entries`, item by item; `limit` is how many a page has."""
        request = Request("GET", "/v1/rooms/{room}/entries", names={"room": room}, query={"limit": limit})
        for page in self._pages(request, EntryList):
            yield from page.items

    def create_entry(self, room: str, body: EntryBody, *, idempotency_key: str | None = None) -> EntryMade:
        """Make a link into a room for one person."""
        request = Request(
            "POST",
            "/v1/rooms/{room}/entries",
            names={"room": room},
            body=body,
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        return self._json(request, EntryMade)

    def revoke_entry(self, room: str, entry: str, *, idempotency_key: str | None = None) -> None:
        """Let nobody in by this link any more: its call ends, its token is dead."""
        request = Request(
            "DELETE",
            "/v1/rooms/{room}/entries/{entry}",
            names={"room": room, "entry": entry},
            idempotency_key=idempotency_key,
            is_keyed=True,
        )
        self._nothing(request)

    def redeem_entry(self, body: Redeeming) -> Entrance:
        """Come in by a link: without a token, and only so often from one address."""
        request = Request("POST", "/v1/entries/redeem", body=body)
        return self._json(request, Entrance)

    def observe(self, conference: str) -> Observation:
        """Watch the conference's picture without being in it: who is there is told that somebody watches."""
        request = Request("POST", "/v1/conferences/{conference}/observers", names={"conference": conference})
        return self._json(request, Observation)

    def list_revocations(self) -> RevocationList:
        """Tokens that are good no more."""
        request = Request("GET", "/v1/tokens/revocations")
        return self._json(request, RevocationList)

    def revoke_tokens(self, body: RevocationBody) -> Revocation:
        """Refuse a token, or what a subject was issued before a moment."""
        request = Request("POST", "/v1/tokens/revocations", body=body)
        return self._json(request, Revocation)

    def allow_tokens(self, *, jti: str | None = None, sub: str | None = None) -> None:
        """Take a revocation back."""
        request = Request("DELETE", "/v1/tokens/revocations", query={"jti": jti, "sub": sub})
        self._nothing(request)

    def get_description(self) -> bytes:
        """This API as OpenAPI 3.1."""
        request = Request("GET", "/v1/openapi.json")
        return self._bytes(request)
