"""How somebody enters a room who only watches it: in no layout, in no count, without a voice."""

from functions.dialplan.actions import BROWSER_TIME_OUT, SILENCE, clear_variables
from functions.dialplan.ringing import Action
from functions.shared.encoders import dial_strings
from functions.shared.grammars.names import printable
from functions.shared.lookups.calls import Call
from functions.shared.rooms.observing import FLAGS, NO_KEYS, number_of
from functions.shared.tables.provisioned.domain_items import EnteringBy
from functions.shared.tables.provisioned.rooms import Room


def observer_actions(call: Call, room: Room, entry: EnteringBy) -> list[Action]:
    """Answer and watch, past the lobby and the lock: whom a room lets watch it, nobody lets in."""
    seconds = int(entry.observes_until - call.at.timestamp())
    settings = {
        "conference_enforce_security": "false",
        "conference_enter_sound": SILENCE,
        "conference_exit_sound": SILENCE,
        "conference_controls": NO_KEYS,
    }
    shown = {"caller_id_name": printable(call.name), "caller_id_number": number_of(call.user.partition("@")[0])}
    return [
        clear_variables(call),
        *(("set", dial_strings.assignment(name, value)) for name, value in settings.items()),
        *(("set_profile_var", dial_strings.assignment(name, value)) for name, value in shown.items() if value),
        *([BROWSER_TIME_OUT] if call.browser else []),
        ("sched_hangup", dial_strings.hang_up_after(seconds)),
        ("answer", ""),
        ("conference", dial_strings.join(room.conference, room.profile, FLAGS)),
    ]
