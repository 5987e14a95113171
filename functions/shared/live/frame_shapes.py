"""What stands in a frame, as the API's description has it: all that is said over a WebSocket of `POST /v1/live`."""

import msgspec

from functions.shared.api.problems import ProblemBody
from functions.shared.api.sight.presence import ConferenceView
from functions.shared.feed.events import Event
from functions.shared.grammars.moments import Moment
from functions.shared.participation.watching import Watcher
from functions.shared.tables.nodes import NodeState


class NodeView(msgspec.Struct, frozen=True, kw_only=True):
    """How far the node stands behind what is told of a conference, and when it was last seen."""

    node_state: NodeState
    as_of: Moment


class SnapshotFrame(msgspec.Struct, frozen=True, kw_only=True, tag="snapshot"):
    """A conference after the event `seq`, and who follows it; the lists of all parts together are all of them. Null:
    there is none, its beginning will be told.
    """

    name: str
    conference: ConferenceView | None
    watching: list[Watcher]
    seq: int
    part: int
    of: int


class EventsFrame(msgspec.Struct, frozen=True, kw_only=True, tag="events"):
    """What happened, in order."""

    conference: str
    events: list[Event]


class GapFrame(msgspec.Struct, frozen=True, kw_only=True, tag="gap"):
    """These seqs cannot be told any more: a snapshot follows, or is to be asked for."""

    conference: str
    first: int = msgspec.field(name="from")
    to: int


class MovingFrame(msgspec.Struct, frozen=True, kw_only=True, tag="moving"):
    """An operator (`by`, the subject of their token) is just moving a member to another place; null: not any more. It
    is over after so many seconds unless it is told again, and never asked for.
    """

    conference: str
    by: str
    name: str | None
    member: str | None
    seconds: int


class PongFrame(msgspec.Struct, frozen=True, kw_only=True, tag="pong"):
    """For every conference that is listened to: its newest seq, and how its node is; null: it does not go on now."""

    seqs: dict[str, int]
    nodes: dict[str, NodeView | None]


class ProblemFrame(msgspec.Struct, frozen=True, kw_only=True, tag="problem", omit_defaults=True):
    """What was said makes no sense or may not be, as over HTTP; `conference` and `id` are those of the frame, if it had
    them, `retry_after` are seconds.
    """

    problem: ProblemBody
    conference: str | None = None
    id: str | None = None
    retry_after: int | None = None


ServerFrame = SnapshotFrame | EventsFrame | GapFrame | MovingFrame | PongFrame | ProblemFrame
