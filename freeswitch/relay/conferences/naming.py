"""Who a member is and whose a conference is: FreeSWITCH is asked, for no event and no list tells."""

import msgspec

from freeswitch.relay.conferences.channel_questions import Brought, brought_by, domain_of, invitee_of, user_of
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.logs import logger
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.switch.link import Link


class Naming:
    """Puts what it hears into the room; what is not answered is asked with the next snapshot."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def brought(self, event: Event) -> Brought | None:
        """What a call that joins brings along, asked before the room shows it: no row is ever without."""
        call = event.get("Unique-ID", "")
        if event.get("Action") != "add-member" or event.get("Member-Ghost") == "true" or not call:
            return None
        try:
            return brought_by(self._link.commands.api, call)
        except ConnectionLost:
            # The next pair's snapshot asks about everybody.
            return None
        except (EslError, ValueError) as problem:
            logger.warning("could not ask what a member brings along", extra={"problem": str(problem)})
            return None

    def user(self, room: Room, call: str) -> None:
        member = room.members.get(call)
        if member is None or member.user is not None:
            return
        ask = self._link.commands.api
        try:
            user = user_of(ask, call)
            invitee = None if user else invitee_of(ask, call)
        except ConnectionLost:
            # The next pair's snapshot asks about everybody.
            return
        except (EslError, ValueError) as problem:
            logger.warning("could not ask who a member is", extra={"problem": str(problem)})
            return
        if user or invitee:
            room.members[call] = msgspec.structs.replace(member, user=user, invitee=invitee)

    def domain(self, room: Room) -> None:
        """Without a domain nobody's token would cover the conference, and no snapshot shows it."""
        for call in room.members:
            if room.domain is not None:
                return
            try:
                room.domain = domain_of(self._link.commands.api, room.name, call)
            except (EslError, ValueError) as problem:
                # Another member's channel tells it, too; and no conference waits for this one.
                logger.warning("could not ask which domain a conference belongs to", extra={"problem": str(problem)})
