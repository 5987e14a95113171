"""Carries out the rules of the rooms whose conferences are on this node: each thing once, whoever died in between.

What a rule does is a command like any other: its row is written under an id that is made of the meeting, the rule and
the occasion, so that a second relay, or this one started anew, finds it done. Feed and audit tell how it ends.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from freeswitch.relay.clock import Clock
from freeswitch.relay.commands.own_commands import OwnCommands
from freeswitch.relay.conferences.rooms import Room, Rooms
from freeswitch.relay.loops.backoff import Backoffs
from freeswitch.relay.loops.beside import spawn
from freeswitch.relay.outputs.all_outputs import Outputs
from freeswitch.relay.rules.deciding import due
from freeswitch.relay.rules.learning import learn
from freeswitch.relay.rules.memory import KINDS, Doing, Memory
from freeswitch.relay.rules.picture import by_hand
from freeswitch.relay.rules.recalling import recall_output, times_given
from freeswitch.relay.telemetry.logs import logger
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.command_life.outcomes import RULE
from functions.shared.commands import PlainCommand
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.grammars.moments import rfc3339
from functions.shared.outputs.sealed_keys import CannotOpen, CannotSeal, open_rule_key, seal_key
from functions.shared.state import ConferenceState
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.commands.rows import find_command
from functions.shared.tables.provisioned.rooms import find_rules
from functions.shared.tables.provisioned.rules import Rules

TURN_SECONDS: Final = 0.25
# The pauses after the tables did not answer.
PAUSES: Final = 1.0, 30.0
NOTHING: Final = Rules()


@dataclass
class Ruled:
    """A meeting with its rules, read once: they count from its beginning to its end."""

    memory: Memory
    rules: Rules | None = None
    # Of the rule that streams, sealed.
    stream_key: str = ""
    busy: bool = False


class RuleKeeper:
    """Of one node."""

    def __init__(
        self,
        node: str,
        rooms: Rooms,
        clock: Clock,
        metrics: Metrics,
        *,
        commands: OwnCommands,
        mark: Callable[[Room], None],
        may_work: Callable[[], bool],
        outputs: Outputs,
        key_secrets: Sequence[str],
    ) -> None:
        """`mark` has a room written that is different now; `may_work` says that this relay serves the node now.

        Args:
            outputs: what is recorded and streamed now.
            key_secrets: what keys of streams are sealed with.
        """
        self._node = node
        self._rooms = rooms
        self._clock = clock
        self._metrics = metrics
        self._commands = commands
        self._mark = mark
        self._may_work = may_work
        self._outputs = outputs
        self._key_secrets = key_secrets
        self._ruled: dict[str, Ruled] = {}
        self._pauses = Backoffs(clock.monotonic, *PAUSES)

    def run_once(self) -> None:
        """One turn: in memory only, unless a rule is due or a meeting is new."""
        living = list(self._rooms)
        for uuid in self._ruled.keys() - {room.uuid for room in living}:
            del self._ruled[uuid]
            self._pauses.succeeded(uuid)
        for room in living if self._may_work() else ():
            # What an earlier relay has seen is known once the rows are.
            if room.domain is None or not room.recalled:
                continue
            ruled = self._ruled.setdefault(room.uuid, Ruled(Memory(self._node, room.uuid)))
            if ruled.busy or ruled.rules == NOTHING or not self._pauses.may_try(room.uuid):
                continue
            if ruled.rules is not None:
                self._look(room, ruled.rules, ruled.memory)
            if ruled.rules is None or self._waits(ruled.memory) or self._due(room, ruled.rules, ruled.memory):
                ruled.busy = True
                spawn("a rule", self._follow, room, ruled)
        self._clock.sleep(TURN_SECONDS)

    def _follow(self, room: Room, ruled: Ruled) -> None:
        try:
            if ruled.rules is None:
                ruled.rules = self._read(room, ruled)
            learn(ruled.memory, self._outputs, self._clock.time())
            doing = self._due(room, ruled.rules, ruled.memory)
            if doing is not None and not room.ended:
                self._do(doing, room, ruled)
        except TablesUnavailable as problem:
            self._pauses.failed(room.uuid)
            told = {"problem": str(problem), "conference": room.name}
            logger.warning("the rules of a room wait for the tables", extra=told)
        else:
            self._pauses.succeeded(room.uuid)
        finally:
            ruled.busy = False

    def _look(self, room: Room, rules: Rules, memory: Memory) -> None:
        """Whoever changes the picture by hand has it to themselves, until somebody says `resume`."""
        if rules.picture is None or not by_hand(rules.picture, self._state(room), memory.picture):
            return
        if room.picture_by_hand_at is None:
            room.picture_by_hand_at = rfc3339(self._clock.time())
            room.revision += 1
            self._mark(room)
            logger.info("the picture's rules wait: it was changed by hand", extra={"conference": room.name})

    def _waits(self, memory: Memory) -> bool:
        """Whether it is time to learn what came of something that was asked for."""
        now = self._clock.time()
        asked = any(kept.asked is not None and now >= kept.asked.look_at for kept in memory.outputs.values())
        return asked or any(played.command and now >= played.look_at for played in memory.plays.values())

    def _due(self, room: Room, rules: Rules, memory: Memory) -> Doing | None:
        live = {*room.recordings, *(self._outputs.roll.live_streams(room.uuid) if rules.stream is not None else ())}
        return due(rules, self._state(room), memory, live=live, now=self._clock.time())

    def _state(self, room: Room) -> ConferenceState:
        return room.state(self._node)

    def _read(self, room: Room, ruled: Ruled) -> Rules:
        """The rules, and what an earlier relay did by them."""
        found, memory = find_rules(room.name, room.domain or ""), ruled.memory
        rules, ruled.stream_key = found.rules, found.stream_key
        for kind in KINDS:
            if getattr(rules, kind) is not None:
                recall_output(kind, memory)
        if rules.close_after_seconds:
            memory.leavings, memory.hosted = times_given("closing", "told", memory), room.had_host
            if memory.leavings and not room.hosts():
                # It was told already that the host has left; who comes back has as long as ever.
                memory.leavings, memory.hosted = memory.leavings - 1, True
        return rules

    def _with_key(self, command: PlainCommand, room: Room, sealed: str) -> PlainCommand:
        """A stream's start with the key, sealed for this stream alone."""
        if not isinstance(command, StartStream) or not sealed:
            return command
        try:
            key = open_rule_key(sealed, domain=room.domain or "", conference=room.name, secrets=self._key_secrets)
            sealed = seal_key(key, stream=command.stream, secrets=self._key_secrets)
        except (CannotOpen, CannotSeal) as problem:
            # What nobody can open makes the stream fail with these words, instead of one without its key.
            logger.error("a rule cannot stream", extra={"conference": room.name, "problem": str(problem)})
        return msgspec.structs.replace(command, sealed_key=sealed)

    def _do(self, doing: Doing, room: Room, ruled: Ruled) -> None:
        memory, command = ruled.memory, self._with_key(doing.command, room, ruled.stream_key)
        row, new = self._commands.give(doing.id, f"{RULE}{doing.rule}", command, room)
        if new:
            self._metrics.count("RulesCarriedOut")
            told = {"rule": doing.rule, "occasion": doing.occasion, "conference": room.name, "command": row.id}
            logger.info("a rule does something", extra=told)
            memory.did(doing, row.created_at, self._state(room))
            return
        done = find_command(row.id)
        memory.did(doing, row.created_at if done is None else done.created_at, self._state(room))
