"""Who may do what, as docs/rights.md shows it: `python -m infra.generated.rights_table`."""

from collections.abc import Iterable, Mapping

from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.rights import COMMANDS, EVENTS, FRAMES, MEANINGS, Needs


def tables() -> str:
    """Return the tables in Markdown, each under its heading."""
    operations = [
        (f"`{one.method} {one.path}`", "no token" if one.public else _words(one.needs)) for one in ALL_OPERATIONS
    ]
    return "\n\n".join(
        [
            _table(
                "Abilities",
                ("ability", "a token with it may"),
                ((f"`{name}`", text) for name, text in MEANINGS.items()),
            ),
            _table("Operations", ("operation", "needs"), operations),
            _table("Fields", ("fields", "of", "need"), _fields()),
            _table("Commands", ("commands", "need"), _together(COMMANDS)),
            _table("What a client says over a WebSocket", ("frames", "need"), _together(FRAMES)),
            _table("Events", ("events", "need"), _together(EVENTS)),
        ]
    )


def _fields() -> Iterable[tuple[str, ...]]:
    for one in ALL_OPERATIONS:
        for names, needs in _together(one.needs_of_fields):
            yield names, f"`{one.method} {one.path}`", needs


def _together(needs: Mapping[str, Needs]) -> Iterable[tuple[str, str]]:
    """A line for all that needs the same."""
    for each in dict.fromkeys(needs.values()):
        yield ", ".join(f"`{name}`" for name, one in needs.items() if one == each), _words(each)


def _words(needs: Needs) -> str:
    return ", ".join(f"`{one}`" for one in needs) or "any token"


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return f"## {title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    print(tables())
