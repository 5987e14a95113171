"""What a room's rules have done in one meeting, as far as this relay knows; of an earlier one the commands tell."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from freeswitch.relay.loops.backoff import limit_of
from freeswitch.relay.rules.picture import Look, asked
from freeswitch.relay.rules.played import AGAIN_SECONDS, LONGEST_SECONDS, LOOK_SECONDS, Played
from functions.shared.command_life.outcomes import id_at_node
from functions.shared.commands import PlainCommand, SceneStep
from functions.shared.commands.playing import Play
from functions.shared.grammars.moments import seconds_of
from functions.shared.state import ConferenceState

# What the parts of a rule about the picture are called.
PICTURE = ("layout", "presenter", "speaker")
OutputKind = Literal["record", "stream"]
KINDS: Final[tuple[OutputKind, ...]] = get_args(OutputKind)


@dataclass(frozen=True)
class Doing:
    """One thing that a rule does on one occasion; of the same meeting, rule and occasion there is never a second."""

    rule: str
    occasion: str
    command: PlainCommand
    # Of the command that does it, and of what that begins.
    id: str
    # Of what is played, the occasion without the number of the try.
    first: str = ""


@dataclass
class Asked:
    """A start or a stop of which it is not known yet what came of it."""

    what: Literal["start", "stop"]
    # Of its command.
    id: str
    # When its row is looked at next.
    look_at: float
    # Whether its command has ended; what it was to begin may be about to all the same.
    ended: bool = False


@dataclass
class OutputMemory:
    """Of the rule that records, or of the one that streams."""

    # How often it has ended, and whether it has begun, or is about to begin, once more since.
    turn: int = 0
    runs: bool = False
    # How many starts and stops of this turn have come to nothing; how many in a row, and until when it is left at that.
    starts: int = 0
    stops: int = 0
    failures: int = 0
    again_at: float = 0.0
    asked: Asked | None = None
    # Since when nobody is there for whom it is.
    unwanted_since: float | None = None
    # Calls that have heard of it.
    told: set[str] = field(default_factory=set)

    @property
    def start(self) -> str:
        """The occasion of the start that counts: one after those that came to nothing."""
        return numbered(f"{self.turn}.start", self.starts)

    @property
    def stop(self) -> str:
        return numbered(f"{self.turn}.stop", self.stops)

    def came_about(self) -> None:
        """What was asked for is so."""
        stopped = self.asked is not None and self.asked.what == "stop"
        self.asked, self.failures, self.again_at = None, 0, 0.0
        if stopped:
            self.runs, self.unwanted_since = False, None
            self.turn, self.starts, self.stops = self.turn + 1, 0, 0

    def came_to_nothing(self, now: float) -> None:
        """What was asked for is not so; it is asked for once more after a pause, on an occasion of its own."""
        if self.asked is not None and self.asked.what == "start":
            self.runs, self.unwanted_since = False, None
            self.starts += 1
        else:
            self.stops += 1
        self.asked = None
        self.again_at = now + limit_of(self.failures, AGAIN_SECONDS, LONGEST_SECONDS)
        self.failures += 1

    def rest(self, now: float) -> None:
        """Nobody is there for whom it is: who comes next does not wait for what was in vain for others."""
        self.failures, self.again_at = 0, min(self.again_at, now + AGAIN_SECONDS)


def numbered(occasion: str, times: int) -> str:
    """An occasion that comes again has a number from the second time on."""
    return f"{occasion}.{times}" if times else occasion


@dataclass
class Memory:
    """Of one meeting; times are seconds since 1970."""

    node: str
    meeting: str
    done: set[str] = field(default_factory=set)
    outputs: dict[OutputKind, OutputMemory] = field(default_factory=lambda: {kind: OutputMemory() for kind in KINDS})
    # Whether a host was there, since when none is, and how often the last one has left.
    hosted: bool = False
    left_at: float | None = None
    leavings: int = 0
    picture: Look = field(default_factory=Look)
    # What was played and is not known to have been heard, by rule and occasion.
    plays: dict[tuple[str, str], Played] = field(default_factory=dict)

    def id(self, rule: str, occasion: str) -> str:
        """The id of a rule's command: made of the meeting, the rule and the occasion, the same for whoever makes it."""
        # As long as every other id, and of the same characters.
        name = hashlib.sha256(f"{self.meeting}\0{rule}\0{occasion}".encode()).hexdigest()[:32]
        return id_at_node(self.node, name)

    def doing(self, rule: str, occasion: str, command: PlainCommand) -> Doing:
        return Doing(rule, occasion, command, self.id(rule, occasion))

    def playing(self, rule: str, occasion: str, command: Play, now: float) -> Iterator[Doing]:
        """What is to be said, unless it was heard, is under way, or waits after having come to nothing."""
        played = self.plays.get((rule, occasion), Played())
        if not played.command and now >= played.again_at:
            name = numbered(occasion, played.times)
            yield Doing(rule, name, command, self.id(rule, name), first=occasion)

    def heard(self, rule: str, occasion: str) -> None:
        """It was played; it is never played again."""
        del self.plays[rule, occasion]

    def not_heard(self, rule: str, occasion: str) -> None:
        """What was played came to nothing."""
        self.plays[rule, occasion].came_to_nothing()
        _, told, call = occasion.partition(".told.")
        for kind, kept in self.outputs.items():
            if told and kind == rule:
                kept.told.discard(call)

    def changing(self, rule: str, command: PlainCommand, now: float, pause: float) -> Doing:
        """A change of the picture: of one moment there is one, whichever part of the rule wants it."""
        occasion = str(int(now // pause))
        return Doing(rule, occasion, command, self.id("picture", occasion))

    def did(self, doing: Doing, at: float, state: ConferenceState) -> None:
        """It is done, by this relay or by an earlier one, since then.

        Args:
            state: the conference as it is now.
        """
        if doing.rule in PICTURE and isinstance(doing.command, SceneStep):
            asked(doing.command, self.picture, at)
        self.done.add(doing.id)
        if doing.first:
            self.plays.setdefault((doing.rule, doing.first), Played()).given(doing.id, at)
        for kind, kept in self.outputs.items():
            if doing.rule == kind:
                _output_did(kept, (doing.first or doing.occasion).partition(".")[2], doing, at, state)


def _output_did(kept: OutputMemory, what: str, doing: Doing, at: float, state: ConferenceState) -> None:
    if what == kept.start.partition(".")[2]:
        kept.runs, kept.asked = True, Asked("start", doing.id, at + LOOK_SECONDS)
        kept.told.clear()
    elif what == kept.stop.partition(".")[2]:
        kept.asked = Asked("stop", doing.id, at + LOOK_SECONDS)
    elif what == "announced":
        kept.told |= {one.uuid for one in state.members if one.joined_at is None or seconds_of(one.joined_at) <= at}
    elif what.startswith("told."):
        kept.told.add(what.removeprefix("told."))
