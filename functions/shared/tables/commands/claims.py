"""Who has a command in hand and how it ends: conditional writes, so that no two do one thing."""

from collections.abc import Sequence

import msgspec
from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.tables.base import answering
from functions.shared.tables.commands.rows import CommandsItem, raise_unless_refused, row_of


def claim_command(
    command_id: str, *, owner: str, now: float, seconds: float, node: str | None = None
) -> CommandRow | None:
    """Take a command for `seconds`: a queued one, or a running one whose owner let its time pass.

    Args:
        node: take it only if it is this node's.

    Returns:
        The row, its `attempt` raised by one (1 on the first try), or None when somebody else has it or it has ended.
    """
    changes = [
        CommandsItem.state.set("running"),
        CommandsItem.owner.set(owner),
        CommandsItem.until.set(now + seconds),
        CommandsItem.attempt.add(1),
    ]
    lapsed = (CommandsItem.state == "running") & (CommandsItem.until < now)
    free = (CommandsItem.state == "queued") | lapsed
    return _change(command_id, changes, free if node is None else free & (CommandsItem.open_node == node))


def extend_claim(command_id: str, *, owner: str, attempt: int, until: float) -> bool:
    """Keep a running command longer; False when it is not ours any more."""
    mine = (CommandsItem.state == "running") & (CommandsItem.owner == owner) & (CommandsItem.attempt == attempt)
    return _change(command_id, [CommandsItem.until.set(until)], mine) is not None


def finish_command(
    command_id: str, *, owner: str, attempt: int, outcome: Outcome, now: float, told_after: int | None = None
) -> CommandRow | None:
    """Write how our running command ended; None when it is not ours any more."""
    mine = (CommandsItem.state == "running") & (CommandsItem.owner == owner) & (CommandsItem.attempt == attempt)
    return _change(command_id, ending(command_id, outcome, now, told_after), mine)


def end_queued(command_id: str, *, outcome: Outcome, now: float, told_after: int | None = None) -> CommandRow | None:
    """End a command that nobody has begun (expired, not sent); None when somebody has."""
    return _change(command_id, ending(command_id, outcome, now, told_after), CommandsItem.state == "queued")


def end_lapsed(command_id: str, *, outcome: Outcome, now: float, told_after: int | None = None) -> CommandRow | None:
    """End a running command whose owner let its time pass; None when it goes on."""
    lapsed = (CommandsItem.state == "running") & (CommandsItem.until < now)
    return _change(command_id, ending(command_id, outcome, now, told_after), lapsed)


def ending(command_id: str, outcome: Outcome, now: float, told_after: int | None = None) -> list[Action]:
    """What every end of a command changes, whoever writes it.

    Args:
        told_after: a seq of its conference's feed from before this end, which is told after it.
    """
    known = [] if told_after is None else [CommandsItem.told_after.set(told_after)]
    return [
        *known,
        CommandsItem.to_audit.set(command_id[-2:]),
        CommandsItem.state.set(outcome.state),
        CommandsItem.outcome.set(msgspec.json.encode(outcome).decode()),
        CommandsItem.finished_at.set(now),
        CommandsItem.open_node.remove(),
    ]


def _change(command_id: str, changes: Sequence[Action], condition: Condition) -> CommandRow | None:
    item = CommandsItem(command_id)
    with answering():
        try:
            # Without the existence check an update would make a row of a command that TTL has taken away.
            item.update(actions=list(changes), condition=CommandsItem.id.exists() & condition)
        except UpdateError as error:
            raise_unless_refused(error)
            return None
    return row_of(item)
