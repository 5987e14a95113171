"""What an operator wants of a node, in its row beside what its relay tells: no new conference, or to be gone."""

from pynamodb.exceptions import DeleteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.tables.base import answering, condition_failed
from functions.shared.tables.nodes import Node, NodesItem
from functions.shared.tables.transactions import Update


def wish_write(node: Node, wanted: Node) -> Update:
    """The write of what is wanted, refused where somebody else has wanted something since the node was read.

    Args:
        node: as it was read.
        wanted: the same with other wishes, and its next revision.
    """
    changes: list[Action] = [
        NodesItem.draining.set(wanted.draining),
        NodesItem.draining_since.set(wanted.draining_since),
        NodesItem.removing.set(wanted.removing),
        NodesItem.revision.set(wanted.revision),
        NodesItem.wished_at.set(wanted.wished_at),
    ]
    return Update(NodesItem(node.name), changes, _is_at(node))


def mark_told(node: Node, told: str) -> None:
    """Note what the feeds were told of a node; nothing where somebody has wanted something else meanwhile.

    Raises:
        TablesUnavailable: it may be told once more, and is not told twice.
    """
    with answering():
        try:
            NodesItem(node.name).update(actions=[NodesItem.told.set(told)], condition=_is_at(node))
        except UpdateError as error:
            if not condition_failed(error):
                raise


def forget_node(node: Node) -> bool:
    """Delete the row of a node that is lost; False where its relay has written it since it was read, or an operator.

    Raises:
        TablesUnavailable: it may be deleted.
    """
    unchanged = _is_at(node) & (NodesItem.heartbeat == node.heartbeat)
    with answering():
        try:
            NodesItem(node.name).delete(condition=unchanged)
        except DeleteError as error:
            if not condition_failed(error):
                raise
            return False
    return True


def _is_at(node: Node) -> Condition:
    at: Condition = NodesItem.revision == node.revision
    # Without the first an update would make a row of a node that has none.
    return at if node.revision else NodesItem.node.exists() & NodesItem.revision.does_not_exist()
