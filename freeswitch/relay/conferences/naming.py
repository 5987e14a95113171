"""Who a member is and whose a conference is: FreeSWITCH is asked, for no event and no list tells."""

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.conferences.channel_questions import Brought, brought_by, domain_of, invitee_of, user_of
from freeswitch.relay.conferences.observers import is_ghost
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.switch.errors import ConnectionLost, EslError
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger

# What was not answered is asked again, first after this and then less often (seconds).
AGAIN_SECONDS = 1.0, 30.0


class Naming:
    """Puts what it hears into the room; what is not answered is asked again after a while."""

    def __init__(self, link: Link, clock: Clock) -> None:
        self._link = link
        # Rooms about which something was not answered, by uuid.
        self._open: dict[str, Room] = {}
        self._pauses = Backoffs(clock.monotonic, *AGAIN_SECONDS)

    def brought(self, event: Event) -> Brought | None:
        """What a call that joins brings along, asked before the room shows it: no row is ever without."""
        call = event.get("Unique-ID", "")
        if event.get("Action") != "add-member" or is_ghost(event) or not call:
            return None
        try:
            return brought_by(self._link.commands.api, call)
        except ConnectionLost:
            # The next pair's snapshot asks about everybody.
            return None
        except (EslError, ValueError) as problem:
            logger.warning("could not ask what a member brings along", extra={"problem": str(problem)})
            return None

    def not_answered(self, room: Room) -> None:
        """Something about the room or who is in it stays to be asked."""
        self._open[room.uuid] = room
        self._pauses.failed(room.uuid)

    def ask_again(self) -> list[Room]:
        """Ask what is due; gives the rooms of which more is known now. Who does not answer now is asked later."""
        wiser = []
        for room in [one for one in self._open.values() if one.ended or self._pauses.may_try(one.uuid)]:
            del self._open[room.uuid]
            if room.ended:
                self._pauses.succeeded(room.uuid)
                continue
            before = room.domain, dict(room.members)
            for call in tuple(room.members):
                self.user(room, call)
                if room.uuid in self._open:
                    # The others of this room would take as long.
                    break
            else:
                self.domain(room)
            if room.uuid not in self._open:
                self._pauses.succeeded(room.uuid)
            if before != (room.domain, room.members):
                room.revision += 1
                wiser.append(room)
        return wiser

    def user(self, room: Room, call: str) -> None:
        """Who a member is: the user as FreeSWITCH authenticated them, or the invitee whose PIN was shown."""
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
            self.not_answered(room)
            return
        if user or invitee:
            room.change_member(msgspec.structs.replace(member, user=user, invitee=invitee))

    def domain(self, room: Room) -> None:
        """Without a domain nobody's token would cover the conference, and no snapshot shows it."""
        silent = False
        # Of one into which nobody has come yet, the first who comes tells it.
        room.domain_open = room.domain is None
        for call in room.members:
            if room.domain is not None:
                return
            try:
                room.is_of(domain_of(self._link.commands.api, room.name, call))
            except ConnectionLost:
                # The next pair's snapshot asks.
                return
            except (EslError, ValueError) as problem:
                # Another member's channel tells it, too; and no conference waits for this one.
                logger.warning("could not ask which domain a conference belongs to", extra={"problem": str(problem)})
                silent = True
        if silent and room.domain is None:
            self.not_answered(room)
        elif room.members:
            room.domain_open = False
