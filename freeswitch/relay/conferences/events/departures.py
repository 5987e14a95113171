"""Why a member left, for the hang-up may come before or after; and what has left, of which more may come late."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import TypeVar

from functions.shared.encoders.between_nodes import MOVED as MOVED_CAUSE
from functions.shared.encoders.between_nodes import MOVES_TO
from functions.shared.feed.events import MOVED

Key = TypeVar("Key")

# Hang-ups that no conference asked about, and departures whose calls go on; the oldest are forgotten.
MOST_REMEMBERED = 5000
# Meetings that are over, and stays that are, of which more may come; the oldest are forgotten.
MOST_OVER, MOST_LEFT = 1000, 5000

_SENT_AWAY = {"kick-member": "kicked", "hup-member": "hung_up_by_command", "transfer": "transferred", MOVES_TO: MOVED}
# The cause with which commands, ours and an operator's on the node, end a call.
_BY_COMMAND = {"MANAGER_REQUEST": "hung_up_by_command", MOVED_CAUSE: MOVED}


@dataclass(frozen=True, slots=True)
class Departure:
    """A member has left; `cause` is FreeSWITCH's hang-up cause, or what sent the member away."""

    conference: str
    call: str
    cause: str


class Departures:
    """Brings each departure together with its cause."""

    def __init__(self) -> None:
        self._causes: OrderedDict[str, str] = OrderedDict()
        self._left: OrderedDict[str, str] = OrderedDict()

    def sent_away(self, call: str, action: str) -> None:
        self._remember(self._causes, call, _SENT_AWAY[action])

    def left(self, conference: str, call: str) -> Departure | None:
        cause = self._causes.pop(call, None)
        if cause is not None:
            return Departure(conference, call, cause)
        self._remember(self._left, call, conference)
        return None

    def hung_up(self, call: str, cause: str) -> Departure | None:
        cause = _BY_COMMAND.get(cause, cause)
        conference = self._left.pop(call, None)
        if conference is not None:
            return Departure(conference, call, cause)
        self._remember(self._causes, call, cause)
        return None

    @staticmethod
    def _remember(memory: OrderedDict[str, str], call: str, text: str) -> None:
        memory[call] = text
        memory.move_to_end(call)
        if len(memory) > MOST_REMEMBERED:
            memory.popitem(last=False)


class Bygones:
    """What comes late of them, such as the end of a sound, is no gap, and brings nobody back."""

    def __init__(self) -> None:
        self._over: OrderedDict[str, None] = OrderedDict()
        self._left: OrderedDict[tuple[str, str], None] = OrderedDict()

    def is_over(self, meeting: str) -> None:
        _remember(self._over, meeting, MOST_OVER)

    def over(self, meeting: str) -> bool:
        return meeting in self._over

    def has_left(self, meeting: str, number: str) -> None:
        """Mod_conference gives each stay another Member-ID."""
        _remember(self._left, (meeting, number), MOST_LEFT)

    def left(self, meeting: str, number: str) -> bool:
        return (meeting, number) in self._left


def _remember(memory: OrderedDict[Key, None], key: Key, most: int) -> None:
    memory[key] = None
    memory.move_to_end(key)
    if len(memory) > most:
        memory.popitem(last=False)
