"""The stand-in's diary, arranged for questions: who was where, and which commands were carried out when."""

from collections import defaultdict
from collections.abc import Sequence

from infra.fake_freeswitch.state.diary import Entry


class Account:
    """Built once from all entries, in their order."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        # meeting → call → member number
        self.numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._left: dict[tuple[str, str], float] = {}
        self._ended: dict[str, float] = {}
        self._commands: dict[str, list[Entry]] = defaultdict(list)
        open_meetings: set[str] = set()
        for entry in entries:
            match entry.what:
                case "begin":
                    self._ended |= dict.fromkeys(open_meetings, entry.at)
                    open_meetings.clear()
                case "open":
                    open_meetings.add(entry.meeting)
                case "end":
                    self._end(entry, open_meetings)
                case "join":
                    self.numbers[entry.meeting][entry.call] = entry.member
                    self._left.pop((entry.meeting, entry.call), None)
                case "leave":
                    self._left[entry.meeting, entry.call] = entry.at
                case "command":
                    self._commands[entry.meeting].append(entry)

    def _end(self, entry: Entry, open_meetings: set[str]) -> None:
        self._ended[entry.meeting] = entry.at
        open_meetings.discard(entry.meeting)

    def commands_of(self, meeting: str) -> Sequence[Entry]:
        """What was told a meeting, in order; and under the empty name what is about calls."""
        return self._commands[meeting]

    def ended_before(self, meeting: str, at: float) -> bool:
        """Whether a meeting was over by then."""
        return self._ended.get(meeting, float("inf")) <= at

    def left_before(self, meeting: str, call: str, at: float) -> bool:
        """Whether a call was in that meeting and was not any more; the end of a meeting puts everybody out."""
        if call not in self.numbers[meeting]:
            return False
        gone = min(self._left.get((meeting, call), float("inf")), self._ended.get(meeting, float("inf")))
        return gone <= at
