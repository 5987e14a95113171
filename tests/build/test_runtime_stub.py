"""The Runtime API stub tells a failed function from one that answers."""

from pathlib import Path

import pytest

from tests.build.artifacts import runtime_folder, started
from tests.build.runtime_stub import FunctionFailed

SOURCE = """
def handler(event, context):
    if event == "fail":
        raise ValueError("on purpose")
    return {"got": event, "id": context.aws_request_id}
"""


@pytest.fixture
def artifact(tmp_path: Path) -> Path:
    folder = tmp_path / "artifact"
    folder.mkdir()
    (folder / "example.py").write_text(SOURCE)
    (tmp_path / "runtime").mkdir()
    runtime_folder(tmp_path / "runtime")
    return folder


def test_an_answer_comes_back(artifact: Path) -> None:
    with started(artifact, artifact.parent / "runtime", "example.handler", {}) as stub:
        assert stub.invoke("one")["got"] == "one"
        assert stub.invoke({"two": 2})["got"] == {"two": 2}


def test_an_error_of_the_function_is_told(artifact: Path) -> None:
    with (
        started(artifact, artifact.parent / "runtime", "example.handler", {}) as stub,
        pytest.raises(FunctionFailed, match="on purpose"),
    ):
        stub.invoke("fail")


def test_a_function_that_cannot_be_imported_is_told(artifact: Path) -> None:
    with (
        started(artifact, artifact.parent / "runtime", "absent.handler", {}) as stub,
        pytest.raises(FunctionFailed, match="absent"),
    ):
        stub.invoke("one")
