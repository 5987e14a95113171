"""One conference as its feed tells it: a snapshot, then every later event, each once and in order.

Whatever is missing is asked for, again and again with longer pauses, until it is there.
"""

from collections.abc import Callable, Iterable, Mapping

from freeswitch_functions_client.feed.snapshot import SnapshotParts
from freeswitch_functions_client.feed.watched import Folded, Watched
from freeswitch_functions_client.feed.watchers import watchers_after
from freeswitch_functions_client.problem import Problem
from freeswitch_functions_client.schemas import ClientFrame, Event, NodeView, SnapshotFrame, Subscribe, Watcher

# Events that came before what they follow, and the latest that were folded: a snapshot may be older than those.
MOST_KEPT = 1000
# What the next frame usually brings.
SOON_SECONDS = 1.0
FIRST_SECONDS = 5.0
LAST_SECONDS = 60.0
# Whoever was let in a moment ago may be told so before the rows know it.
NOT_INSIDE = "not_inside"


class Track:
    """Frames go in; what is to be said and told comes out.

    Args:
        say: takes a frame to the server.
        tell: takes what is known now, or why nothing is told.
        doubt: something is to be looked at soon: how the node is.
        clock: in seconds.
    """

    def __init__(
        self,
        name: str,
        say: Callable[[ClientFrame], None],
        tell: Callable[[Watched | Problem], None],
        doubt: Callable[[], None],
        clock: Callable[[], float],
    ) -> None:
        self.name = name
        # When what is missing is asked for again; None while nothing is.
        self.asks_at: float | None = None
        self._say = say
        self._tell = tell
        self._doubt = doubt
        self._clock = clock
        self._folded: Folded | None = None
        self._watching: tuple[Watcher, ...] = ()
        # The last event that is folded; None before there is a snapshot to fold over.
        self._seq: int | None = None
        # The newest event that anybody has told of.
        self._newest = 0
        self._kept: dict[int, Event] = {}
        self._parts = SnapshotParts()
        self._attempts = 0
        self._looks_over = False

    @property
    def watched(self) -> Watched | None:
        """As whoever comes now is told it; None before the first snapshot."""
        return None if self._folded is None else self._told((), anew=True)

    def ask(self) -> None:
        """Say what is missing; also what a new connection begins with."""
        given = {} if self._seq is None else {"after": self._seq}
        self._say(Subscribe(conference=self.name, **given))
        self._ask_in(min(FIRST_SECONDS * 2.0**self._attempts, LAST_SECONDS))
        self._attempts = min(self._attempts + 1, 10)

    def rest(self) -> None:
        """The connection is gone: nobody would hear."""
        self.asks_at = None
        self._attempts = 0
        self._parts.forget()

    def take(self, events: Iterable[Event]) -> None:
        for event in events:
            self._kept[event.seq] = event
            self._newest = max(self._newest, event.seq)
        for seq in sorted(self._kept)[:-MOST_KEPT]:
            del self._kept[seq]
        folded = self._advance()
        if folded:
            self._tell(self._told(folded, anew=False))

    def snapshot(self, frame: SnapshotFrame, conference: Mapping[str, object] | None) -> None:
        """Take a part of a snapshot; `conference` is that of the frame as JSON."""
        whole = self._parts.add(frame, conference)
        if whole is None:
            return
        self._folded, self._watching, self._seq = Folded(whole.conference), whole.watching, whole.seq
        self._newest = max([whole.seq, *self._kept])
        self._looks_over = False
        self._advance()
        self._tell(self._told((), anew=True))

    def gap(self) -> None:
        """What came between cannot be told any more: only a snapshot helps."""
        self._kept.clear()
        self._parts.forget()
        self._seq = None
        self._newest = 0
        self._ask_in(SOON_SECONDS)

    def pong(self, newest: int | None, node: NodeView | None) -> None:
        """Take what a ping was answered with; no number: the server does not know that we listen."""
        if newest is None:
            # What was subscribed to a moment ago may not be seen yet.
            self._doubt()
            if self.asks_at is None:
                self.ask()
            return
        self._newest = max(self._newest, newest)
        self._settle()
        if self._seq is not None and self._seq >= newest:
            self._see(node)

    def refused(self, problem: Problem) -> None:
        if problem.code == NOT_INSIDE:
            # It is asked less and less often.
            self._ask_in(min(SOON_SECONDS * 2.0 ** max(0, self._attempts - 1), LAST_SECONDS))
        else:
            self.rest()
            self._tell(problem)

    def _advance(self) -> tuple[Event, ...]:
        """Fold what follows on what is folded."""
        folded = []
        while self._seq is not None and self._folded is not None and (event := self._kept.get(self._seq + 1)):
            self._seq = event.seq
            self._folded.take([event])
            self._watching = watchers_after(self._watching, event)
            folded.append(event)
            conference = self._folded.conference
            if conference is not None and conference.node_state != "up":
                self._doubt()
        self._settle()
        return tuple(folded)

    def _settle(self) -> None:
        """Ask where something is missing, and be done where nothing is."""
        if self._seq is None:
            return
        if self._seq >= self._newest:
            self.asks_at = None
            self._attempts = 0
        elif self.asks_at is None:
            self.ask()

    def _see(self, node: NodeView | None) -> None:
        before = self._folded.conference if self._folded else None
        if node is not None and before is not None and self._folded is not None:
            self._looks_over = False
            if (node.node_state, node.as_of) != (before.node_state, before.as_of):
                self._folded.look({"node_state": node.node_state, "as_of": node.as_of})
                self._tell(self._told((), anew=False))
        elif node is not None:
            # It was given up with its node, and is there again.
            self.gap()
        elif before is not None and self._looks_over:
            self._folded = Folded()
            self._tell(self._told((), anew=False))
        elif before is not None:
            # Its beginning is told a moment before others can read of it.
            self._looks_over = True
            self._doubt()

    def _told(self, events: tuple[Event, ...], *, anew: bool) -> Watched:
        return Watched(self._folded.conference if self._folded else None, events, anew, self._watching)

    def _ask_in(self, seconds: float) -> None:
        self.asks_at = self._clock() + seconds
