"""Pages that teach are found before records of what was seen; each that is named is a page of the site."""

from infra.documentation.outside import OUTSIDE, source_of
from infra.documentation.searching import RECORDS, TEACHES, weight_of
from tests.docs.snippets import ROOT


def test_who_looks_for_something_is_shown_how_it_is_done_first() -> None:
    pages = ("how-to/own-layouts.md", "picture.md", "verified.md")

    assert sorted(pages, key=weight_of, reverse=True) == list(pages)


def test_what_is_named_is_there() -> None:
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]

    assert [one for one in RECORDS if not (ROOT / source_of(one)).is_file()] == []
    assert [one for one in TEACHES if not any(page.startswith(one) for page in (*pages, *OUTSIDE.values()))] == []
