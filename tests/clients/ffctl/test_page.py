"""docs/ffctl.md names every noun and every exit code; its lines are run with those of the other pages."""

import re

from ffctl.app import NOUNS, app
from ffctl.endings import MEANINGS
from tests.infra.local.running import ROOT

PAGE = (ROOT / "docs" / "ffctl.md").read_text(encoding="utf-8")


def test_every_exit_code_is_on_the_page() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE, re.MULTILINE)

    assert {int(code): meaning for code, meaning in rows} == MEANINGS


def test_every_noun_is_on_the_page() -> None:
    named = set(re.findall(r"`([a-z]+)`", PAGE.split("| noun |")[1].split("\n\n")[0]))
    nouns = {*NOUNS, *(one.name for one in app.registered_commands)} - {"profiles", "explain"}

    assert nouns - named == set()
