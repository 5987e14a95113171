"""The list of reasons is whole, and names none that nobody gives: it is compared with the sources."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from freeswitch.relay.speech import rendering
from functions.shared.command_life.reasons import REASONS
from functions.shared.commands.common.replies import Reason

ROOT = Path(__file__).parents[4]
# Where outcomes of commands and of their steps are made.
FOLDERS = ("freeswitch/relay", "functions/shared", "functions/sweep")
# Who is told a reason, and where it stands among the arguments that have no name.
PLACES = {
    "failed": (1,), "unknown": (1,), "_gone": (1,), "Failed": (1,),
    "Refused": (0,), "NotPlaced": (0,), "TargetRefused": (0,), "HostRefused": (0,),
}  # fmt: skip
NAMED = ("Outcome", "Step")
# Of webhooks, not of commands.
ELSEWHERE = ROOT / "functions" / "shared" / "webhooks"


def words_in(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    given = [call.args[place] for place in PLACES.get(name, ()) if len(call.args) > place]
    given += [one.value for one in call.keywords if one.arg == "reason" and name in NAMED]
    for one in given:
        # `x or "busy"` gives a word of its own, too.
        for part in one.values if isinstance(one, ast.BoolOp) else [one]:
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def given_words() -> set[str]:
    files = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if ELSEWHERE not in path.parents]
    calls = (one for path in files for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call))
    return {word for call in calls for word in words_in(call)}


def words_of_speech() -> set[str]:
    calls = (one for one in ast.walk(ast.parse(Path(rendering.__file__).read_text())) if isinstance(one, ast.Call))
    problems = (one.value for call in calls for one in call.keywords if one.arg == "problem")
    return {one.value for one in problems if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_reason_that_is_given_is_listed_and_no_other() -> None:
    assert sorted(given_words() | words_of_speech() | set(get_args(Reason))) == sorted(REASONS)


def test_each_says_something_of_its_own() -> None:
    assert len(set(REASONS.values())) == len(REASONS)
