"""The README says what is so."""

import re
from pathlib import Path

import pytest

from infra.generated.settings_table import table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def test_every_setting_is_in_the_table() -> None:
    assert table() in (ROOT / "docs" / "settings.md").read_text(), (
        "put `python -m infra.generated.settings_table` into docs/settings.md"
    )


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_file_that_the_readme_links_to_is_there(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_provisioning_example_is_accepted() -> None:
    from functions.shared.provisioning.checks.passwords import made
    from infra.provision import load
    from infra.provisioning.source import Source

    # What stands further in is a part of a room.
    text = (ROOT / "docs" / "provisioning.md").read_text()
    (example,) = re.findall(r"^```yaml\n(.*?)```", text, re.DOTALL | re.MULTILINE)

    assert load(Source("docs/provisioning.md", example.replace("…", made()))).rooms[0].name == "board"
