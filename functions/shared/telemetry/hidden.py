"""What stands in the place of a secret."""

from typing import Final

HIDDEN: Final = "…"
# The last four characters tell keys apart; of a short one they would tell too much.
_LONG_ENOUGH: Final = 12


def shown_key(key: str) -> str:
    """How a stream key is shown: `…last4`."""
    if key.startswith(HIDDEN):
        return key
    return HIDDEN + key[-4:] if len(key) >= _LONG_ENOUGH else HIDDEN
