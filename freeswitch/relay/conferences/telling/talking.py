"""Who talks, as it may be told: whoever begins and stops with every word would fill the feed."""

from collections.abc import Sequence
from typing import Final

import msgspec

from functions.shared.state import MemberState

# A member's talking is told at most so often.
TALKING_SECONDS: Final = 1.0


class Talking:
    """Of one conference's members, by the uuids of their calls."""

    def __init__(self) -> None:
        self._told: dict[str, float] = {}
        # Somebody's talking waits for its second.
        self.held = False

    def as_told(
        self, members: Sequence[MemberState], before: Sequence[MemberState], moment: float
    ) -> tuple[MemberState, ...]:
        """The members as they may be told: who began or stopped a moment ago still does what they did.

        Args:
            before: as they are told by now.
            moment: of a clock that only goes forward, in seconds.
        """
        known = {member.uuid: member.talking for member in before}
        return tuple(self._one(member, known.get(member.uuid), moment) for member in members)

    def _one(self, member: MemberState, was: bool | None, moment: float) -> MemberState:
        if was is None or was == member.talking:
            return member
        if moment < self._told.get(member.uuid, -TALKING_SECONDS) + TALKING_SECONDS:
            self.held = True
            return msgspec.structs.replace(member, talking=was)
        self._told[member.uuid] = moment
        return member

    def forget(self, call: str) -> None:
        """They have left."""
        self._told.pop(call, None)
