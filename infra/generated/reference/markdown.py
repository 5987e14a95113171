"""The little Markdown that the reference is written in: tables, code, prose."""

import re
from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; nothing where there are no rows."""
    lines = [" | ".join(row) for row in rows]
    if not lines:
        return ""
    return "\n".join(f"| {line} |" for line in (" | ".join(head), " | ".join("---" for _ in head), *lines))


def code(text: str) -> str:
    """A word of a program in a cell: a bar would end the cell, wherever it stands."""
    if "|" not in text and "`" not in text:
        return f"`{text}`"
    for character, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("`", "&#96;")):
        text = text.replace(character, written)
    return f"<code>{text}</code>"


def prose(text: str) -> str:
    """A docstring on one line; angle brackets outside of code are no tags, a bar ends no cell."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    return "".join(code(part[1:-1]) if part.startswith("`") else _plain(part) for part in parts)


def chapters(*parts: str) -> str:
    """Parts with an empty line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def _plain(text: str) -> str:
    for character, written in (("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("*", "\\*"), ("_", "\\_")):
        text = text.replace(character, written)
    return text
