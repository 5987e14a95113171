"""Those who come: they register, call by number or with a PIN, go where they are sent, and call again."""

import re
from datetime import UTC, datetime
from random import Random

from functions.dialplan.decision import decide
from functions.pin_check import guesses
from functions.shared.claims.claiming import Elsewhere
from functions.shared.claims.placing import least_loaded_first, takes_new
from functions.shared.lookups.calls import Call
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.identities import Asker
from functions.shared.tables.known.nodes import all_known_nodes, known_node
from functions.shared.tables.provisioned.users import find_registrant
from tests.simulation.day import Day, Process
from tests.simulation.fleet import Caller, Meeting, SimulatedNode
from tests.simulation.relays import World
from tests.simulation.town import KEY, PIN, Town

NODE_IN_WORDS = re.compile(r" is on the node (\S+)$")
TRIES = 40
REDIAL_SECONDS = 4.0
# From the answer of the look-up to the conference: it rings, is answered, a prompt is heard.
TO_GET_THERE = (0.5, 8.0)
# So often the list of nodes by load is made anew; before one of it is taken it is looked at again.
PLACED_SECONDS = 300.0
# Not all at once to the one that has least to do: to one of the first tenth, and at least of so many.
FEWEST = 5


class Callers:
    """Everybody's way in."""

    def __init__(
        self, day: Day, *, world: World, town: Town, random: Random, processes: list[Process], carriers_share: float
    ) -> None:
        self._day = day
        self._fleet, self._relays, self._oracle = world.fleet, world.relays, world.oracle
        self._town = town
        self._random = random
        self._processes = processes
        self._carriers_share = carriers_share
        self._director = Process("director", processes[0].skew)
        self._names = list(world.fleet.nodes)
        self._placed: list[str] = []
        self._placed_until = 0.0
        self._meetings = 0
        self.inside = 0

    def registers(self, user: int, room: int) -> None:
        self._day.start(lambda: self._register(user, room), self._process())

    def comes(self, caller: Caller, to: str | None = None) -> None:
        """Somebody dials; `to` is where they were sent."""
        self._day.start(lambda: self._come(caller, to), self._process())

    def _process(self) -> Process:
        return self._random.choice(self._processes)

    def _register(self, user: int, room: int) -> None:
        before = self._asked
        try:
            find_registrant(self._town.domain_of(room), f"u{user}")
        except TablesUnavailable:
            self._oracle.unavailable += 1
        else:
            self._oracle.looked_up("register", self._asked - before)

    @property
    def _asked(self) -> int:
        actor = self._day.actor
        return 0 if actor is None else actor.calls

    def _come(self, caller: Caller, to: str | None) -> None:
        if self._day.now >= caller.until:
            return
        caller.tries += 1
        if caller.tries > TRIES:
            self._oracle.violated("everybody comes in who goes on trying", self._town.conference_of(caller.room))
            return
        try:
            node = self._fleet.nodes[to or self._first(caller)]
        except TablesUnavailable:
            self._again(caller)
            return
        if not node.runs:
            self._oracle.counted["dialled a node that did not answer"] += 1
            self._again(caller)
            return
        try:
            self._look_up(caller, node)
        except TablesUnavailable:
            # FreeSWITCH is told 503, its caller hears that it does not work now.
            self._oracle.unavailable += 1
            self._again(caller)

    def _first(self, caller: Caller) -> str:
        """Most come where the number's carrier always brings them; others where a node has little to do."""
        if caller.tries == 1 and self._random.random() < self._carriers_share:
            return self._names[caller.room * 7919 % len(self._names)]
        return self._least_loaded()

    def _least_loaded(self) -> str:
        actor = self._day.actor
        assert actor is not None
        mine, actor.process = actor.process, self._director
        try:
            if self._day.now >= self._placed_until:
                found = least_loaded_first(all_known_nodes(), self._day.time())
                self._placed = [node.name for node in found]
                self._placed_until = self._day.now + PLACED_SECONDS
            for _ in range(TRIES):
                name = self._random.choice(self._placed[: max(FEWEST, len(self._placed) // 10)])
                known = known_node(name)
                if known is not None and takes_new(known, self._day.time()):
                    self._oracle.sent(self._fleet.nodes[name], placed=True)
                    return name
            return self._random.choice(self._names)
        finally:
            actor.process = mine

    def _look_up(self, caller: Caller, node: SimulatedNode) -> None:
        kind, before = "by PIN" if caller.by_pin else "by number", self._asked
        writes = self._fleet.claims_written
        refused = self._by_pin(caller, node) if caller.by_pin else self._by_number(caller, node)
        # Somebody else may have written a claim in between; of all that is only a few.
        first = self._fleet.claims_written != writes and refused == ""
        how = "elsewhere" if refused else "claims" if first and self._asked - before > 2 else "comes after"
        self._oracle.looked_up(f"{kind}, {how}", self._asked - before)
        if refused == "":
            self._oracle.let_in(node, self._town.conference_of(caller.room))
            self._day.after(self._random.uniform(*TO_GET_THERE), lambda: self._arrives(caller, node))
            return
        there = NODE_IN_WORDS.search(refused)
        if there is None:
            self._oracle.counted["told that a node takes nothing new"] += 1
            self._again(caller, seconds=0.2)
            return
        self._oracle.sent(self._fleet.nodes[there[1]], placed=False)
        self._day.after(0.2, lambda: self.comes(caller, there[1]))

    def _by_number(self, caller: Caller, node: SimulatedNode) -> str:
        domain = self._town.domain_of(caller.room)
        call = Call(
            context="public", number=self._town.number_of(caller.room), user=f"u{caller.user}@{domain}", domain=domain,
            at=datetime.fromtimestamp(self._day.time(), UTC), profile="internal",
        )  # fmt: skip
        decision = decide(call, Asker(node.name, (), None))
        assert decision.route is not None, decision.refusal
        return decision.refusal or ""

    def _by_pin(self, caller: Caller, node: SimulatedNode) -> str:
        guess = guesses.Guess(
            self._town.id_of(caller.room), PIN, f"49{caller.user}", Asker(node.name, (), None), f"call-{caller.user}",
            shown=f"49{caller.user}",
        )  # fmt: skip
        outcome = guesses.decide(guess, [KEY], self._day.time())
        if outcome.entry is None:
            # Many know the id and come at once: it is the next one's turn later.
            self._oracle.counted["waited for the turn of a PIN"] += 1
            return "not yet"
        return str(outcome.elsewhere) if isinstance(outcome.elsewhere, Elsewhere) else ""

    def _arrives(self, caller: Caller, node: SimulatedNode) -> None:
        if not node.runs:
            self._again(caller)
            return
        conference = self._town.conference_of(caller.room)
        meeting = node.meetings.get(conference)
        if meeting is None:
            self._meetings += 1
            meeting = Meeting(conference, f"meeting-{self._meetings}")
            node.meetings[conference] = meeting
            self._fleet.began(node, conference)
            self._relays.begins(node, meeting)
        meeting.members += 1
        self.inside += 1
        meeting.callers.append(caller)
        self._oracle.counted["came in"] += 1
        self._day.at(caller.until, lambda: self._leaves(caller, node, meeting))

    def _leaves(self, caller: Caller, node: SimulatedNode, meeting: Meeting) -> None:
        if meeting.over:
            return
        meeting.members -= 1
        meeting.callers.remove(caller)
        self.inside -= 1
        if meeting.members == 0:
            meeting.over = True
            del node.meetings[meeting.conference]
            self._fleet.ended(node, meeting.conference)
            self._relays.ends(node, meeting.conference, meeting.uuid)

    def thrown_out(self, node: SimulatedNode) -> None:
        """FreeSWITCH is gone with everybody in it: they call again."""
        for meeting in list(node.meetings.values()):
            meeting.over = True
            self._fleet.ended(node, meeting.conference)
            self.inside -= meeting.members
            for caller in meeting.callers:
                caller.tries = 0
                self._oracle.counted["thrown out by a death"] += 1
                self._again(caller, seconds=self._random.uniform(1, 40))
        node.meetings.clear()

    def _again(self, caller: Caller, *, seconds: float = REDIAL_SECONDS) -> None:
        self._day.after(seconds * self._random.uniform(0.8, 1.5), lambda: self.comes(caller))
