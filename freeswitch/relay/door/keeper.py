"""Opens doors: looks whenever somebody waits, and lets in who may come in now."""

from collections import OrderedDict
from collections.abc import Callable

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.execution import Execution
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.door.opening import Door, moderators_key, to_admit, unasked
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import UNEXPECTED, spawn, tell
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.event_values import Event
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import NAME, UUID, word
from functions.shared.commands.muting import MuteVideo
from functions.shared.commands.waiting import Admit
from functions.shared.feed.door_events import Decided
from functions.shared.layouts.conference_profile import ADMIT_EVERYBODY
from functions.shared.rooms.waiting import ADMITTED_TO, awaited, is_waiting_room, waiting_room_of

TURN_SECONDS = 0.1
STEP_SECONDS = 10.0
# A conference may be locked or full for a while: who waits for it goes on waiting.
PAUSES = 1.0, 15.0
MOST_WAITED = 5000
FLAGS_VARIABLE = "conference_member_flags"


class Doorkeeper:
    """The relay's hand on the doors. What it knows it can ask again, so nothing of it outlives the relay."""

    def __init__(
        self,
        rooms: Rooms,
        execution: Execution,
        link: Link,
        *,
        decide: Callable[[str, Decided], None],
        clock: Clock,
        metrics: Metrics,
    ) -> None:
        """`decide` hears why somebody is let in, before they are."""
        self._rooms = rooms
        self._execution = execution
        self._link = link
        self._decide = decide
        self._clock = clock
        self._metrics = metrics
        self._doors: dict[str, Door] = {}
        # Calls that wait, or have waited a moment ago; the oldest are forgotten.
        self._waited: OrderedDict[str, None] = OrderedDict()
        self._pauses = Backoffs(clock.monotonic, *PAUSES)

    def take(self, event: Event) -> None:
        """A moderator's key lets in everybody who waits at that moment; who comes in is seen from then on."""
        room = self._rooms.get(event.get("Conference-Unique-ID", ""))
        if room is not None and event.get("Action") == "add-member":
            self._came(room, event.get("Unique-ID", ""))
        if room is None or moderators_key(event, room) != ADMIT_EVERYBODY:
            return
        waiting = self._rooms.named(waiting_room_of(room.name))
        if waiting is not None:
            self._door(waiting).opened_to |= dict.fromkeys(waiting.members, event.get("Unique-ID", ""))
            for call in waiting.members:
                self._pauses.succeeded(call)

    def _came(self, room: Room, call: str) -> None:
        if is_waiting_room(room.name):
            self._waited[call] = None
            if len(self._waited) > MOST_WAITED:
                self._waited.popitem(last=False)
        elif call in self._waited:
            del self._waited[call]
            spawn("door", self._show_quietly, room, call)

    def _show_quietly(self, room: Room, call: str) -> None:
        """FreeSWITCH reads no picture of a call that was not to be seen at its join, wherever it is moved later.

        mod_conference.c:2435 sets CF_VIDEO_PAUSE_READ, and only unvmute takes it away.
        """
        member = room.members.get(call)
        try:
            if member is None or member.video is False or "vmute" in self._said(call, FLAGS_VARIABLE).split("|"):
                return
            command = MuteVideo(member=call, muted=False)
            outcome = self._execution.run(command, room.uuid, self._clock.time() + STEP_SECONDS)
            if outcome.state != "confirmed":
                told = {"conference": room.name, "call": call, "state": outcome.state, "reason": outcome.reason}
                logger.warning("who was let in may not be seen", extra=told)
        except (EslError, UnsafeText) as problem:
            logger.warning("who was let in may not be seen", extra={"call": call, "problem": str(problem)})
        except UNEXPECTED:
            tell("a picture", conference=room.name)

    def run_once(self) -> None:
        """One turn: in memory only, unless somebody is to be let in."""
        waiting = [room for room in self._rooms if is_waiting_room(room.name) and room.members]
        # Whom a snapshot has found.
        self._waited.update(dict.fromkeys(call for room in waiting for call in room.members))
        for uuid in self._doors.keys() - {room.uuid for room in waiting}:
            del self._doors[uuid]
        self._pauses.keep(call for room in waiting for call in room.members)
        for room in waiting:
            door = self._door(room)
            door.keep(room)
            if not door.busy and (self._to_ask(room, door) or self._due(room, door)):
                door.busy = True
                spawn("door", self._open_quietly, room, door)
        self._clock.sleep(TURN_SECONDS)

    def _door(self, waiting: Room) -> Door:
        return self._doors.setdefault(waiting.uuid, Door())

    def _to_ask(self, waiting: Room, door: Door) -> list[str]:
        return [call for call in unasked(waiting, door) if self._pauses.may_try(call)]

    def _due(self, waiting: Room, door: Door) -> list[tuple[str, str]]:
        there = self._rooms.named(awaited(waiting.name))
        return [one for one in to_admit(waiting, there, door) if self._pauses.may_try(one[0])]

    def _open_quietly(self, waiting: Room, door: Door) -> None:
        try:
            for call in self._to_ask(waiting, door):
                self._ask(call, door)
            for call, profile in self._due(waiting, door):
                by_key = door.opened_to.get(call)
                self._decide(call, Decided("with_moderator") if by_key is None else Decided("by_key", by_key))
                self._admit(waiting, call, profile)
        except UNEXPECTED:
            # Whatever it was, the relay goes on; who waits goes on waiting.
            tell("a door", conference=waiting.name)
        finally:
            door.busy = False

    def _ask(self, call: str, door: Door) -> None:
        """What lets the call in, which stands in a variable of it."""
        try:
            said = self._said(call, ADMITTED_TO)
        except (EslError, UnsafeText) as problem:
            self._pauses.failed(call)
            logger.warning("who waits could not be asked", extra={"call": call, "problem": str(problem)})
            return
        door.admitted_to[call] = said if NAME.fullmatch(said) and said != "_undef_" else ""

    def _said(self, call: str, variable: str) -> str:
        return self._link.commands.api(f"uuid_getvar {word('call', call, UUID)} {variable}").strip()

    def _admit(self, waiting: Room, call: str, profile: str) -> None:
        command = Admit(member=call, conference=awaited(waiting.name), profile=profile)
        outcome = self._execution.run(command, waiting.uuid, self._clock.time() + STEP_SECONDS)
        told = {"conference": command.conference, "call": call, "state": outcome.state, "reason": outcome.reason}
        if outcome.state == "confirmed":
            logger.info("somebody was let in", extra=told)
            self._metrics.count("WaitingAdmitted")
        else:
            logger.warning("somebody could not be let in yet", extra=told)
            self._pauses.failed(call)
