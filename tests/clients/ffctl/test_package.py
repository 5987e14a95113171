"""The package is built and installed with the client, and then there is a program; it needs what it says."""

import ast
import sys
import tomllib
from pathlib import Path

import pytest

from functions.shared.version import VERSION
from tests.clients.python.test_package import UV, run
from tests.infra.local.running import ROOT

PACKAGE = ROOT / "clients" / "ffctl"
PROJECT = tomllib.loads((PACKAGE / "pyproject.toml").read_text())["project"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`ffctl` in an environment that has both wheels and what they say that they need, and nothing else."""
    folder = tmp_path_factory.mktemp("package")
    for client in ("python", "ffctl"):
        run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT / "clients" / client)
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "venv")
    python = folder / "venv" / "bin" / "python"
    pinned = ("--constraint", ROOT / "requirements" / "dev.txt", "--find-links", folder)
    run(UV, "pip", "install", "--quiet", "--python", python, *pinned, "freeswitch-functions-ffctl")
    return folder / "venv" / "bin" / "ffctl"


def test_the_program_has_the_apis_version(program: Path) -> None:
    assert run(program, "--version") == f"ffctl {VERSION}\n"
    assert (PROJECT["version"], f"freeswitch-functions-client=={VERSION}" in PROJECT["dependencies"]) == (VERSION, True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_it(shell: str, program: Path) -> None:
    assert "_FFCTL_COMPLETE" in run(
        "env", "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION=1", program, "--show-completion", shell
    )


def test_what_is_begun_is_completed(program: Path) -> None:
    asked = ("env", "_FFCTL_COMPLETE=complete_bash", "COMP_WORDS=ffctl rooms p", "COMP_CWORD=2", program)

    assert run(*asked).split() == ["put", "patch", "put-invitee"]


def test_it_imports_itself_and_what_it_says_that_it_needs() -> None:
    imported = {
        name.split(".")[0]
        for path in (PACKAGE / "src").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        for name in ([node.module] if isinstance(node, ast.ImportFrom) and node.module else
                     [one.name for one in node.names] if isinstance(node, ast.Import) else [])
    }  # fmt: skip
    named = {one.partition(">")[0].partition("=")[0].replace("-", "_") for one in PROJECT["dependencies"]}

    assert imported - {"ffctl"} - sys.stdlib_module_names == named
