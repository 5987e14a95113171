"""What no join tells FreeSWITCH of who is moved with their conference: in a variable of their call, for its relay."""

import base64
import binascii
from typing import Final

import msgspec

from functions.shared.state import Banner, Settled

# The variable; whoever comes in any other way is without it.
WENT_ALONG: Final = "went_along_with"


class Along(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stays of somebody whose call is another one for the node to which they are moved; moments in RFC 3339.

    Attributes:
        heard: whether they are heard once they are not `on_hold` any more; until they are, the join mutes them.
        banner: with more than its text, which the join tells.
    """

    hand_raised_at: str = ""
    asked_to_unmute_at: str = ""
    on_hold: bool = False
    heard: bool = False
    settled: Settled | None = None
    banner: Banner | None = None


NOTHING: Final = Along()


def as_variable(along: Along) -> str:
    """Write it in letters that end nothing in a dial string; empty where there is nothing."""
    return "" if along == NOTHING else base64.urlsafe_b64encode(msgspec.json.encode(along)).decode().rstrip("=")


def from_variable(text: str) -> Along:
    """Read what `as_variable` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        body = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(body, type=Along)
    except (binascii.Error, msgspec.DecodeError, UnicodeError) as problem:
        raise ValueError(f"{WENT_ALONG} is none of ours: {problem}") from None
