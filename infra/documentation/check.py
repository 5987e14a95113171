"""Looks at the built site: every link leads somewhere in it, nothing is loaded from another host, it can be searched.

`python -m infra.documentation.check FOLDER`; links to other hosts are for people to follow and are asked of nobody.
"""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

# What a browser fetches by itself, by element.
_LOADED = {
    **dict.fromkeys(("script", "iframe", "audio", "embed", "input"), ("src",)),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "object": ("data",),
    "use": ("href", "xlink:href"),
}
_LOADING_LINKS = frozenset(
    {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest", "modulepreload"}
)
_IN_CSS = re.compile(r"""(?:@import\s+(?:url\(\s*)?|url\(\s*)["']?([^"')\s;]+)""")


class Page(HTMLParser):
    """What one page links to, loads, and can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids = set[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an element says."""
        said = {name: value or "" for name, value in attrs}
        self.ids |= {said[name] for name in ("id", "name") if said.get(name)}
        self.loads += [said[name].split(" ")[0] for name in _LOADED.get(tag, ()) if said.get(name)]
        self.loads += _IN_CSS.findall(said.get("style", ""))
        if tag == "a" and said.get("href"):
            self.links.append(said["href"])
        if tag == "link" and _LOADING_LINKS & set(said.get("rel", "").split()):
            self.loads.append(said.get("href", ""))


def troubles(folder: Path) -> Iterator[str]:
    """Say of every page and style sheet what is wrong with it."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    for path, page in pages.items():
        where = path.relative_to(folder)
        for address in page.loads:
            if _is_elsewhere(address):
                yield f"{where}: loads {address} from another host"
        # The page of what is not found is shown at any address, so its own links begin at the top.
        if path.name != "404.html":
            yield from (
                f"{where}: {words}"
                for address in [*page.links, *page.loads]
                for words in _lost(address, path, folder, pages)
            )
    if not (folder / "search" / "search_index.json").is_file():
        yield "search: there is no index of what the pages say"
    for path in sorted(folder.rglob("*.css")):
        for address in _IN_CSS.findall(path.read_text(encoding="utf-8")):
            if _is_elsewhere(address):
                yield f"{path.relative_to(folder)}: loads {address} from another host"


def _is_elsewhere(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _lost(address: str, path: Path, folder: Path, pages: dict[Path, Page]) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target /= "index.html"
    if not target.is_relative_to(folder) or not target.is_file():
        yield f"{address} leads nowhere"
    elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
        yield f"{address}: no such place on that page"


def main(folder: str) -> int:
    """Print what is wrong; 1 if anything is, or if there is no site."""
    root = Path(folder).resolve()
    if not (root / "index.html").is_file():
        print(f"there is no site in {folder}: make site", file=sys.stderr)
        return 1
    found = list(troubles(root))
    for words in found:
        print(words, file=sys.stderr)
    print(f"{sum(1 for _ in root.rglob('*.html'))} pages, {len(found)} troubles")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
