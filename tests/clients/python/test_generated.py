"""The package is what the API's description says today, and needs nothing else of this repository."""

import ast
import inspect
import sys
import tomllib
from pathlib import Path

import pytest

from freeswitch_functions_client import Api, AsyncApi
from functions.mux_control.operations import DESCRIPTION
from functions.shared.version import VERSION
from infra.generated.python_client.__main__ import PACKAGE, files
from infra.generated.python_client.annotations import annotation_of, mapping, name_of

CLIENT = Path(__file__).parents[3] / "clients" / "python"


def test_the_generated_files_are_made_of_the_description_of_today() -> None:
    for name, text in files().items():
        assert (PACKAGE / name).read_text(encoding="utf-8") == text, f"{name}: make client-types"


@pytest.mark.parametrize("api", [Api, AsyncApi])
def test_every_operation_is_a_method(api: type) -> None:
    operations = [mapping(one) for path in mapping(DESCRIPTION["paths"]).values() for one in mapping(path).values()]
    methods = {name for name, _ in inspect.getmembers(api, inspect.isfunction)}

    assert {str(one["operationId"]) for one in operations} <= methods


def test_the_package_imports_itself_and_what_it_says_that_it_needs() -> None:
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]
    imported = {
        name.split(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in ([node.module] if isinstance(node, ast.ImportFrom) and node.module else
                     [one.name for one in node.names] if isinstance(node, ast.Import) else [])
    }  # fmt: skip
    named = {one.partition(">")[0] for one in project["dependencies"]}

    assert imported - {"freeswitch_functions_client"} - sys.stdlib_module_names == named


def test_its_version_is_the_apis() -> None:
    project = tomllib.loads((CLIENT / "pyproject.toml").read_text())["project"]

    assert (PACKAGE / "version.py").read_text().endswith(f'\nVERSION = "{VERSION}"\n')
    assert project["version"] == VERSION


def test_what_the_description_says_as_nothing_before_it_stops_the_generator() -> None:
    with pytest.raises(ValueError, match="no annotation is known"):
        annotation_of({"type": "object", "patternProperties": {}})
    with pytest.raises(ValueError, match="no name in Python"):
        name_of("two words")
