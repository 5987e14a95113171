"""Who has left, and which meetings have ended, of one name, where no row says so yet."""

from dataclasses import dataclass
from typing import Final

from functions.shared.meetings.gone import Departed, Ended

# More than a relay may keep of one name while the tables are away.
MOST_DEPARTED: Final = 1000


@dataclass(frozen=True)
class Gone:
    """What there is to write at one moment."""

    departed: tuple[Departed, ...]
    over: tuple[Ended, ...]


class Unwritten:
    """The first of those who have left are kept, once for each stay, and every meeting."""

    def __init__(self) -> None:
        # By meeting, call and join.
        self._departed: dict[tuple[str, str, str | None], Departed] = {}
        self._over: dict[str, Ended] = {}

    def departs(self, one: Departed) -> None:
        if len(self._departed) < MOST_DEPARTED:
            self._departed[one.meeting, one.member.uuid, one.member.joined_at] = one

    def ends(self, meeting: Ended) -> None:
        self._over[meeting.state.uuid] = meeting

    def gone(self) -> Gone:
        """What no row says yet."""
        return Gone(tuple(self._departed.values()), tuple(self._over.values()))

    def written(self, gone: Gone) -> None:
        """Rows say this now."""
        self._departed = {key: one for key, one in self._departed.items() if one not in gone.departed}
        self._over = {key: one for key, one in self._over.items() if one not in gone.over}
