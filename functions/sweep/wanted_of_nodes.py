"""What operators want of nodes: what nobody has told of it is told, and a node that is to be gone goes."""

from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.conferences.ends import left_alone
from functions.shared.tables.conferences.stills import open_stills
from functions.shared.tables.fleet.node_wishes import forget_node
from functions.shared.tables.nodes import Node
from functions.shared.tables.provisioned.identities import find_identity
from functions.shared.telemetry.observations import logger
from functions.shared.told.nodes import is_told, tell_gone, tell_wishes


def follow_wishes(node: Node, now: float) -> None:
    """Tell them, and delete the row of a lost node that is to be removed once nothing of it is left.

    Raises:
        TablesUnavailable: the next run goes on.
    """
    goes = node.removing and node.state(now) == "lost" and not _is_left(node)
    if is_told(node, now) and not goes:
        return
    identity = find_identity(node.name)
    domains = () if identity is None else identity.domains
    tell_wishes(node, domains, now=now)
    if not goes:
        return
    # Feed first: whoever dies in between finds that it is told.
    tell_gone(node, domains, now=now)
    if forget_node(node):
        logger.info("a node was removed", extra={"node": node.name})


def _is_left(node: Node) -> bool:
    """Whether conferences, commands or pictures stand under its name that have not ended."""
    left = bool(left_alone(node.name, most=1)) or any(True for _ in open_stills(node.name, most=1))
    return left or next(open_commands(node.name), None) is not None
