"""For how long what stands between may keep an answer to FreeSWITCH: said and read as HTTP does (RFC 9111, 5861)."""

import re
from typing import Final, NamedTuple

# As long as a function itself goes on with what it has read of a domain.
FRESH_SECONDS: Final = 5
# While no function answers: whoever is disabled meanwhile is out after this at the latest.
OUTAGE_SECONDS: Final = 15 * 60
CACHE_CONTROL: Final = "Cache-Control"
# Tells that a user was looked for who is not there, so that whoever keeps answers can count them.
NOBODY: Final = "Lookup-Nobody"

_DIRECTIVE = re.compile(r"([a-z-]+)=([0-9]{1,6})")


class Keeping(NamedTuple):
    """For how many seconds an answer may stand for a new one, and for how many where no new one is to be had."""

    fresh: int = 0
    in_outage: int = 0

    @property
    def header(self) -> str:
        """The value of `Cache-Control`."""
        if self == NEVER:
            return "no-store"
        return f"max-age={self.fresh}, stale-if-error={self.in_outage}"


NEVER: Final = Keeping()
KEPT: Final = Keeping(FRESH_SECONDS, OUTAGE_SECONDS)
# FreeSWITCH keeps these itself, and is told to forget them: whoever asks after that must get what is so now.
KEPT_FOR_AN_OUTAGE: Final = Keeping(0, OUTAGE_SECONDS)


def keeping_of(cache_control: str) -> Keeping:
    """Read a `Cache-Control`; what does not say that an answer may be kept says that it may not."""
    words = {word.strip() for word in cache_control.lower().split(",")}
    if not words.isdisjoint({"no-store", "no-cache", "private"}):
        return NEVER
    said = {found[1]: found[2] for word in words if (found := _DIRECTIVE.fullmatch(word))}
    return Keeping(int(said.get("max-age", 0)), int(said.get("stale-if-error", 0)))
