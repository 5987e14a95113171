"""docs/commands.md says what is so."""

import inspect
import re
from pathlib import Path
from types import ModuleType

from functions.shared.commands.catalogue import NOUNS, PLAIN_COMMANDS
from functions.shared.commands.common.command import PlainCommand
from functions.shared.commands.leaving import Kick

DOCUMENT = (Path(__file__).parents[4] / "docs" / "commands.md").read_text()


def test_every_command_stands_beside_its_file() -> None:
    rows = re.findall(r"^\| `([\w/]+)\.py` \| (.*) \|$", DOCUMENT, re.MULTILINE)
    told = {noun: set(re.findall(r"`(\w+)`", kinds)) for noun, kinds in rows}

    assert [noun for noun, _ in rows] == [_file(noun) for noun in NOUNS]
    assert told == {
        _file(noun): {str(kind.__struct_config__.tag) for kind in PLAIN_COMMANDS if kind.__module__ == noun.__name__}
        for noun in NOUNS
    }


def _file(noun: ModuleType) -> str:
    return noun.__name__.removeprefix("functions.shared.commands.").replace(".", "/")


def test_kick_is_told_as_it_is() -> None:
    assert f"```python\n{inspect.getsource(Kick)}```" in DOCUMENT


def test_all_that_a_class_can_say_is_told() -> None:
    rows = re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|[^|]*\|[^|]*\|$", DOCUMENT, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    assert told == {name for name in vars(PlainCommand) if not name.startswith("_")}
