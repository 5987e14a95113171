"""What was not released becomes a version's section, and the next one begins empty."""

from datetime import date

import pytest

from infra.release.changelog import released, section
from infra.release.version_places import NotWritten

TEXT = """# Changelog

## [Unreleased]

### Added

- A thing.

## [0.9.0] - 2026-01-01

- An older thing.
"""
DAY = date(2026, 12, 1)


def test_a_version_takes_what_was_not_released() -> None:
    text = released(TEXT, "1.0.0", DAY)

    assert text == TEXT.replace("## [Unreleased]\n", "## [Unreleased]\n\n## [1.0.0] - 2026-12-01\n")
    assert section(text, "1.0.0") == "### Added\n\n- A thing.\n"
    assert section(text, "0.9.0") == "- An older thing.\n"


def test_what_was_said_of_the_time_before_goes_and_a_list_stays() -> None:
    preface = TEXT.replace("### Added", "Nothing is released yet.\n\n### Added")
    listed = TEXT.replace("### Added", "- Something first.\n\n### Added")

    assert section(released(preface, "1.0.0", DAY), "1.0.0") == "### Added\n\n- A thing.\n"
    assert section(released(listed, "1.0.0", DAY), "1.0.0") == "- Something first.\n\n### Added\n\n- A thing.\n"


@pytest.mark.parametrize(
    ("text", "version", "words"),
    [
        ("# Changelog\n", "1.0.0", "has no heading '## \\[Unreleased\\]'"),
        (TEXT, "0.9.0", "has a section 0.9.0 already"),
        (TEXT.replace("- A thing.\n", ""), "1.0.0", "there is nothing to release"),
    ],
)
def test_what_cannot_be_released_is_said(text: str, version: str, words: str) -> None:
    with pytest.raises(NotWritten, match=words):
        released(text, version, DAY)


def test_nothing_is_released_twice() -> None:
    once = released(TEXT, "1.0.0", DAY)

    with pytest.raises(NotWritten, match="nothing to release"):
        released(once, "1.0.1", DAY)
