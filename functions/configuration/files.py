"""Which file of FreeSWITCH's configuration is a room's, and what stands in it: one table call each."""

from collections.abc import Mapping

from functions.configuration.profiles import CONTROLS, profile_of, room_of, waiting_profile_of
from functions.shared.encoders import xml_curl
from functions.shared.encoders.dial_strings import WORD
from functions.shared.rooms.waiting import PROFILE, awaited, is_waiting_room
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.provisioned.rendered import find_layouts
from functions.shared.tables.provisioned.rooms import find_room_of

CONFERENCES = "conference.conf"


def content_of(fields: Mapping[str, str], asker: Asker) -> str:
    """Return the content of the file that is asked for; empty where it is the node's own, or another domain's."""
    file = fields.get("key_value", "")
    return _conference(fields, asker) if file == CONFERENCES else _layouts(file, asker)


def _conference(fields: Mapping[str, str], asker: Asker) -> str:
    asks_controls = fields.get("Action") == "request-controls"
    name = fields.get("Conf-Name" if asks_controls else "conference_name", "")
    wanted = fields.get("Conf-Profile" if asks_controls else "profile_name", "")
    if not WORD.fullmatch(name):
        return ""
    waits = is_waiting_room(name)
    room = find_room_of(awaited(name))
    # Without the profile that it asked for FreeSWITCH would begin a conference with no picture and no limits.
    if room is None or (PROFILE if waits else room.profile) != wanted or not asker.serves(room.domain):
        return ""
    if asks_controls:
        group = fields.get("Controls", "")
        return xml_curl.caller_controls(group, CONTROLS[group]) if group in CONTROLS else ""
    profile = waiting_profile_of(room) if waits else profile_of(room)
    return xml_curl.profile(wanted, profile.params, profile.from_node)


def _layouts(file: str, asker: Asker) -> str:
    room = room_of(file)
    if room is None or not WORD.fullmatch(room):
        return ""
    found = find_layouts(room)
    return found.content if found is not None and asker.serves(found.domain) else ""
