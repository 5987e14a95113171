"""Who may do what: the one table of abilities. Whoever checks one, and the description of the API, reads it here.

Every entry names abilities of which a token needs one. `admin` includes all but `operate`; what a token says beyond
these words counts for nothing. docs/rights.md shows the same table: `python -m infra.generated.rights_table`.
"""

from collections.abc import Collection, Mapping
from typing import Final, Literal, get_args

# Of a domain, but for the last one: of the installation.
Ability = Literal["view", "control", "record", "stream", "call", "chat", "host", "observe", "admin", "operate"]
ABILITIES: Final[tuple[str, ...]] = get_args(Ability)
Needs = tuple[Ability, ...]

MEANINGS: Final[Mapping[str, str]] = {
    "view": "see what happens: conferences, members, picture, recordings, messages, events",
    "control": "change a conference and its members in every way that has no ability of its own",
    "record": "record, and erase recordings",
    "stream": "stream to other services",
    "call": "call people into a conference",
    "chat": "take part from a page: write messages, raise and lower one's own hand",
    "host": "what a meeting's host needs: mute, ask to unmute, rename, banners, hand the floor, call a user of the "
    "domain in, let in who waits, remove people, lock, end; links into its room",
    "observe": "watch a conference's picture without being in it, where its room permits it; who is there is told",
    "admin": "all of these in the domain; its users, rooms, groups, gateways, layouts, webhooks, audit, past meetings",
    "operate": "what is the installation's and no domain's: nodes; fonts of a domain, with `admin` of it",
}

# Whatever a valid token says.
ANY: Final[Needs] = ()
_VIEW: Final[Needs] = ("view",)
_CONTROL: Final[Needs] = ("control",)
_HOST: Final[Needs] = ("control", "host")

# A call through a gateway costs money; a user of the domain is called for nothing.
THROUGH_A_GATEWAY: Final[Needs] = ("call",)

# A font is read by FreeSWITCH itself, with whatever is wrong in it: besides what an operation needs.
OF_FONTS: Final[Needs] = ("operate",)

# A hand: one's own, and another's.
OWN_HAND: Final[Needs] = ("chat", "control", "host")
OTHERS_HAND: Final[Needs] = _HOST

# What a command needs, however it is asked for: by its own path, a field of a PATCH, `/commands` or a scene.
COMMANDS: Final[Mapping[str, Needs]] = {
    **dict.fromkeys(
        (
            "rename", "mute", "mute_video", "mute_all", "ask_to_unmute", "set_host", "keep_out", "let_in",
            "set_banner", "clear_banner", "set_floor", "set_video_floor",
            "clear_video_floor", "lock", "kick", "hang_up", "hang_up_all", "end_conference", "admit", "refuse",
        ),
        _HOST,
    ),
    **dict.fromkeys(
        (
            "deafen", "hold", "set_volume", "set_energy_level", "set_gain", "set_slot", "set_role",
            "set_mute_image", "set_logo", "turn_picture", "filter_picture",
            "set_max_members", "set_variable", "set_layout", "set_layout_group", "set_video_size", "set_video_rate",
            "set_background", "set_foreground", "set_music", "send_dtmf", "relate", "transfer", "clear_slots", "play",
            "stop_playing", "seek", "say", "take_still", "resume_rules",
        ),
        _CONTROL,
    ),
    "dial": ("call", "host"),
    **dict.fromkeys(("start_recording", "stop_recording", "pause_recording", "resume_recording"), ("record",)),
    **dict.fromkeys(("start_stream", "stop_stream"), ("stream",)),
    "move_conference": ("operate",),
}  # fmt: skip

# What an operation of the API needs before anything is looked up. What makes commands needs what they need as well.
OPERATIONS: Final[Mapping[str, Needs]] = {
    **dict.fromkeys(
        (
            "list_conferences", "get_conference", "list_members", "get_member", "get_canvas", "draw_canvas",
            "get_still", "get_still_picture", "get_stage", "list_scenes", "get_scene",
            "get_cues", "list_layouts", "draw_layout", "get_layout",
            "list_assets", "get_asset",
            "list_layout_groups", "get_layout_group", "list_recordings", "get_recording", "get_recording_file",
            "list_streams", "get_stream", "open_live", "get_events", "list_messages", "get_presence",
        ),
        _VIEW,
    ),
    **dict.fromkeys(
        (
            "update_conference", "remove_member", "hang_up_all", "mute_all", "ask_to_unmute", "let_in",
            "end_conference", "list_waiting", "admit_waiting", "refuse_waiting",
        ),
        _HOST,
    ),
    # By each field: whoever may only raise their own hand may ask.
    "update_member": OWN_HAND,
    "post_message": ("chat",),
    "delete_message": ("host",),
    **dict.fromkeys(
        (
            "clear_slots", "take_still", "put_stage", "patch_stage", "delete_stage", "play", "say", "stop_playing",
            "resume_rules", "undo_stage", "put_scene", "delete_scene", "show_scene", "put_cues", "delete_cues",
            "next_cue", "previous_cue",
        ),
        _CONTROL,
    ),
    "make_call": ("call", "host"),
    "list_gateways": ("call",),
    **dict.fromkeys(("start_recording", "change_recording", "stop_recording"), ("record",)),
    **dict.fromkeys(("start_stream", "stop_stream"), ("stream",)),
    **dict.fromkeys(
        (
            "put_asset", "check_asset", "delete_asset",
            "put_layout", "delete_layout", "put_layout_group", "delete_layout_group", "get_audit", "list_webhooks",
            "get_webhook", "put_webhook", "delete_webhook", "rotate_webhook_secret", "list_deliveries", "get_delivery",
            "redeliver", "test_webhook", "list_meetings", "get_meeting", "get_meeting_table",
            "list_meeting_messages", "get_meeting_messages_table",
            "get_domain_events",
            "list_users", "get_user", "put_user", "patch_user", "delete_user",
            "list_rooms", "get_room", "put_room", "patch_room", "delete_room",
            "list_invitees", "get_invitee", "put_invitee", "patch_invitee", "delete_invitee",
            "list_groups", "get_group", "put_group", "patch_group", "delete_group",
            "get_gateway", "put_gateway", "patch_gateway", "delete_gateway", "list_dial_in_numbers",
            "list_revocations", "revoke_tokens", "allow_tokens",
        ),
        ("admin",),
    ),
    # Of the nodes that serve the token's domain.
    **dict.fromkeys(("list_nodes", "get_node", "update_node", "remove_node", "move_conference"), ("operate",)),
    # A host's, of the rooms whose conferences the token covers.
    **dict.fromkeys(("list_entries", "create_entry", "revoke_entry"), ("host",)),
    "observe": ("observe",),
    # Whoever has a link has no token yet.
    "redeem_entry": ANY,
    # By the kind of each command; who made a command may look at it.
    **dict.fromkeys(("run_command", "run_scene", "get_command", "get_description"), ANY),
}  # fmt: skip

# Fields of a body that become no command, or need more than theirs.
FIELDS: Final[Mapping[str, Mapping[str, Needs]]] = {
    "update_member": {"hand": OWN_HAND},
    "make_call": {"gateway": THROUGH_A_GATEWAY, "number": THROUGH_A_GATEWAY},
}

# What a client may say over its WebSocket, which `open_live` has opened.
FRAMES: Final[Mapping[str, Needs]] = {
    **dict.fromkeys(("subscribe", "unsubscribe"), _VIEW),
    "ping": ANY,
    "say": ("chat",),
    "hand": OWN_HAND,
    # Also of who is told.
    "moving": _CONTROL,
}

# Events that need more than `view`; to others they are told as `hidden`.
EVENTS: Final[Mapping[str, Needs]] = {
    "command.finished": ("control", "record", "stream", "call", "host"),
    **dict.fromkeys(("waiting.joined", "waiting.admitted", "waiting.refused", "waiting.left"), _HOST),
    # What happens in the domain itself.
    **dict.fromkeys(("asset.ready", "asset.failed", "asset.placed", "asset.removed"), ("admin",)),
    # The installation's, told in the domains that the node serves.
    **dict.fromkeys(("node.changed", "node.removed"), ("operate",)),
}


def may(can: Collection[str], needs: Needs) -> bool:
    """Whether these abilities are enough."""
    return not needs or any(one in can or (one != "operate" and "admin" in can) for one in needs)


def worded(needs: Needs) -> str:
    """The abilities in a sentence."""
    return " or ".join(map(repr, needs))
