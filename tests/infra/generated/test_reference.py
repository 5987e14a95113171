"""The reference in docs/reference is what the code says today."""

import re

import pytest

from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.api.problems import CODES
from functions.shared.commands.catalogue import PLAIN_COMMANDS
from functions.shared.commands.common.command import kind_of
from functions.shared.feed.events import KINDS
from functions.shared.telemetry.metric_names import NAMES
from infra.generated.reference.__main__ import FOLDER
from infra.generated.reference.markdown import code, prose
from infra.generated.reference.pages import PAGES, pages
from infra.generated.reference.schemas import here, type_of
from infra.provisioning.file_format import ImageEntry

MADE = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_made_of_the_code_of_today(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == MADE[name], "make reference"


def test_no_page_is_left_that_nobody_makes() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("api.md", [f"`{one.method} {one.path}`" for one in ALL_OPERATIONS]),
        ("commands.md", [f"## `{kind_of(kind)}`" for kind in PLAIN_COMMANDS]),
        ("events.md", [f"## `{name}`" for name in KINDS]),
        ("errors.md", [f"`{name}` | {status} |" for name, (status, _) in CODES.items()]),
        ("metrics.md", [f"| `{name}` |" for name in NAMES]),
        ("provisioning.md", [f"| `{field}` |" for field in ImageEntry.__struct_fields__]),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_everything_that_there_is_stands_there(page: str, words: list[str]) -> None:
    assert [word for word in words if word not in MADE[page]] == []


def test_every_command_says_what_shows_it_and_what_a_lost_outcome_means() -> None:
    chapters = re.split(r"^## `", MADE["commands.md"], flags=re.MULTILINE)[1:]

    assert len(chapters) == len(PLAIN_COMMANDS)
    assert [one for one in chapters if "- Shown by " not in one or "- When its outcome is lost: " not in one] == []


def test_nothing_in_a_cell_ends_it() -> None:
    assert code("a|b") == "<code>a&#124;b</code>"
    assert prose("a <tag> | and `x|y`") == "a &lt;tag&gt; &#124; and <code>x&#124;y</code>"
    for text in MADE.values():
        for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            assert len({line.count(" | ") for line in block.splitlines()}) == 1, block[:200]


def test_a_type_for_which_there_are_no_words_is_an_error() -> None:
    with pytest.raises(KeyError):
        type_of({"type": "colour"}, here)
