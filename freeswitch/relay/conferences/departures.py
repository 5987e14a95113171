"""Why a member left: the hang-up's cause may come before or after the member is gone from the conference."""

from collections import OrderedDict
from dataclasses import dataclass

# Hang-ups that no conference asked about, and departures whose calls go on; the oldest are forgotten.
MOST_REMEMBERED = 5000

_SENT_AWAY = {"kick-member": "kicked", "hup-member": "hung_up_by_command", "transfer": "transferred"}


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
