"""Tells the relay of a running conference that its stage is another."""

import secrets
import time

from functions.mux_control.commands import location
from functions.mux_control.submission.queued import queued
from functions.mux_control.submission.submitting import wake
from functions.shared.api.tokens import Grant
from functions.shared.audit.entry import Entry
from functions.shared.command_life.applying_stage import NOTHING, ApplyStage, encode_asked
from functions.shared.command_life.outcomes import CommandRow, id_at_node
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.state import ConferenceState
from functions.shared.tables.known.nodes import known_node
from functions.shared.tables.nodes import Node

News = tuple[Node, CommandRow] | tuple[None, None]
NO_NEWS: News = (None, None)


def news_of(conference: ConferenceState, grant: Grant, entry: Entry, asked: ApplyStage = NOTHING) -> News:
    """Return the command that sends the relay to look at the stage now; none where it cannot.

    While FreeSWITCH is away; then the relay looks by itself.

    Args:
        asked: what the relay is to do with the stage.
    """
    node = known_node(conference.node)
    if node is None or not node.is_served(time.time()) or not node.switch_up:
        return NO_NEWS
    new = id_at_node(conference.node, secrets.token_hex(16))
    return node, queued(new, APPLY_STAGE, encode_asked(asked), conference, grant, entry=entry)


def tell(news: News) -> str | None:
    """Wake the relay; gives where the command can be read."""
    node, row = news
    if node is None or row is None:
        return None
    wake(node, row)
    return location(row.id)
