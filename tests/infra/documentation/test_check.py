"""The check of the built site finds what leads nowhere and what would be fetched from another host."""

from pathlib import Path

import pytest

from infra.documentation.check import main, troubles


def site(folder: Path, **pages: str) -> Path:
    (folder / "search").mkdir(exist_ok=True)
    (folder / "search" / "search_index.json").write_text("{}")
    for name, text in {"index": "", **pages}.items():
        (folder / f"{name}.html").write_text(text)
    return folder.resolve()


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ('<a href="other.html">', None),
        ('<a href="other.html#place">', None),
        ('<a href="https://example.com/">', None),
        ('<a href="mailto:ada@example.com">', None),
        ('<img src="data:image/png;base64,AAAA">', None),
        ('<link rel="canonical" href="https://example.com/">', None),
        ('<a href="gone.html">', "gone.html leads nowhere"),
        ('<a href="../../etc/hosts">', "leads nowhere"),
        ('<a href="other.html#gone">', "no such place"),
        ('<a href="#gone">', "no such place"),
        ('<img src="gone.png">', "gone.png leads nowhere"),
        ('<img src="https://example.com/a.png">', "from another host"),
        ('<script src="//example.com/a.js">', "from another host"),
        ('<link rel="stylesheet" href="https://example.com/a.css">', "from another host"),
        ('<link rel="preconnect" href="https://fonts.example.com">', "from another host"),
        ('<p style="background: url(https://example.com/a.png)">', "from another host"),
    ],
)
def test_what_is_wrong_with_a_page_is_found(text: str, trouble: str | None, tmp_path: Path) -> None:
    found = list(troubles(site(tmp_path, page=text, other='<h2 id="place">')))

    assert len(found) == (trouble is not None)
    assert trouble is None or trouble in found[0]


def test_a_style_sheet_that_fetches_from_elsewhere_is_found(tmp_path: Path) -> None:
    (site(tmp_path) / "own.css").write_text("@import url('https://example.com/a.css'); a { background: url(own.png) }")

    assert list(troubles(tmp_path.resolve())) == ["own.css: loads https://example.com/a.css from another host"]


def test_a_site_that_cannot_be_searched_is_found(tmp_path: Path) -> None:
    (site(tmp_path) / "search" / "search_index.json").unlink()

    assert list(troubles(tmp_path.resolve())) == ["search: there is no index of what the pages say"]


def test_the_check_fails_for_a_site_with_trouble_and_for_none(tmp_path: Path) -> None:
    assert main(str(tmp_path)) == 1
    assert main(str(site(tmp_path))) == 0
    assert main(str(site(tmp_path, page='<a href="gone.html">'))) == 1
