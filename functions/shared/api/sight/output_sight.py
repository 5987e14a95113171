"""Recordings, streams and stills of a node that is lost: what their rows say may not be so any more."""

from typing import TypeVar

from msgspec import structs

from functions.shared.outputs.life import OVER
from functions.shared.outputs.stills import StillState
from functions.shared.state import OutputState, StreamState
from functions.shared.tables.nodes import Node

Output = TypeVar("Output", bound=OutputState)

# After a day without its node nobody waits for a recording any more, and it may be deleted.
FORLORN_SECONDS = 24 * 3600.0


def seen(output: Output, node: Node | None, now: float) -> Output:
    """A recording or a stream as the API shows it while its node is in that state.

    What ran may run on or not: it is `interrupted`. If the node comes back it is what it is then, a recording's file
    included; until then a stream is given up with its conference, a recording a day later.
    """
    reason = _why_unseen(node, now)
    if reason is None or output.state in OVER:
        return output
    if node is None or _is_forlorn(output, node, now):
        return structs.replace(output, state="failed", reason=reason)
    state = "interrupted" if output.state in ("starting", "live") else output.state
    return structs.replace(output, state=state, reason=reason)


def seen_still(still: StillState, node: Node | None, now: float) -> StillState:
    """A still as the API shows it: a picture that was not stored yet is in its node's memory."""
    if still.state != "processing" or _why_unseen(node, now) != "node_lost":
        return still
    over = node is None or node.is_over(now)
    return structs.replace(still, state="failed" if over else "processing", reason="node_lost")


def _why_unseen(node: Node | None, now: float) -> str | None:
    state = "lost" if node is None else node.state(now)
    return {"up": None, "switch_down": "switch_down", "lost": "node_lost"}[state]


def _is_forlorn(output: OutputState, node: Node, now: float) -> bool:
    if isinstance(output, StreamState):
        return node.is_over(now)
    return node.state(now) == "lost" and (node.removing or now - node.switch_seen > FORLORN_SECONDS)
