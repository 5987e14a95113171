"""The examples of the description: whoever sends one is understood."""

import json
import re
from collections.abc import Iterator

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.commands import CommandView
from functions.mux_control.description.examples import ANSWERS, EXAMPLES
from functions.mux_control.description.parameters import PATH_NAMES
from functions.mux_control.operations import ALL_OPERATIONS
from functions.mux_control.submission import submitting as submission
from functions.shared.api.operation import Operation
from functions.shared.api.problems import ProblemBody
from functions.shared.api.sight.presence import ConferenceView
from functions.shared.entries.shapes import EntryMade
from functions.shared.state import MemberState
from tests.functions.control import SETTINGS, Relay, bearer, installation
from tests.functions.whole_api import whole_api

SHAPES: dict[str, type[msgspec.Struct]] = {
    "CommandView": CommandView,
    "ConferenceView": ConferenceView,
    "EntryMade": EntryMade,
    "MemberState": MemberState,
    "ProblemBody": ProblemBody,
}
TAKING = {operation.name: operation for operation in ALL_OPERATIONS if operation.body is not None}
# Of things that are not here, this is said of a whole body as well.
NOT_UNDERSTOOD = {400, 413, 415}


@pytest.fixture
def api() -> Iterator[TestClient]:
    with installation(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(submission, "send_command", Relay)
        yield TestClient(whole_api(SETTINGS), headers=bearer())


def test_every_operation_that_takes_a_body_has_an_example() -> None:
    assert set(EXAMPLES) == set(TAKING)


def test_every_name_in_a_path_is_described() -> None:
    assert set(PATH_NAMES) == {name for one in ALL_OPERATIONS for name in re.findall(r"{(\w+)}", one.path)}


@pytest.mark.parametrize("operation", TAKING.values(), ids=TAKING)
def test_an_example_is_taken(operation: Operation, api: TestClient) -> None:
    path = operation.path
    for name, (_, example) in PATH_NAMES.items():
        path = path.replace(f"{{{name}}}", example)

    answer = api.request(operation.method, path, json=EXAMPLES[operation.name])

    told = answer.json()
    # A field may name what is not here (a scene, a gateway); none may be unknown or of another type.
    wrong = [one for one in told.get("errors", ()) if not _names_what_is_missing(one)] if answer.is_error else []
    assert answer.status_code not in NOT_UNDERSTOOD, told
    assert answer.status_code < 500, told
    assert wrong == [], json.dumps(told, indent=1)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_s_example_is_one_and_whole(name: str) -> None:
    told = msgspec.convert(ANSWERS[name], SHAPES[name])

    assert msgspec.json.decode(msgspec.json.encode(told)) == ANSWERS[name]


def _names_what_is_missing(error: dict[str, str]) -> bool:
    return bool(re.search(r"\bno\b|unknown|not (?:known|there|a user)", error["problem"]))
