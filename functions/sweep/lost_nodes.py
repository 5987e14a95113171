"""What a lost node held has ended for everybody who asks; here its rows learn it, and leave the lists' index."""

from collections.abc import Callable

from functions.shared.observations import count, logger
from functions.shared.tables.conferences.ends import end_unseen
from functions.shared.tables.nodes import Node

# Of each node in one run; each costs three or four calls.
MOST_AT_ONCE = 100


def end_lost(node: Node, now: float, has_time: Callable[[], bool]) -> None:
    """End the conferences of a node that was not seen for five minutes, or is not known at all.

    Those of a node whose relay lives are that relay's.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    if node.state(now) != "lost" or not node.is_over(now):
        return
    for name in end_unseen(node.name, at=node.switch_seen or now, reason="node_lost", most=MOST_AT_ONCE):
        count("ConferenceLost")
        logger.warning("ended a conference of a lost node", extra={"conference": name, "node": node.name})
        if not has_time():
            return
