"""Who is moved with their conference comes in as who they were: past its hours, its lobby and its lock."""

from functions.dialplan.actions import SILENCE, clear_variables, elsewhere_actions, vouched
from functions.dialplan.entering import Closed, Outcome
from functions.dialplan.ringing import Action
from functions.shared.encoders import dial_strings
from functions.shared.encoders.going_along import WENT_ALONG, as_variable
from functions.shared.grammars.names import printable
from functions.shared.lookups.calls import Call
from functions.shared.rooms.observing import NO_KEYS
from functions.shared.rooms.waiting import ADMITTED_TO, MUSIC_GOES_ON, awaited
from functions.shared.tables.claims import find_claim
from functions.shared.tables.fleet.crossings import Moved
from functions.shared.tables.known.identities import Asker


def enter_moved(call: Call, moved: Moved, asker: Asker) -> Outcome:
    """Let a call in that the conference's former node has sent, if it was moved to this one. One table call."""
    if not asker.serves(call.domain):
        return f"this node does not serve {call.domain or 'no domain'}"
    name = awaited(moved.conference)
    claim = find_claim(name)
    if claim is None or claim.node != asker.node or not claim.moved or not claim.is_held(call.at.timestamp()):
        return Closed(f"{name} is not on this node", elsewhere_actions(call))
    return vouched(call, moved_actions(call, moved))


def moved_actions(call: Call, moved: Moved) -> list[Action]:
    """Answer and join, without a sound and with what they had.

    Raises:
        UnsafeWord: something of it may not stand in a dial string.
    """
    settings = {
        # The door is looked at where somebody comes, not where they go on.
        "conference_enforce_security": "false",
        "conference_enter_sound": SILENCE,
        "conference_member_flags": "|".join(dial_strings.word("flag", flag) for flag in moved.flags),
        "conference_join_volume_in": str(moved.volume_in) if moved.volume_in else "",
        "conference_join_volume_out": str(moved.volume_out) if moved.volume_out else "",
        "video_reservation_id": moved.slot,
        "video_role_id": moved.role,
        "video_banner_text": printable(moved.banner),
        MUSIC_GOES_ON: "true" if moved.waits else "",
        ADMITTED_TO: moved.admitted_to,
        WENT_ALONG: as_variable(moved.along),
        **({"conference_controls": NO_KEYS, "conference_exit_sound": SILENCE} if moved.watches else {}),
    }
    shown = {"caller_id_name": printable(call.name), "caller_id_number": call.shown if moved.watches else ""}
    return [
        clear_variables(call),
        *(("set", dial_strings.assignment(name, value)) for name, value in settings.items() if value),
        *(("set_profile_var", dial_strings.assignment(name, value)) for name, value in shown.items() if value),
        ("answer", ""),
        ("conference", dial_strings.join(moved.conference, moved.profile, moved.apart)),
    ]
