"""Links as they are right in the repository, made right for the site, which has only some of its files."""

import posixpath
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from infra.documentation.outside import place_of

ROOT = Path(__file__).parents[2]
# Code is left alone, wherever a link seems to stand in it.
_CODE_OR_LINK = re.compile(
    r"(?P<code>`+)(?:.|\n)*?(?P=code)|(?P<bang>!?)\[(?P<text>(?:`[^`]*`|[^\]`])*)\]\((?P<to>[^)\s]+)\)"
)
_FENCE = re.compile(r"^ *(`{3,}|~{3,})")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|//|/")


def rewritten(markdown: str, source: str, *, exists: Callable[[Path], bool] = Path.exists) -> str:
    """Return a page's text with its links as the site needs them.

    A link to another page leads there. One to a file that is no page becomes the file's path, for who has the
    repository. One to nothing stays, and fails the build.

    Args:
        source: the page's path in the repository.
        exists: whether there is such a file.
    """
    here = posixpath.dirname(place_of(source) or source)
    folder = posixpath.dirname(source)

    def changed(match: re.Match[str]) -> str:
        to = match["to"]
        if to is None or _ELSEWHERE.match(to):
            return match[0]
        path, mark, anchor = to.partition("#")
        target = posixpath.normpath(posixpath.join(folder, path))
        place = place_of(target)
        if place is not None and exists(ROOT / target):
            return f"{match['bang']}[{match['text']}]({posixpath.relpath(place, here or '.')}{mark}{anchor})"
        if not exists(ROOT / target):
            return match[0]
        named = match["text"].strip("`")
        return f"`{target}`" if target.endswith(named) else f"{match['text']} (`{target}`)"

    return "".join(part if is_code else _CODE_OR_LINK.sub(changed, part) for is_code, part in parts(markdown))


def parts(markdown: str) -> Iterator[tuple[bool, str]]:
    """Part a text into fenced code and what stands between."""
    held: list[str] = []
    fence = ""
    for line in markdown.splitlines(keepends=True):
        match = _FENCE.match(line)
        if match and not fence:
            yield False, "".join(held)
            held, fence = [line], match[1]
        elif match and line.strip() == fence:
            yield True, "".join([*held, line])
            held, fence = [], ""
        else:
            held.append(line)
    yield bool(fence), "".join(held)
