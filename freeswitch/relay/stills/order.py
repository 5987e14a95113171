"""What the relay orders from the process that stores a still, and what that answers; it lies beside the picture."""

import msgspec

from functions.shared.outputs.stills import StillRow


class StoreOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One still to store."""

    row: StillRow
    region: str


class StoreResult(msgspec.Struct, frozen=True, kw_only=True):
    """How it went."""

    stored: bool
    detail: str | None = None
