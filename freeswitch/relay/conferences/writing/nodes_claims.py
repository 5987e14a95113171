"""Which conferences this node has: whoever lets people in finds it in their claims, as long as they go on."""

from freeswitch.relay.clock import Clock
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.claims.meetings import hold, let_go, take


class NodesClaims:
    """Says of each meeting when it begins and ends."""

    def __init__(self, node: str, clock: Clock, metrics: Metrics) -> None:
        self._node = node
        self._clock = clock
        self._metrics = metrics
        # Meetings that another node's conference has the name of: each is counted once.
        self._foreign: set[str] = set()

    def take(self, conference: str, meeting: str) -> bool:
        """Whether this node has the conference, so that its rows and its feed are this relay's to write.

        It is another node's where the meeting began past everything that asks for claims, or where this node was lost
        in the meantime.

        Raises:
            TablesUnavailable: nobody can say.
        """
        return self._is_mine(take(conference, node=self._node, now=self._clock.time()), meeting)

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
