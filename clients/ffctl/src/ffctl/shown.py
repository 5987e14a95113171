"""Values as a terminal shows them: all of them, and nothing that a name says is obeyed by the terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import IO

import msgspec
from rich.console import Console, ConsoleDimensions, Group, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

# A file or another program has no width.
WIDE = 100_000
Item = Mapping[str, object]


def plain(struct: object) -> dict[str, object]:
    """Return an answer as JSON has it."""
    found: dict[str, object] = msgspec.to_builtins(struct)
    return found


def words(value: object) -> str:
    """Return a value in a line; what steers terminals is written as Python would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return safe(msgspec.json.encode(value).decode()) if value else ""
    if isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) for one in value):
            return safe(msgspec.json.encode(value).decode())
        return ", ".join(words(one) for one in value)
    return safe(str(value))


def console_for(stream: IO[str]) -> Console:
    """A console as wide as its terminal; where there is none, as wide as what is shown."""
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.size = ConsoleDimensions(WIDE, console.height)
    return console


def table(items: Sequence[Item], columns: Sequence[str], console: Console) -> RenderableType:
    """Show items below each other; cells fold where the terminal is narrow.

    Where even a word would not fit, each item is a block of its own.
    """
    made = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        made.add_column(column, overflow="fold")
    for item in items:
        made.add_row(*(Text(words(item.get(column))) for column in columns))
    least = Measurement.get(console, console.options.update(max_width=WIDE), made).minimum
    if least <= console.width:
        return made
    return Group(*(Group(block({column: item.get(column) for column in columns}), Text("")) for item in items))


def block(item: Item) -> RenderableType:
    """Show one thing, a field a line; what is in it stands below its name."""
    made = Table(box=None, show_header=False, pad_edge=False)
    made.add_column(overflow="fold")
    made.add_column(overflow="fold")
    for name, value in _lines(item):
        made.add_row(Text(name, style="bold"), Text(words(value)))
    return made


def _lines(item: Item, above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in item.items():
        if isinstance(value, Mapping) and value:
            yield from _lines(value, f"{above}{name}.")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            for number, one in enumerate(value):
                yield from _lines(one, f"{above}{name}.{number}.")
        else:
            yield f"{above}{name}", value


def safe(text: str) -> str:
    """Return a line in which nothing steers a terminal: such a character is written as Python would write it."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)
