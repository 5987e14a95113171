"""`POST /configuration`: a room's profile, caller controls and layouts; all other files are the node's own.

FreeSWITCH holds its conference control still while it asks for the layouts: one table call, and an answer that was
rendered when a layout changed.
"""

from collections.abc import Mapping

from starlette.responses import Response

from functions.configuration.profiles import CONTROLS, profile_of, room_of
from functions.shared import xml_curl
from functions.shared.dial_strings import WORD
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.handlers.lookups import decline, lookup_app, xml
from functions.shared.tables.rooms import RoomsItem, find_layouts, find_room_of

CONFERENCES = "conference.conf"


async def configuration(fields: Mapping[str, str]) -> Response:
    file = fields.get("key_value", "")
    content = _conference(fields) if file == CONFERENCES else _layouts(file)
    return xml("configuration", xml_curl.configuration(file, content)) if content else decline()


def _conference(fields: Mapping[str, str]) -> str:
    asks_controls = fields.get("Action") == "request-controls"
    name = fields.get("Conf-Name" if asks_controls else "conference_name", "")
    wanted = fields.get("Conf-Profile" if asks_controls else "profile_name", "")
    if not WORD.fullmatch(name):
        return ""
    room = find_room_of(name)
    # Without the profile that it asked for FreeSWITCH would begin a conference with no picture and no limits.
    if room is None or room.profile != wanted:
        return ""
    if asks_controls:
        group = fields.get("Controls", "")
        return xml_curl.caller_controls(group, CONTROLS[group]) if group in CONTROLS else ""
    profile = profile_of(room)
    return xml_curl.profile(wanted, profile.params, profile.from_node)


def _layouts(file: str) -> str:
    room = room_of(file)
    if room is None or not WORD.fullmatch(room):
        return ""
    found = find_layouts(room)
    return found.content if found is not None else ""


app = lookup_app("/configuration", configuration, [RoomsItem])
handler = lambda_handler(app)
