"""Brings a conference to another node: the claim first, then its people, those who wait for it too.

Whatever ends this relay in between, what is done is not done again: the claim is the other node's by one conditional
write, and who is still here is moved by the next try.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.plain.steps import failed, unknown
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.hosting.moving_calls import as_note, browser_of, is_of_third_node, observer_note
from freeswitch.relay.switch.errors import EslError
from freeswitch.relay.switch.link import Link
from freeswitch.relay.telemetry.logs import logger
from functions.shared.claims.moving import hand_over
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.commands import Line, kind_of
from functions.shared.commands.leaving import turned_away
from functions.shared.commands.moving import MoveConference, line_to_send_on, lines_to_move
from functions.shared.encoders.between_nodes import bridge_to_node
from functions.shared.grammars.moments import rfc3339
from functions.shared.rooms.waiting import awaited, waiting_room_of
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.claims import find_claim
from functions.shared.tables.conferences.hand_rows import hands_up
from functions.shared.tables.fleet.crossings import Note, put_note

# Both nodes take 30 new calls a second (`sessions-per-second`), and others call, too.
AT_ONCE: Final = 15
PAUSE_SECONDS: Final = 1.0
# Who was let in here a moment before may still come: they are moved as well. So long nobody else has come.
QUIET_SECONDS: Final = 3.0
# Who has gone is there within so long, or not at all.
ARRIVAL_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 0.2
# The longest that one try takes: some 900 people.
MOST_SECONDS: Final = 90.0


@dataclass
class _Move:
    """One try; by call."""

    step: MoveConference
    name: str
    domain: str
    until: float
    sent: set[str] = field(default_factory=set)
    # Who has come from a third node, which brings them there itself.
    sent_on: set[str] = field(default_factory=set)
    # Since when whose hand is up, as of the last look.
    hands: dict[str, str] = field(default_factory=dict)

    @property
    def calls(self) -> set[str]:
        return self.sent | self.sent_on


class Moves:
    """Of the node's conferences."""

    def __init__(
        self, node: str, link: Link, rooms: Rooms, clock: Clock, checkpoint: Callable[[str], None] = lambda _name: None
    ) -> None:
        """`checkpoint` is told how far each move has come."""
        self._node = node
        self._link = link
        self._rooms = rooms
        self._clock = clock
        self._checkpoint = checkpoint

    def run(self, step: MoveConference, room: Room | None, *, again: bool) -> Step:
        """Do it; `again` if an earlier try may have done a part of it."""
        if room is None:
            detail = "the conference has ended here"
            return unknown(step, "conference_gone", detail) if again else failed(step, "conference_gone", detail)
        try:
            owner = hand_over(room.name, room.uuid, node=self._node, target=step.node, now=self._clock.time())
        except TablesUnavailable as problem:
            return unknown(step, "unavailable", f"it is not known whose the conference is: {problem}")
        if owner != step.node:
            return failed(step, "elsewhere", f"{room.name} is on the node {owner or step.node}")
        self._checkpoint("handed_over")
        move = _Move(step, room.name, room.domain or "", until=self._clock.monotonic() + MOST_SECONDS)
        for place in self._places(move):
            place.moved = True
        # As long as this goes on they are not alone, but on their way.
        room.observers_go_along = True
        try:
            self._send_all(move)
            self._checkpoint("all_sent")
            done = self._told(move)
            self._checkpoint("all_there")
            self._send_observers(move, room)
            return done
        except TablesUnavailable as problem:
            return unknown(step, "unavailable", f"{len(move.calls)} people were moved, others were not: {problem}")
        except EslError as problem:
            return unknown(
                step, "switch_lost", f"FreeSWITCH was lost after {len(move.calls)} people were moved: {problem}"
            )
        finally:
            room.observers_go_along = False

    def came_to(self, step: MoveConference, conference: str, meeting: str) -> Step:
        """What is known of a try that was interrupted, where nobody is left here."""
        try:
            claim = find_claim(awaited(conference))
        except TablesUnavailable as problem:
            return unknown(step, "unavailable", f"it is not known whose the conference is: {problem}")
        if claim is None or (claim.node, claim.moved) != (step.node, meeting):
            return unknown(step, "conference_gone", "the conference has ended here")
        return unknown(step, "interrupted", f"it was moved to {step.node}; nobody has counted who has come there")

    def _places(self, move: _Move) -> Iterator[Room]:
        """The conference, also under the uuid of who came when it was empty, and that in which people wait for it."""
        for name in (move.name, waiting_room_of(move.name)):
            place = self._rooms.named(name)
            if place is not None:
                yield place

    def _send_all(self, move: _Move) -> None:
        quiet = self._clock.monotonic() + QUIET_SECONDS
        while self._clock.monotonic() < min(quiet, move.until):
            here = [(place, call) for place in self._places(move) for call in place.members if call not in move.calls]
            if here:
                move.hands |= hands_up(move.name)
            for place, call in here[:AT_ONCE]:
                self._send(move, place, call)
            if here:
                quiet = self._clock.monotonic() + QUIET_SECONDS
            self._clock.sleep(PAUSE_SECONDS if len(here) > AT_ONCE else LOOK_SECONDS)

    def _send(self, move: _Move, place: Room, call: str) -> None:
        ask, place.moved = self._link.commands.api, True
        if is_of_third_node(ask, call):
            move.sent_on.add(call)
            self._say(line_to_send_on(call))
            return
        if call not in place.members:
            return
        step = move.step
        note = as_note(
            ask, place, call, source=self._node, target=step.node, profile=step.profile, hand=move.hands.get(call)
        )
        picture = bool(place.members[call].video) if call in place.members else False
        self._bridge(move, note, picture=picture)
        move.sent.add(call)
        self._checkpoint("one_sent")

    def _bridge(self, move: _Move, note: Note, *, picture: bool) -> None:
        # A note is good for half a minute, so it is written now and not for all at first.
        text = put_note(note, now=self._clock.time())
        browser = browser_of(self._link.commands.api, note.call)
        for line in lines_to_move(note.call, bridge_to_node(move.step.address, text, browser=browser, picture=picture)):
            self._say(line)

    def _send_observers(self, move: _Move, place: Room) -> None:
        """After the members, for who watches where nobody is would be hung up; whoever is left has nothing to watch."""
        ask, step, sent = self._link.commands.api, move.step, set[str]()
        for call, watching in tuple(place.observers.items()):
            if is_of_third_node(ask, call):
                self._say(line_to_send_on(call))
                continue
            note = observer_note(place, watching, source=self._node, target=step.node, profile=step.profile)
            self._bridge(move, note, picture=True)
            sent.add(call)
        self._await(lambda: all(self._is_bridged(call) or self._is_over(call) for call in sent))
        for call in tuple(place.observers):
            if not self._is_bridged(call):
                self._say(turned_away(call))

    def _await(self, holds: Callable[[], bool]) -> None:
        until = self._clock.monotonic() + ARRIVAL_SECONDS
        while not holds() and self._clock.monotonic() < until:
            self._clock.sleep(LOOK_SECONDS)

    def _say(self, line: Line) -> None:
        self._link.commands.api(line.text)

    def _told(self, move: _Move) -> Step:
        """How it ended: whoever is bridged is there, for that node has answered and so let them in."""
        self._await(lambda: all(self._is_bridged(call) or self._is_over(call) for call in move.calls))
        arrived = {call for call in move.sent if self._is_bridged(call)}
        lost = len(move.sent - arrived)
        told = {"conference": move.name, "target": move.step.node, "moved": len(arrived), "not_arrived": lost}
        logger.info("a conference was moved", extra=told | {"sent_on": len(move.sent_on)})
        if lost:
            detail = (
                f"{lost} of {len(move.sent)} are not there: their calls have ended, or {move.step.node} did not answer"
            )
            return failed(move.step, "not_arrived", detail)
        seen = Evidence(kind="state", at=rfc3339(self._clock.time()))
        return Step(kind=kind_of(move.step), state="confirmed", evidence=seen)

    def _is_bridged(self, call: str) -> bool:
        answer = self._link.commands.api(f"uuid_getvar {call} bridge_to").strip()
        return bool(answer) and not answer.startswith(("-ERR", "_undef_"))

    def _is_over(self, call: str) -> bool:
        return self._link.commands.api(f"uuid_exists {call}").strip() == "false"
