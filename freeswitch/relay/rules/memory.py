"""What a room's rules have done in one meeting, as far as this relay knows; of an earlier one the commands tell."""

import hashlib
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from freeswitch.relay.rules.picture import Look, asked
from functions.shared.command_life.outcomes import id_at_node
from functions.shared.commands import PlainCommand, SceneStep
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


@dataclass
class OutputMemory:
    """Of the rule that records, or of the one that streams."""

    # How often it has ended, and whether it has begun once more since.
    turn: int = 0
    runs: bool = False
    # Since when nobody is there for whom it is.
    unwanted_since: float | None = None
    # Calls that have heard of it.
    told: set[str] = field(default_factory=set)


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

    def id(self, rule: str, occasion: str) -> str:
        """The id of a rule's command: made of the meeting, the rule and the occasion, the same for whoever makes it."""
        # As long as every other id, and of the same characters.
        name = hashlib.sha256(f"{self.meeting}\0{rule}\0{occasion}".encode()).hexdigest()[:32]
        return id_at_node(self.node, name)

    def doing(self, rule: str, occasion: str, command: PlainCommand) -> Doing:
        return Doing(rule, occasion, command, self.id(rule, occasion))

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
        for kind, kept in self.outputs.items():
            if doing.rule == kind:
                _output_did(kept, doing.occasion.partition(".")[2], at, state)


def _output_did(kept: OutputMemory, what: str, at: float, state: ConferenceState) -> None:
    if what == "start":
        kept.runs = True
        kept.told.clear()
    elif what == "announced":
        kept.told |= {one.uuid for one in state.members if one.joined_at is None or seconds_of(one.joined_at) <= at}
    elif what == "stop":
        kept.runs, kept.unwanted_since = False, None
        kept.turn += 1
    elif what.startswith("told."):
        kept.told.add(what.removeprefix("told."))
