"""Percent-decoding as FreeSWITCH does it: ``+`` stays, broken sequences stay."""

import re

_SEQUENCE = re.compile(rb"%([0-9A-Fa-f]{2})")


def percent_decoded(text: str) -> str:
    return _SEQUENCE.sub(lambda match: bytes([int(match[1], 16)]), text.encode()).decode(errors="replace")
