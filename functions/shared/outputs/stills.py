"""A still: a picture of the real canvas at one moment, kept for a while."""

from typing import Literal

import msgspec

from functions.shared.grammars.moments import Moment
from functions.shared.outputs.retention import seconds_of

# What FreeSWITCH takes as a canvas.
LEAST, MOST = (320, 180), (7680, 4320)
# A canvas of noise in 4K comes out at some 25 MB; a picture of people at 1280x720 at one or two.
MOST_BYTES = 32 * 1024 * 1024
MEDIA_TYPE = "image/png"
# It is stored within minutes, or given up. One of which nothing was heard for so long went with its node's memory.
LOST_SECONDS = 3600.0


class StillState(msgspec.Struct, frozen=True, kw_only=True):
    """A still as the API shows it: taken, then stored."""

    id: str
    conference: str
    state: Literal["processing", "ready", "failed"]
    reason: str | None = None
    taken_at: Moment
    width: int
    height: int
    bytes: int
    sha256: str
    # When it will be gone, row and picture.
    expires_at: Moment


class StillRow(msgspec.Struct, frozen=True, kw_only=True):
    """A still as it is stored, and as the relay's next process finds it beside the file; the times are from 1970."""

    state: StillState
    conference_uuid: str
    domain: str
    node: str
    bucket: str
    key: str
    expires: float
    # A seq of the conference's feed from before it was taken; None of a row that knows no feed.
    told_after: int | None = None

    @property
    def id(self) -> str:
        return self.state.id


def as_of(row: StillRow, now: float) -> StillRow:
    """The still as it is by now: one that nobody can be storing any more is lost."""
    taken = seconds_of(row.state.taken_at)
    if row.state.state != "processing" or taken is None or now - taken < LOST_SECONDS:
        return row
    return msgspec.structs.replace(row, state=msgspec.structs.replace(row.state, state="failed", reason="lost"))


def object_key(node: str, prefix: str, domain: str, conference: str, name: str) -> str:
    """The object's key, made from ids and the picture's hash only: one that is taken again gets another."""
    return "/".join(part for part in (node, prefix.strip("/"), domain, conference, f"{name}.png") if part)
