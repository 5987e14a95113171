"""On which node something new begins: the one that has least to do, of those that take anything.

What a conference costs is its picture: each member's is decoded and put into the canvas, frame by frame, and the canvas
is compressed by each encoder.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from functions.shared.layouts import conference_profile, waiting_profile
from functions.shared.layouts.conference_profile import Param
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.tables.nodes import Node

SIZE = re.compile("([0-9]{1,5})x([0-9]{1,5})")


@dataclass(frozen=True)
class Picture:
    """A conference's picture, as large as FreeSWITCH makes it: pixels and frames a second.

    `encoders` is 1: every profile of ours has minimize-video-encoding.
    """

    width: int
    height: int
    fps: int
    encoders: int = 1

    def sized(self, canvas: str | None) -> "Picture":
        """The same where somebody has changed its size, such as 1920x1080; None: nobody has."""
        size = SIZE.fullmatch(canvas or "")
        return self if size is None else replace(self, width=int(size[1]), height=int(size[2]))


def _begins(params: Iterable[Param]) -> Picture:
    values = {param.name: param.value for param in params}
    width, _, height = values["video-canvas-size"].partition("x")
    return Picture(int(width), int(height), int(values["video-fps"]))


# What a room or a node may choose otherwise is not known to a relay; of two nodes the busier one is told by this, too.
MEETING = _begins(conference_profile.PARAMS)
WAITING = _begins(waiting_profile.PARAMS)


def load_of(conference: str, canvas: str | None, members: int) -> float:
    """What a conference costs: members x canvas x frames x encoders, in millions of pixels a second.

    Args:
        conference: its name on FreeSWITCH.
        canvas: its size where somebody has changed it, such as 1280x720.
        members: who has a picture, or may have one; a telephone costs next to nothing.
    """
    picture = (WAITING if is_waiting_room(conference) else MEETING).sized(canvas)
    return members * picture.width * picture.height * picture.fps * picture.encoders / 1e6


def takes_new(node: Node, now: float) -> bool:
    """Whether anything new may begin on a node: not on one that drains, is lost, has no FreeSWITCH or no relay."""
    return node.is_served(now) and node.state(now) == "up" and not node.draining


def least_loaded_first(nodes: Iterable[Node], now: float) -> list[Node]:
    """The nodes that take something new, those with least to do first."""
    return sorted((node for node in nodes if takes_new(node, now)), key=lambda node: node.load)
