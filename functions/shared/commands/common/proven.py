"""What proves a command, and how long to wait for it."""

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True)
class ProvenBy:
    """`event`: one of these Actions or Event-Names, read by `confirms`; if none comes, one last look at the state.

    `state`: FreeSWITCH is asked (`state_query`) after its yes, until it shows the end. `reply`: nothing but the yes.
    `file`: what the command should have written is looked at: a whole PNG, as large as a canvas.
    `row`: the relay keeps it, for FreeSWITCH does not know of it; the conference's row shows it.
    `within` is in seconds.
    """

    kind: Literal["event", "state", "reply", "file", "row"]
    within: float
    events: tuple[str, ...] = ()


def by_event(*events: str, within: float = 5.0) -> ProvenBy:
    return ProvenBy("event", within, events)


BY_ROW: Final = ProvenBy("row", 5.0)
BY_STATE: Final = ProvenBy("state", 3.0)
# Layouts, banners, images, the canvas and the video floor's lock leave no trace but FreeSWITCH's word.
BY_REPLY: Final = ProvenBy("reply", 0.0)
