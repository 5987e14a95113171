"""What MkDocs calls while it builds the site: pages from all of the repository, as it reads and finds them."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from infra.documentation.links import rewritten
from infra.documentation.lists import indented
from infra.documentation.outside import OUTSIDE, source_of
from infra.documentation.searching import weight_of

ROOT = Path(__file__).parents[2]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that stand outside of `docs`."""
    for path, place in OUTSIDE.items():
        files.append(File.generated(config, place, abs_src_path=str(ROOT / path)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Put a page's links and lists right, and say how much it counts in the search."""
    page.meta["search"] = {"boost": weight_of(page.file.src_uri)}
    return indented(rewritten(markdown, source_of(page.file.src_uri)))
