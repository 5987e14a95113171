"""What a room's rules have done in one meeting, as far as this relay knows; of an earlier one the commands tell."""

import hashlib
from dataclasses import dataclass, field

from freeswitch.relay.rules.picture import Look, asked
from functions.shared.command_life.outcomes import id_at_node
from functions.shared.commands import PlainCommand, SceneStep
from functions.shared.grammars.moments import seconds_of
from functions.shared.state import ConferenceState

# What the parts of a rule about the picture are called.
PICTURE = ("layout", "presenter", "speaker")


@dataclass(frozen=True)
class Doing:
    """One thing that a rule does on one occasion; of the same meeting, rule and occasion there is never a second."""

    rule: str
    occasion: str
    command: PlainCommand
    # Of the command that does it, and of what that begins.
    id: str


@dataclass
class Memory:
    """Of one meeting; times are seconds since 1970."""

    node: str
    meeting: str
    done: set[str] = field(default_factory=set)
    # How often what the rule records has ended, and whether it has begun once more since.
    recordings: int = 0
    records: bool = False
    # Since when nobody is there for whom it records.
    unwanted_since: float | None = None
    # Calls that have heard that it records.
    told: set[str] = field(default_factory=set)
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
        if doing.rule != "record":
            return
        _, _, what = doing.occasion.partition(".")
        if what == "start":
            self.records = True
            self.told.clear()
        elif what == "announced":
            self.told |= {one.uuid for one in state.members if one.joined_at is None or seconds_of(one.joined_at) <= at}
        elif what == "stop":
            self.records, self.unwanted_since = False, None
            self.recordings += 1
        elif what.startswith("told."):
            self.told.add(what.removeprefix("told."))
