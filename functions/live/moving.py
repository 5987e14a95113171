"""Who is just moving whom: told to the other operators at once, kept nowhere, over after seconds by itself.

It is no event of the feed: nothing has happened yet, and to whoever comes later it says nothing.
"""

import time

import msgspec

from functions.shared.api.tokens import no_conference
from functions.shared.live.frame_shapes import MovingFrame
from functions.shared.live.message_shapes import MoveFrame
from functions.shared.live.posting import post
from functions.shared.live.viewers import covers
from functions.shared.rights import FRAMES, may
from functions.shared.tables.live.connections import Viewer, listening

# For so long it is shown unless it is said again.
SHOWN_SECONDS = 10
# Operators of one conference, in as many windows.
MOST_TOLD = 50


def tell_moving(said: MoveFrame, connection: str, viewer: Viewer) -> None:
    """Tell every other window that may move people there as well; one that does not take it is left alone.

    Raises:
        Problem: the token does not cover the conference.
        TablesUnavailable: nobody is told; to say it again is right.
    """
    if not covers(viewer, said.conference):
        raise no_conference(said.conference)
    frame = msgspec.json.encode(
        MovingFrame(
            conference=said.conference,
            by=viewer.subject,
            name=viewer.name or None,
            member=said.member,
            seconds=SHOWN_SECONDS,
        )
    )
    others = (one for one in listening(said.conference, viewer.domain, now=time.time()) if one.connection != connection)
    for one in [one for one in others if may(one.viewer.can, FRAMES["moving"])][:MOST_TOLD]:
        # Whoever is gone is found when something happens.
        post(one.connection, frame)
