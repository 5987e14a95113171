"""Watching a conference without being in it: a user for one call, who is an observer wherever the call arrives."""

import secrets
import time

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from functions.rooms.entries.addresses import sip_address
from functions.rooms.entries.ice import ice_servers
from functions.rooms.entries.standing import refuse_kept_out
from functions.rooms.room_rows import name_in
from functions.shared.api.auditing import entry_of
from functions.shared.api.problems import Problem, unavailable
from functions.shared.api.tokens import Grant, no_conference
from functions.shared.entries.secrets_of_entries import PASSWORD_BYTES, user_of
from functions.shared.entries.shapes import Observation
from functions.shared.grammars.moments import rfc3339
from functions.shared.grammars.names import one_line
from functions.shared.live.viewers import viewer_of
from functions.shared.observers.right import person_of
from functions.shared.provisioning.documents import a1_hash
from functions.shared.rooms import observing
from functions.shared.settings import EntrySettings, read
from functions.shared.tables.claims import find_claim
from functions.shared.tables.conferences.kept_out import observers_of
from functions.shared.tables.history.audit import new_entry
from functions.shared.tables.live.observing import Observing, new_observing
from functions.shared.tables.own_rows import find_own_room
from functions.shared.tables.provisioned.documents import Written, encode
from functions.shared.tables.provisioned.domain_items import EnteringBy, User
from functions.shared.tables.provisioned.rooms import Room
from functions.shared.tables.provisioned.users import UsersItem, user_key
from functions.shared.tables.transactions import Put, write_together

NOWHERE = "this installation has no SIP server for browsers: it needs SIP_WEBSOCKET_URL"

settings = read(EntrySettings)


async def observe(request: Request, grant: Grant) -> Response:
    """Answer with all that a browser needs to watch; nothing of it can be had a second time.

    Raises:
        Problem: 404 where no such conference goes on; 409 where its room lets nobody watch, or enough do; 403 for whom
            a host keeps out of it.
    """
    now, conference = time.time(), str(request.path_params["conference"])
    person = _person(grant)
    room = _watchable(conference, grant)
    user, password = user_of(secrets.token_hex(16)), secrets.token_urlsafe(PASSWORD_BYTES)
    until = int(min(grant.ends, now + observing.LONGEST))
    entering = EnteringBy(
        room=room.name, not_after=int(now) + observing.TO_COME, made=int(now * 1000), observes_until=until
    )
    document = User(
        id=user,
        a1_hash=a1_hash(user, grant.domain, password),
        name=one_line(grant.name or grant.sub),
        entry=entering,
    )
    item = UsersItem.of(grant.domain, user_key(user), encode(document))
    item.written = str(Written().next(now, by_api=True))
    let = Observing(user=user, viewer=viewer_of(grant), conference=conference, person=person, until=until)
    audited = new_entry(entry_of(request, grant, "done"))
    if write_together([Put(item, UsersItem.key.does_not_exist()), new_observing(let), audited]):
        raise unavailable("what was made is there already; ask again")
    answer = Observation(
        user=user,
        password=password,
        domain=grant.domain,
        address=sip_address(grant.domain, lambda: find_claim(conference), now),
        number=room.number or name_in(grant.domain, room.name),
        ice_servers=ice_servers(settings, user, now=now, until=until),
        conference=conference,
        call_before=rfc3339(entering.not_after),
        until=rfc3339(until),
    )
    return Response(msgspec.json.encode(answer), 201, media_type="application/json")


def _person(grant: Grant) -> str:
    """The user of the directory whom the token names, or nothing; a disabled one watches as little as they call."""
    user = person_of(grant.sub, grant.domain)
    if user is not None and not user.enabled:
        raise Problem("missing_ability", f"the user {user.id} is disabled")
    return "" if user is None else user.id


def _watchable(conference: str, grant: Grant) -> Room:
    room = find_own_room(conference, grant.domain)
    watching = None if room is None else observers_of(conference)
    if room is None or watching is None:
        raise no_conference(conference)
    refuse_kept_out(grant, room)
    if not room.observers:
        raise Problem("not_observable", f"the room {name_in(grant.domain, room.name)!r} lets nobody watch: `observers`")
    if not settings.sip_server:
        raise Problem("wrong_state", NOWHERE)
    if watching >= observing.MOST_OBSERVERS:
        raise Problem("wrong_state", f"{watching} watch it already, and {observing.MOST_OBSERVERS} are the most")
    return room
