"""What happens, line by line, for files and other programs."""

from types import TracebackType
from typing import Self

from ffctl.printing import print_json_line, print_out, say
from ffctl.shown import words
from freeswitch_functions_client import Watched
from freeswitch_functions_client.schemas import ConferenceView


class _Lines:
    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def status(self, status: str) -> None:
        """Said beside what is printed."""
        say(f"connection: {status}")


class JsonLines(_Lines):
    """One JSON object a line: each event as the API has it, and where no event tells it all of it as a `snapshot`."""

    def take(self, watched: Watched) -> None:
        if watched.anew or not watched.events:
            print_json_line({"type": "snapshot", "conference": watched.conference, "watching": watched.watching})
        for event in watched.events:
            print_json_line(event)

    def status(self, status: str) -> None:
        """Nobody reads it."""


class TextLines(_Lines):
    """A line for all of it, and one for each event with its data."""

    def take(self, watched: Watched) -> None:
        if watched.anew or not watched.events:
            print_out(_head(watched.conference))
        for event in watched.events:
            print_out(f"{event.at} {words(event.type)} {words(event.data)}")


def _head(now: ConferenceView | None) -> str:
    if now is None:
        return "no conference"
    layout = f"{words(now.layout)}, " if now.layout else ""
    return f"{now.member_count} people, {layout}node {words(now.node)} {words(now.node_state)}"
