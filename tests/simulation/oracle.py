"""What must hold, by what is truly so: told of every row that is written and of everybody who is sent somewhere."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from functions.shared.tables.claims import Claim, claim_in
from functions.shared.tables.nodes import LOST_SECONDS, TOLERANCE_SECONDS
from tests.simulation.day import Day
from tests.simulation.expressions import Row
from tests.simulation.fleet import Fleet, Meeting, SimulatedNode
from tests.simulation.memory_tables import Key

MOST_TOLD = 20


@dataclass
class Oracle:
    """Counts what happened, and keeps what must not have.

    Attributes:
        slack: by how much the clocks of two processes and the way to the tables may be apart, in seconds.
    """

    day: Day
    fleet: Fleet
    slack: float
    violations: list[str] = field(default_factory=list)
    broken: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    # Of each kind of look-up how many table calls how often.
    calls: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    unavailable: int = 0
    drains: list[float] = field(default_factory=list)
    # Of each run of the sweep the seconds that it took, and its table calls.
    sweeps: list[tuple[float, int]] = field(default_factory=list)
    # Nodes that were cut off or died: what goes on there may be foreign.
    suspects: set[str] = field(default_factory=set)

    def violated(self, rule: str, what: str) -> None:
        self.broken[rule] += 1
        if len(self.violations) < MOST_TOLD:
            self.violations.append(f"{self.day.now - self.day.began:.2f} s: {rule}: {what}")

    def wrote_claim(self, key: Key, before: Row | None, after: Row | None) -> None:
        """A claim was written: it may change hands only if nobody has it, or its node is lost."""
        name = key[0]
        if after is None or "#" in name:
            return
        mine, was = claim_in(after), None if before is None else claim_in(before)
        new_here = was is None or was.node != mine.node or not was.is_held(self.day.now - self.slack)
        node = self.fleet.nodes[mine.node]
        by_relay = self.day.process is node.process
        if was is not None and was.node != mine.node:
            self._changes_hands(name, was, mine)
        self.fleet.claims_written += not by_relay
        if new_here and not by_relay:
            self.counted["claims"] += 1
            if node.drained_at is not None and self.day.now - node.drained_at > self.slack:
                self.violated("nothing new begins on a node that drains", f"{name} on {node.name}")

    def _changes_hands(self, name: str, was: Claim, mine: Claim) -> None:
        before = self.fleet.nodes[was.node]
        if not was.is_held(self.day.now + self.slack):
            self.counted["claims that went to another node after their end"] += 1
        elif before.lost_since(self.day.now, LOST_SECONDS - self.slack):
            self.counted["claims that were taken of a lost node"] += 1
        else:
            why = f"{name} from {was.node}, seen {self.day.now - before.seen(self.day.now):.1f} s ago, to {mine.node}"
            self.violated("a claim is taken only of who has none any more", f"{why}; it was {was}")

    def is_shown(self, node: SimulatedNode, meeting: Meeting) -> None:
        """Everybody sees this meeting: no other one of its name that they could see may go on at a node that lives."""
        self.counted["meetings"] += 1
        for other in self.fleet.having(meeting.conference):
            there = other.meetings[meeting.conference]
            if other is not node and there.shown and not other.lost_since(self.day.now, LOST_SECONDS - self.slack):
                self.violated("a conference is on one node", f"{meeting.conference} on {node.name} and {other.name}")

    def is_foreign(self, node: SimulatedNode, meeting: Meeting) -> None:
        if not meeting.over:
            self.counted["looks at a claim that another node has"] += 1
            meeting.foreign = True
            if node.name not in self.suspects:
                self.violated("only where a node was lost is a meeting foreign", f"{meeting.conference} on {node.name}")

    def sent(self, node: SimulatedNode, *, placed: bool) -> None:
        """The product has named a node to somebody: by a claim, or because it takes something new."""
        self.counted["named by least load" if placed else "named by a claim"] += 1
        most = LOST_SECONDS + (TOLERANCE_SECONDS if placed else 0.0)
        if node.lost_since(self.day.now, most + self.slack):
            self.violated("nobody is sent to a lost node", node.name)
        elif not node.runs:
            self.counted["sent to a node that had died less than 20 s before"] += 1

    def let_in(self, node: SimulatedNode, conference: str) -> None:
        """Somebody may come in here: nobody else may be shown elsewhere, on a node that is not lost."""
        for other in self.fleet.having(conference):
            if other is node or not other.meetings[conference].shown:
                continue
            if not other.lost_since(self.day.now, LOST_SECONDS - self.slack) and not self._was_lost(other, conference):
                self.violated("all who come are on one node", f"{conference} on {node.name} and {other.name}")

    def _was_lost(self, node: SimulatedNode, conference: str) -> bool:
        """Whether its relay does not know yet that the conference was taken of it while it was lost."""
        return self.owner(conference) != node.name and node.name in self.suspects

    def looked_up(self, kind: str, calls: int) -> None:
        self.calls[kind][calls] += 1

    def owner(self, conference: str) -> str | None:
        """The node of a claim, as it stands in its row now."""
        return self.fleet.owner(conference)
