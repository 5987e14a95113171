"""Tells the relay of a running conference that its stage is another."""

import time
import uuid

from functions.mux_control.commands import location
from functions.mux_control.submission.submitting import wake
from functions.shared.api.tokens import Grant
from functions.shared.outcomes import CommandRow
from functions.shared.settings import ApiSettings, read
from functions.shared.stage.wish import APPLY_STAGE
from functions.shared.state import ConferenceState
from functions.shared.tables.known_nodes import known_node
from functions.shared.tables.nodes import Node

News = tuple[Node, CommandRow] | tuple[None, None]
NO_NEWS: News = (None, None)

_command_seconds = read(ApiSettings).command_seconds


def news_of(conference: ConferenceState, grant: Grant) -> News:
    """Return the command that sends the relay to look at the stage now; none where it cannot.

    While FreeSWITCH is away; then the relay looks by itself.
    """
    now = time.time()
    node = known_node(conference.node)
    if node is None or not node.is_served(now) or not node.switch_up:
        return NO_NEWS
    row = CommandRow(
        id=str(uuid.uuid4()),
        kind=APPLY_STAGE,
        body=f'{{"kind":"{APPLY_STAGE}"}}',
        node=conference.node,
        domain=grant.domain,
        subject=grant.sub,
        created_at=now,
        deadline=now + _command_seconds,
        conference=conference.name,
        conference_uuid=conference.uuid,
    )
    return node, row


def tell(news: News) -> str | None:
    """Wake the relay; gives where the command can be read."""
    node, row = news
    if node is None or row is None:
        return None
    wake(node, row)
    return location(row.id)
