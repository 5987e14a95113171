"""The code that the pages of the documentation show, and how each piece of it is run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.documentation.outside import OUTSIDE

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").rglob("*.md"), *(ROOT / path for path in OUTSIDE)])
_BLOCK = re.compile(
    r"(?:^ *<!-- not run here: (?P<reason>[^>]+?) -->\n)?"
    r'^(?P<indent> *)```(?P<language>[a-z]*)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^(?P=indent)```$',
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Snippet:
    """A fenced block; `follows` says that nothing but blank lines stand between it and the block before."""

    page: Path
    number: int
    language: str
    title: str
    text: str
    reason: str
    follows: bool

    def __str__(self) -> str:
        return f"{named(self.page)} {self.number}"


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


def snippets(page: Path) -> Iterator[Snippet]:
    """Every block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    end = -1
    for number, match in enumerate(_BLOCK.finditer(text), 1):
        inside = "\n".join(line.removeprefix(match["indent"]) for line in match["text"].splitlines())
        follows = end >= 0 and not text[end : match.start()].strip()
        end = match.end()
        yield Snippet(
            page, number, match["language"], match["title"] or "", inside + "\n", match["reason"] or "", follows
        )


@dataclass(frozen=True)
class Step:
    """A piece of shell, and what the page says that it prints."""

    snippet: Snippet
    shown: str


def steps(page: Path) -> list[Step]:
    """What somebody types who follows a page."""
    blocks = list(snippets(page))
    after = [*blocks[1:], None]  # of a page without blocks nothing is taken
    return [
        Step(block, following.text if following and following.language == "text" and following.follows else "")
        for block, following in zip(blocks, after, strict=False)
        if block.language == "sh" and not block.reason
    ]


def files(page: Path) -> dict[str, str]:
    """What a page says to save, by the name that it says."""
    return {block.title: block.text for block in snippets(page) if block.title}


def lost_line(shown: str, printed: str) -> str | None:
    """Return the first line of what a page shows that was not printed, in its order; `…` stands for anything."""
    position = 0
    for line in shown.splitlines():
        pieces = [re.escape(piece) for piece in line.strip().strip("…").split("…")]
        match = re.compile(".*?".join(pieces)).search(printed, position)
        if match is None:
            return line
        position = match.end()
    return None
