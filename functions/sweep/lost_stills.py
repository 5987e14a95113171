"""Pictures that were in the memory of a lost node, and not stored yet: they failed, and that is told."""

from functions.shared.feed.appending import append_once
from functions.shared.feed.events import Event
from functions.shared.tables.conferences.stills import open_stills
from functions.shared.tables.nodes import Node
from functions.shared.telemetry.observations import count, logger
from functions.shared.told.lost_stills import end_lost_still

# Of each node in one run; each costs five calls. A conference has one in three seconds at most.
MOST_AT_ONCE = 100
NODE_LOST = "node_lost"


def end_lost_stills(node: Node, now: float) -> None:
    """End those of a node that was not seen for five minutes, or is not known at all; its relay ends its own.

    If the node comes back with its memory, they are stored and told as ready after all.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    if node.state(now) != "lost" or not node.is_over(now):
        return
    for found in open_stills(node.name, most=MOST_AT_ONCE):

        def append(event: Event, after: int, domain: str | None = found.row.domain or None) -> None:
            append_once([event], domain=domain, now=now, after=after)

        if end_lost_still(found, NODE_LOST, append, now=now):
            count("StillsLost")
            logger.warning("a still went with its node", extra={"still": found.row.id, "node": node.name})
