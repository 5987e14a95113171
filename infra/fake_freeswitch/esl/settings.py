"""The ESL commands that are answered with one line: subscriptions, filters and the log."""

from infra.fake_freeswitch.esl.request import Request
from infra.fake_freeswitch.esl.subscription import STYLES, Subscription
from infra.fake_freeswitch.state.channel import new_uuid
from infra.fake_freeswitch.state.switch import Switch

_LEVELS = {
    "console": 0, "alert": 1, "crit": 2, "err": 3, "warning": 4, "notice": 5, "info": 6, "debug": 7,
}  # fmt: skip


# This connection is no call's, so there is no session to control.
_FIXED = {
    "nolog": "+OK no longer logging",
    "linger": "-ERR not controlling a session",
    "nolinger": "-ERR not controlling a session",
    "divert_events": "-ERR not controlling a session.",
}


class EslSettings:
    def __init__(self, switch: Switch) -> None:
        self._switch = switch
        self.subscription = Subscription()

    def answer(self, word: str, rest: str, request: Request) -> str:
        """Everything that is answered with one ``Reply-Text`` line."""
        words = rest.split()
        if word == "event":
            return self._listen(words)
        if word == "nixevent":
            return "+OK events nixed" if self.subscription.ignore(words) else "-ERR no keywords supplied"
        if word == "noevents":
            self.subscription.clear()
            return "+OK no longer listening for events"
        if word == "filter":
            return self._filter(rest)
        if word == "log":
            return self._log(rest)
        if word == "sendevent":
            return self._send_event(rest, request)
        return _FIXED.get(word, "-ERR command not found")

    @staticmethod
    def _log(rest: str) -> str:
        """A level by name or number; nothing means everything."""
        level = int(rest) if rest.isdecimal() else _LEVELS.get(rest.lower() or "debug", -1)
        return f"+OK log level {rest} [{level}]" if 0 <= level <= 7 else "-ERR invalid log level"

    def _listen(self, words: list[str]) -> str:
        style = words[0].lower() if words and words[0].lower() in STYLES else ""
        if not self.subscription.listen(words[1:] if style else words):
            return "-ERR no keywords supplied"
        self.subscription.style = style or self.subscription.style
        return f"+OK event listener enabled {self.subscription.style}"

    def _filter(self, rest: str) -> str:
        words = rest.split(" ", 2)
        if not rest:
            return "-ERR command not found"
        if words[0] == "delete":
            return self._delete_filter(words[1:])
        words = words[1:] if words[0] == "add" else rest.split(" ", 1)
        if len(words) < 2:
            return "-ERR invalid syntax"
        self.subscription.filters.append((words[0], words[1].strip()))
        return f"+OK filter added. [{words[0]}]=[{words[1].strip()}]"

    def _delete_filter(self, words: list[str]) -> str:
        if not words:
            return "-ERR invalid syntax"
        if words[0].lower() == "all":
            self.subscription.filters.clear()
            return "+OK filter deleted. [all][]"
        value = words[1] if len(words) > 1 else ""
        self.subscription.filters = [
            (header, wanted)
            for header, wanted in self.subscription.filters
            if header.lower() != words[0].lower() or (value and wanted != value)
        ]
        return f"+OK filter deleted. [{words[0]}][{value}]"

    def _send_event(self, name: str, request: Request) -> str:
        identity = new_uuid()
        headers = [("Event-UUID", identity)]
        headers += [(key, value) for key, value in request.headers.items() if key.lower() != "content-length"]
        switch = self._switch
        event = switch.new_event(name, ("mod_event_socket.c", "parse_command", "2262"), headers)
        event.body = request.body.decode(errors="replace")
        switch.send(event)
        return f"+OK {identity}"
