"""Gives whoever comes later the next free place of the picture, each once, whoever died in between.

It is a command, like what a room's rule does: its row is written under an id that is made of the meeting and of who
has come, so that a relay that begins anew finds it given. Whether somebody has been thought of stands with the member
(`settled`): once they have, for good. Who is not seen is seated by a click, but whoever is put on air against
somebody's wish is on air.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.decided import DONE, decided, done_of, is_given
from freeswitch.relay.commands.kept_stage import Given, KeptStage
from freeswitch.relay.commands.own_commands import COMMAND_SECONDS, OwnCommands
from freeswitch.relay.conferences.rooms import Room
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.newcomers import SUBJECT, is_newcomer, next_places
from functions.shared.command_life.outcomes import CommandRow, Outcome, id_at_node
from functions.shared.commands import InvalidCommand, decode_command
from functions.shared.commands.seats import SetSlot
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.state import MemberState, Settled
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import find_command
from functions.shared.tables.provisioned.rooms import find_rules

# What FreeSWITCH refuses, or somebody else was faster with, is tried so often.
TRIES: Final = 3
# A place counts as given so long after FreeSWITCH has taken it (seconds); by then the state shows it.
SHOWN_SECONDS: Final = 5.0
AGAIN_SECONDS: Final = 1.0
# By then a command that nobody has begun was ended, by whoever saw it first.
LOOK_SECONDS: Final = COMMAND_SECONDS + 5.0


class Newcomers:
    """Of one node; whoever calls holds the conference's stage."""

    def __init__(
        self, node: str, clock: Clock, metrics: Metrics, *, commands: OwnCommands, mark: Callable[[Room], None]
    ) -> None:
        """`mark` has a room written that is different now."""
        self._node = node
        self._clock = clock
        self._metrics = metrics
        self._commands = commands
        self._mark = mark

    def settle(self, room: Room, *, anew: bool) -> None:
        """Whoever is there has been thought of.

        Args:
            anew: the picture was arranged anew: who had got a place as a newcomer has it no more for that.
        """
        others = (call for call, member in room.members.items() if anew or member.settled is None)
        self._settle(room, list(others), "wish")

    def recall(self, room: Room, kept: KeptStage) -> None:
        """Learn once what an earlier relay has given and not told yet, and which places a rule of the room fills.

        Raises:
            TablesUnavailable: nobody knows.
        """
        if kept.recalled:
            return
        rule = find_rules(room.name, room.domain or "").rules.picture
        kept.reserved = frozenset() if rule is None else frozenset({rule.presenter, rule.speaker})
        # Of whoever else was given a place nothing is under way; telephones are not asked about.
        for member in filter(is_newcomer, tuple(room.members.values())):
            while kept.tried.get(member.uuid, 0) < TRIES:
                number = kept.tried.get(member.uuid, 0)
                row = find_command(self._id(room, member, number))
                if row is None or self._learn(row, number, room, kept):
                    break
        kept.recalled = True

    def look_after(self, room: Room, kept: KeptStage) -> None:
        """Learn what came of places that were given long ago: while FreeSWITCH was away, others have ended commands.

        Raises:
            TablesUnavailable: nobody knows.
        """
        for call in kept.overdue(self._clock.monotonic()):
            member, number = room.members.get(call), kept.tried.get(call, 1) - 1
            row = None if member is None else find_command(self._id(room, member, number))
            if row is None:
                self._refused(call, room, kept)
            else:
                self._learn(row, number, room, kept)

    def see(self, room: Room, kept: KeptStage) -> None:
        """Who holds a place has been thought of; who is gone, or has what was given, waits for nothing."""
        now = self._clock.monotonic()
        for call, given in tuple(kept.given.items()):
            member = room.members.get(call)
            elsewhere = member is not None and member.slot is not None and given.until is None
            over = given.until is not None and now >= given.until
            if member is None or member.slot == given.slot or elsewhere or over:
                del kept.given[call]
            if member is not None and member.slot == given.slot and member.settled is None:
                self._settle(room, [call], "next_place")
        for call in kept.tried.keys() - room.members.keys():
            del kept.tried[call]
        # Whoever comes while they are left as they come is left for good, also where the next relay finds it otherwise.
        left = kept.stored is not None and kept.stored.newcomers == "leave"
        open_ = [one for one in room.members.values() if one.settled is None and (one.slot or left)]
        self._settle(room, [one.uuid for one in open_], "wish")

    def seat(self, room: Room, kept: KeptStage) -> None:
        """Give places to those who have come, as far as there are places."""
        if kept.stored is None or not room.recalled or room.ended:
            return
        given = {call: one.slot for call, one in kept.given.items()}
        try:
            for step in next_places(kept.stored, room.state(self._node), given, kept.reserved):
                self._give(step, room, kept)
        except TablesUnavailable as problem:
            kept.stale, kept.read_again_at = True, self._clock.monotonic() + AGAIN_SECONDS
            told = {"problem": str(problem), "conference": room.name}
            logger.warning("who has come waits for a place until the tables answer", extra=told)

    def took(self, step: SetSlot, kept: KeptStage) -> None:
        """FreeSWITCH has seated somebody, or will have: the place is theirs before the state shows it."""
        if step.slot is None:
            kept.given.pop(step.member, None)
        else:
            kept.given[step.member] = self._given(step.slot, SHOWN_SECONDS)

    def came_to(self, row: CommandRow, outcome: Outcome, room: Room, kept: KeptStage) -> None:
        """A command of the conference has ended: of whom it has decided."""
        if (kept.known and kept.stored is None) or row.kind == APPLY_STAGE:
            return
        try:
            command = decode_command(row.body.encode())
        except InvalidCommand:
            # It was refused.
            return
        if not is_given(row):
            for step in done_of(command, outcome):
                if isinstance(step, SetSlot):
                    self.took(step, kept)
            self._settle(room, decided(command, outcome, room.members), "wish")
        elif isinstance(command, SetSlot) and outcome.state in DONE:
            self._seated(command, room, kept)
        elif isinstance(command, SetSlot):
            self._refused(command.member, room, kept)
            kept.stale = True

    def _learn(self, row: CommandRow, number: int, room: Room, kept: KeptStage) -> bool:
        """What came of a place that was given before; False where it is to be given once more."""
        step = decode_command(row.body.encode())
        assert isinstance(step, SetSlot)  # noqa: S101  # for the type checker: nothing else has such an id
        assert step.slot is not None  # noqa: S101  # nor is one without a place given
        kept.tried[step.member] = number + 1
        kept.given[step.member] = self._given(step.slot)
        if row.state in DONE:
            self._seated(step, room, kept)
        elif not row.is_open:
            self._refused(step.member, room, kept)
            return False
        return True

    def _give(self, step: SetSlot, room: Room, kept: KeptStage) -> None:
        member, number = room.members.get(step.member), kept.tried.get(step.member, 0)
        if member is None or step.slot is None or number >= TRIES:
            return
        # Before it is written: it may have ended before the answer is here.
        kept.tried[step.member], kept.given[step.member] = number + 1, self._given(step.slot)
        try:
            row, new = self._commands.give(self._id(room, member, number), SUBJECT, step, room)
        except TablesUnavailable:
            # It may be written: to give it again is right.
            kept.tried[step.member] = number
            kept.given.pop(step.member, None)
            raise
        if not new:
            if (found := find_command(row.id)) is not None:
                self._learn(found, number, room, kept)
            return
        self._metrics.count("RulesCarriedOut")
        told = {"conference": room.name, "call": step.member, "slot": step.slot, "command": row.id}
        logger.info("who has come gets the next free place", extra=told)

    def _given(self, slot: str, seconds: float | None = None) -> Given:
        now = self._clock.monotonic()
        return Given(slot, now + LOOK_SECONDS, None if seconds is None else now + seconds)

    def _seated(self, step: SetSlot, room: Room, kept: KeptStage) -> None:
        self.took(step, kept)
        self._settle(room, [step.member], "next_place")

    def _refused(self, call: str, room: Room, kept: KeptStage) -> None:
        kept.given.pop(call, None)
        if kept.tried.get(call, 0) >= TRIES:
            self._settle(room, [call], "wish")

    def _settle(self, room: Room, calls: Iterable[str], how: Settled) -> None:
        different = [one for call in calls if (one := room.members.get(call)) is not None and one.settled != how]
        for member in different:
            room.members[member.uuid] = msgspec.structs.replace(member, settled=how)
        if different:
            room.revision += 1
            self._mark(room)

    def _id(self, room: Room, member: MemberState, tried: int) -> str:
        """One for each coming and try, whichever relay it is: a call may leave and come again under another number."""
        coming = "\0".join((room.uuid, SUBJECT, member.uuid, str(member.number), str(tried)))
        return id_at_node(self._node, hashlib.sha256(coming.encode()).hexdigest()[:32])
