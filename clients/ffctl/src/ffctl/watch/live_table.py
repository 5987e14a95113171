"""A conference as a table that changes with it."""

from collections import deque
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Self

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text

from ffctl.shown import plain, table, words
from freeswitch_functions_client import Watched
from freeswitch_functions_client.schemas import Event

COLUMNS = ("number", "name", "user", "talking", "muted", "video_muted", "slot", "floor", "host")
LAST_EVENTS = 8
# Heads, blank lines, outputs.
OTHER_LINES = 8
LEAST_MEMBERS = 3


class LiveTable:
    """People, outputs and the last events of a conference.

    Args:
        console: the terminal.
    """

    def __init__(self, name: str, console: Console) -> None:
        self._name = name
        self._console = console
        self._watched: Watched | None = None
        self._status = ""
        self._events = deque[Event](maxlen=LAST_EVENTS)
        self._live = Live(console=console, auto_refresh=False, vertical_overflow="visible")

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def take(self, watched: Watched) -> None:
        self._watched = watched
        self._events.extend(watched.events)
        self._draw()

    def status(self, status: str) -> None:
        self._status = status
        self._draw()

    def picture(self) -> RenderableType:
        """All that is known, as it is shown."""
        return Group(*self._parts())

    def _draw(self) -> None:
        self._live.update(self.picture(), refresh=True)

    def _parts(self) -> Iterator[RenderableType]:
        now = self._watched.conference if self._watched else None
        connection = f"connection: {self._status}" if self._status else "asking"
        if now is None:
            what = "nobody has told anything yet" if self._watched is None else "no conference"
            yield Text(f"{words(self._name)}  {what}  {connection}", style="bold")
        else:
            head = (words(self._name), f"{now.member_count} people", words(now.layout), f"node {words(now.node)}")
            yield Text("  ".join((*head, words(now.node_state), connection)), style="bold")
            members = [plain(one) for one in now.members]
            fit = max(LEAST_MEMBERS, self._console.height - OTHER_LINES - LAST_EVENTS)
            yield table(members[:fit], COLUMNS, self._console)
            if len(members) > fit:
                yield Text(f"and {len(members) - fit} more, for whom this terminal is not high enough")
            for kind, outputs in (("recording", now.recordings), ("stream", now.streams)):
                for one in outputs:
                    yield Text(f"{kind} {words(one.name or one.id)}: {one.state} {words(one.reason)}".rstrip())
        if self._events:
            yield Text("")
        for event in self._events:
            yield Text(f"{event.at[11:19]}  {words(event.type)}  {_told(event.data)}".rstrip())


def _told(data: Mapping[str, object]) -> str:
    """What an event says in short: who, and what is different; `--json` has all of it."""
    member = data.get("member")
    who = member.get("name") if isinstance(member, Mapping) else data.get("name")
    changed = data.get("changed")
    pairs = changed.items() if isinstance(changed, Mapping) else ()
    what = ", ".join(f"{words(name)} {words(value)}" for name, value in pairs)
    more = (words(data.get(name)) for name in ("kind", "state", "cause", "reason", "text"))
    return " ".join(one for one in (words(who), what, *more) if one)
