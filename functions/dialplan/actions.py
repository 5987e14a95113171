"""What FreeSWITCH does for a target: the few applications that a dialplan of ours may run."""

from msgspec.structs import replace

from functions.dialplan.ringing import Action
from functions.shared.encoders import dial_strings
from functions.shared.encoders.between_nodes import (
    ENDS_LIKE_IT,
    GONE_BRIDGE,
    GONE_CAUSES,
    GONE_SINCE,
    HOLDS_ON,
    NOTE_HEADER,
    OWN_HEADERS_ONLY,
)
from functions.shared.encoders.dial_strings import CALLED_USER, DEAF_AFTER_HOLD
from functions.shared.encoders.going_along import WENT_ALONG
from functions.shared.grammars.media import PROMPTS
from functions.shared.grammars.names import printable
from functions.shared.lookups.calls import SCREEN, Call
from functions.shared.rooms.waiting import (
    ADMITTED_TO,
    FLAGS,
    HEADER,
    MUSIC_GOES_ON,
    Entrance,
    Who,
    entrance,
)
from functions.shared.rooms.waiting import PROMPT as WAITING_PROMPT
from functions.shared.rooms.windows import PROMPT
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX
from functions.shared.tables.provisioned.rooms import Room, Seat
from functions.shared.tables.provisioned.routes import ToDialIn, ToHangUp, ToPrompt, ToRoom, flags_for

# Tells a page that the answered call waits.
ANSWER_HEADER = f"sip_rh_{HEADER}"
# In place of a sound that is not to be heard.
SILENCE = "silence_stream://1"

# Every variable with which a channel changes its rights or its place in a conference (mod_conference.c:1964-2225,
# conference_member.c:782-995), or tells the relay whose conference it is (conference_call_key), who it is, or whose PIN
# was shown (dial_in_invitee). A caller's client can set some of them, so none survives from before.
CONFERENCE_VARIABLES = (
    "conference_auto_record", "conference_auto_outcall_flags", "conference_call_key", "conference_controls",
    "conference_enforce_security", "conference_endconference_grace_time", "conference_enter_sound",
    "conference_exit_sound", "conference_flags",
    "conference_force_canvas_size", "conference_force_channels", "conference_force_interval", "conference_force_rate",
    "conference_join_energy_level", "conference_join_volume_in", "conference_join_volume_out",
    "conference_max_members", "conference_member_flags", "conference_moderator_pin", "conference_moh_sound",
    "conference_permanent_wait_mod_moh", "conference_perpetual_sound", "conference_pin", "conference_position",
    "conference_silent_entry", "dial_in_invitee", "dial_in_tones", "hangup_after_conference", "outcall_flags",
    "rtp_video_max_bandwidth_in", "rtp_video_max_bandwidth_out", "supplied_pin", "video_avatar_png",
    "video_banner_text", "video_codec_group",
    "video_initial_canvas", "video_initial_watching_canvas", "video_logo_path", "video_mute_banner", "video_mute_png",
    "video_no_video_avatar_png", "video_reservation_id", "video_role_id", "video_second_screen",
    "video_use_dedicated_encoder", ADMITTED_TO, ANSWER_HEADER, CALLED_USER, DEAF_AFTER_HOLD,
    WENT_ALONG,
)  # fmt: skip

# Variables of a channel that run something later, let a peer steer the call, or are an earlier route's; and the note
# with which a call came from another node, which nobody else is to see.
EXECUTING_VARIABLES = (
    "call_timeout", "continue_on_fail", "failure_causes", "transfer_on_fail", "api_hangup_hook",
    "api_reporting_hook", "execute_on_answer", "execute_on_media", "execute_on_originate", "execute_on_pre_answer",
    "execute_on_ring", "session_in_hangup_hook", "sip_reason", "transfer_after_bridge", NOTE_HEADER, GONE_SINCE,
    GONE_BRIDGE,
)  # fmt: skip

# As `turned_away` of the commands, which a look-up does not load.
KEPT_OUT_CAUSE = "CALL_REJECTED"
# 503 before any answer (mod_sofia.c:325): whoever stands before the nodes tries the next one (RFC 3263, 4.3).
ELSEWHERE_CAUSE = "NORMAL_TEMPORARY_FAILURE"

# A browser sends STUN checks even on hold and while it only listens, so silence on the wire means that it is gone. A
# telephone sends nothing then, and FreeSWITCH forgets its longer hold time at the re-INVITE (switch_core_media.c:2747).
BROWSER_TIME_OUT = ("set", dial_strings.from_node("media_timeout_audio", "browser_media_timeout"))


def room_actions(call: Call, target: ToRoom, room: Room) -> list[Action]:
    """Answer and join, or wait; every variable that counts is written here or taken away."""
    seat = room.seats.get(call.user, Seat()) if call.user else Seat()
    who = Who(call.user, moderator=target.moderator or seat.moderator, by_entry=call.user.startswith(ENTRY_PREFIX))
    if call.screen:
        # The place, the banner and the rights are those of the person, who is in the room beside it.
        target, seat = replace(target, moderator=False, slot="", banner=""), Seat()
    moderator = target.moderator or seat.moderator
    flags = [*flags_for(room.flags, moderator=moderator), *flags_for(target.flags, moderator=moderator)]
    flags += ["moderator"] if moderator else []
    # A screen has no voice and hears nobody.
    flags += ["mute", "deaf"] if call.screen else []
    there = entrance(room, who)
    settings = {
        "conference_enforce_security": "true",
        "conference_member_flags": "|".join(dict.fromkeys(flags)),
        "conference_max_members": str(room.max_members) if room.max_members and not there.waits else "",
        "video_reservation_id": target.slot or seat.slot,
        "video_banner_text": printable(target.banner or seat.banner),
        "video_role_id": SCREEN if call.screen else "",
        **({"conference_enter_sound": SILENCE, "conference_exit_sound": SILENCE} if call.screen else {}),
        **(_waiting(there) if there.waits else {}),
    }
    given = [("set", dial_strings.assignment(name, value)) for name, value in settings.items() if value]
    name = printable(f"{call.name} – {SCREEN}" if call.screen and call.name else call.name)
    named = [("set_profile_var", dial_strings.assignment("caller_id_name", name))] if name else []
    return [
        clear_variables(call),
        *given,
        *named,
        *([BROWSER_TIME_OUT] if call.browser else []),
        ("answer", ""),
        # It listens to the sound as it was agreed upon, so not before.
        *([("start_dtmf", "")] if target.tones else []),
        *([("playback", PROMPTS[WAITING_PROMPT])] if there.waits else []),
        ("conference", dial_strings.join(there.conference, there.profile, FLAGS if there.waits else ())),
    ]


def _waiting(there: Entrance) -> dict[str, str]:
    """What a call carries while it waits; its flags, seat and banner are for when it is let in."""
    return {MUSIC_GOES_ON: "true", ADMITTED_TO: there.admitted_to, ANSWER_HEADER: "true"}


def closed_actions(call: Call) -> list[Action]:
    """Answer, say that the room is not open, and hang up; the header tells a page what the ear was told."""
    told = dial_strings.assignment("sip_bye_h_X-Ended", PROMPT)
    return [("set", told), *target_actions(call, ToPrompt(prompt=PROMPT))]


def kept_out_actions(call: Call) -> list[Action]:
    """Hang up as the relay does with whoever comes in past everything else."""
    return [clear_variables(call), ("hangup", KEPT_OUT_CAUSE)]


def elsewhere_actions(call: Call) -> list[Action]:
    """Refuse a call whose conference another node has, or is to have."""
    return [clear_variables(call), ("hangup", ELSEWHERE_CAUSE)]


def crossing_actions(call: Call, bridge: str) -> list[Action]:
    """Bring a call to the node that has its conference. When that ends the call, it has ended; when that node is gone,
    the call comes to the dialplan anew, as often as `waits_for_node` says.
    """
    return [
        clear_variables(call),
        ("set", OWN_HEADERS_ONLY),
        ("set", dial_strings.assignment("hangup_after_bridge", "false")),
        *([BROWSER_TIME_OUT] if call.browser else []),
        *(_holding_on(call) if call.gone_since is not None else _first_try()),
        ("bridge", bridge),
        # Before the next `bridge`, which has a disposition of its own.
        *(
            [("set", dial_strings.from_node(GONE_BRIDGE, "originate_disposition"))]
            if call.gone_since is not None
            else []
        ),
        ("set", dial_strings.assignment("continue_on_fail", GONE_CAUSES)),
        ("bridge", ENDS_LIKE_IT),
        *([] if call.gone_since is not None else [("set", dial_strings.assignment(GONE_SINCE, "0"))]),
        ("transfer", dial_strings.transfer(call.number, call.context)),
    ]


def waiting_actions(call: Call) -> list[Action]:
    """Keep a caller whose node is gone while no other one has the conference, and ask anew."""
    again = ("transfer", dial_strings.transfer(call.number, call.context))
    return [clear_variables(call), *([BROWSER_TIME_OUT] if call.browser else []), *_holding_on(call), again]


def _first_try() -> list[Action]:
    """Nobody has answered yet: where that node does not, whoever stands before the nodes hears of it."""
    return [("set", dial_strings.assignment("continue_on_fail", "false"))]


def _holding_on(call: Call) -> list[Action]:
    since = call.gone_since or call.at.timestamp()
    return [
        ("set", dial_strings.assignment(GONE_SINCE, str(int(since)))),
        ("set", dial_strings.assignment("continue_on_fail", "true")),
        *([] if call.moved_on else [("playback", HOLDS_ON)]),
    ]


def vouched(call: Call, actions: list[Action]) -> list[Action]:
    """The same for a call that another node vouches for: who it is does not stand in the call itself."""
    known = {CALLED_USER: call.user, "dial_in_invitee": printable(call.invitee)}
    cleared, *rest = actions
    return [cleared, *(("set", dial_strings.assignment(name, value)) for name, value in known.items() if value), *rest]


def clear_variables(call: Call) -> Action:
    """Take away every variable that came with the channel and counts in a conference."""
    return "multiunset", " ".join((*CONFERENCE_VARIABLES, *EXECUTING_VARIABLES, *call.conference_variables))


def target_actions(call: Call, target: ToDialIn | ToPrompt | ToHangUp) -> list[Action]:
    """Return the actions of a target that needs no further look-up.

    Raises:
        UnsafeWord: something of the route or the call may not stand in a dial string.
    """
    match target:
        case ToDialIn():
            return [
                clear_variables(call),
                # The script answers, and listens for tones where the trunk offers no telephone events, or is told to.
                ("set", dial_strings.assignment("sensitive_dtmf", "true")),
                *([("set", dial_strings.assignment("dial_in_tones", "true"))] if target.tones else []),
                ("lua", dial_strings.dial_in_script(target.language)),
                ("hangup", "NORMAL_CLEARING"),
            ]
        case ToPrompt():
            played = ("playback", PROMPTS[target.prompt])
            return [clear_variables(call), ("answer", ""), played, ("hangup", "NORMAL_CLEARING")]
        case ToHangUp():
            # What runs at a hang-up or an answer must be gone here, too.
            return [clear_variables(call), ("hangup", dial_strings.cause(target.cause))]
