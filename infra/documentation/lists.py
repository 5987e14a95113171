"""Lists as GitHub reads them, written as Python-Markdown reads them: four blanks a level, an empty line before."""

import re
from collections.abc import Iterator

_ITEM = re.compile(r"( *)([-*+]|\d{1,3}\.)( +)(?=\S)")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
LEVEL = "    "


def indented(markdown: str) -> str:
    """Return the text with every list's items and what belongs to them as far in as the site's reader asks for."""
    return "\n".join(_lines(markdown.split("\n")))


def _lines(lines: list[str]) -> Iterator[str]:
    contents: list[int] = []  # of each open item: the column at which its text begins
    for line, is_code, after_blank in _marked(lines):
        item = None if is_code else _ITEM.match(line)
        column = len(line) - len(line.lstrip(" "))
        was_inside = bool(contents)
        ends = line.strip() and not is_code and (item or after_blank)
        # A line that begins further left ends an item, but for one that goes on with its paragraph.
        while ends and contents and column < contents[-1]:
            contents.pop()
        if item is None:
            yield _moved(line, contents)
            continue
        if not was_inside and not after_blank:
            yield ""
        yield LEVEL * len(contents) + line[column:]
        contents.append(item.end())


def _marked(lines: list[str]) -> Iterator[tuple[str, bool, bool]]:
    """Each line, whether it stands in fenced code, and whether the one before is empty."""
    fence = ""
    after_blank = True
    for line in lines:
        is_code = bool(fence)
        opened = _FENCE.match(line)
        if fence and line.strip() == fence:
            fence = ""
        elif opened and not fence:
            fence = opened[1]
        yield line, is_code, after_blank
        after_blank = not line.strip() and not is_code


def _moved(line: str, contents: list[int]) -> str:
    if not contents or not line.strip():
        return line
    column = len(line) - len(line.lstrip(" "))
    return LEVEL * len(contents) + line[min(column, contents[-1]) :]
