"""Which conferences this node has: whoever lets people in finds it in their claims, as long as they go on."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.meetings import hold, let_go, taken


class NodesClaims:
    """Says of each meeting when it begins and ends."""

    def __init__(self, node: str, clock: Clock, metrics: Metrics) -> None:
        self._node = node
        self._clock = clock
        self._metrics = metrics
        # Meetings that another node's conference has the name of: each is counted once.
        self._foreign: set[str] = set()
        # By conference: the meeting that was moved here and goes on in the next one; as the claim has it.
        self._moved: dict[str, str] = {}

    def take(self, conference: str, meeting: str) -> bool:
        """Whether this node has the conference, so that its rows and its feed are this relay's to write.

        It is another node's where the meeting began past everything that asks for claims, or where this node was lost
        in the meantime.

        Raises:
            TablesUnavailable: nobody can say.
        """
        claim = taken(conference, node=self._node, now=self._clock.time())
        if claim.node == self._node:
            self._moved[conference] = claim.moved
        elif claim.moved == meeting:
            # It was moved from here: that is nobody's fault.
            self._foreign.add(meeting)
        return self._is_mine(claim.node, meeting)

    def moved_here(self, conference: str) -> str:
        """The uuid of the meeting that was moved here and goes on in the one that was taken; empty: none was."""
        return self._moved.pop(conference, "")

    def hold(self, conference: str, meeting: str) -> bool:
        """A meeting goes on here, or people wait here for one; False where another node has the conference by now.

        Raises:
            TablesUnavailable: to say it again is right.
        """
        return self._is_mine(hold(conference, meeting, node=self._node, now=self._clock.time()), meeting)

    def _is_mine(self, owner: str, meeting: str) -> bool:
        if owner == self._node:
            self._foreign.discard(meeting)
            return True
        if meeting not in self._foreign:
            self._foreign.add(meeting)
            self._metrics.count("ConferencesForeign")
        return False

    def let_go(self, conference: str, meeting: str) -> None:
        """A meeting is over.

        Raises:
            TablesUnavailable: to say it again is right.
        """
        self._foreign.discard(meeting)
        let_go(conference, meeting, node=self._node, now=self._clock.time())
