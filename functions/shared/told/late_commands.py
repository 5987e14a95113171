"""Ends commands that are too late; whoever sees one first does it, the sweep or somebody who asks."""

from collections.abc import Callable

from functions.shared.command_life.outcomes import CommandRow, Outcome
from functions.shared.tables.commands.claims import end_lapsed, end_queued
from functions.shared.tables.commands.rows import find_command
from functions.shared.tables.known.nodes import known_node
from functions.shared.tables.nodes import Node
from functions.shared.told.command_ends import before_its_end, tell_end

# A relay that died with a command gets this long after the claim's end to come back and to say how it ended.
LOST_SECONDS = 60.0
# So long nobody asks whether the node of a command that waits is there: it was when the command was taken.
YOUNG_SECONDS = 3.0


def end_if_late(row: CommandRow, now: float, node_of: Callable[[str], Node | None] = known_node) -> CommandRow:
    """Return the row, ended if nobody can carry it out any more.

    That is one that waits beyond its deadline, or at a node that is lost by now, and one that was begun and abandoned.
    Its end is told in the conference's feed.

    Args:
        node_of: gives the node's row.
    """
    outcome = _queued_end(row, now, node_of) if row.state == "queued" else _running_end(row, now, node_of)
    if outcome is None:
        return row
    end = end_queued if row.state == "queued" else end_lapsed
    ended = end(row.id, outcome=outcome, now=now, told_after=before_its_end(row, now=now))
    if ended is None:
        # Somebody else changed it meanwhile: what they wrote counts.
        return find_command(row.id) or row
    tell_end(ended, now=now)
    return ended


def _queued_end(row: CommandRow, now: float, node_of: Callable[[str], Node | None]) -> Outcome | None:
    if now - row.created_at > YOUNG_SECONDS and _is_lost(node_of(row.node), now):
        return Outcome(state="failed", reason="node_lost", detail=f"the node {row.node} is lost; nothing was done")
    if row.deadline < now:
        return Outcome(state="expired", reason="deadline_passed", detail="nobody began it in time; nothing was done")
    return None


def _running_end(row: CommandRow, now: float, node_of: Callable[[str], Node | None]) -> Outcome | None:
    if row.state != "running" or row.until >= now:
        return None
    comes_back_no_more = max(row.until, row.deadline) + LOST_SECONDS < now
    node = node_of(row.node)
    if not _is_lost(node, now):
        detail = "the relay stopped while it was carried out"
        return Outcome(state="unknown", reason="relay_lost", detail=detail) if comes_back_no_more else None
    if comes_back_no_more or (node is not None and node.removing):
        detail = f"the node {row.node} was lost while it was carried out"
        return Outcome(state="unknown", reason="node_lost", detail=detail)
    return None


def _is_lost(node: Node | None, now: float) -> bool:
    # A node without a row may be one whose relay is about to write it again; the sweep looks twice.
    return node is not None and node.state(now) == "lost"
