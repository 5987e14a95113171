"""What a maintainer relies on: nothing dead, the same commands everywhere, everything pinned."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from vulture import Vulture

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["CONTRIBUTING.md", "SECURITY.md"]
WORKFLOW = ROOT / ".github" / "workflows" / "ci.yml"
TARGETS = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_what_is_named_as_unused_is_unused_and_nothing_else_is() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    everything = Vulture()
    everything.scavenge([str(ROOT / path) for path in settings["paths"]])
    unused = {item.name for item in everything.get_unused_code(min_confidence=settings["min_confidence"])}

    assert unused - set(settings["ignore_names"]) == set()
    assert set(settings["ignore_names"]) - unused == set()


def test_the_workflow_is_one_that_a_forge_can_read() -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [program, "--builtin-schema", "vendor.github-workflows", WORKFLOW],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it() -> None:
    used = re.findall(r"uses: (.*)", WORKFLOW.read_text())

    assert used
    assert [line for line in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[0-9.]+", line)] == []


@pytest.mark.parametrize("path", [".ci/run", ".github/workflows/ci.yml", ".pre-commit-config.yaml"])
def test_only_commands_that_a_developer_has_are_called(path: str) -> None:
    text = (ROOT / path).read_text()
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("#", "need ", "- name:"))]
    commands = re.findall(r"\bmake ((?:--[a-z-]+ )?[a-z -]+?)$", "\n".join(lines), re.MULTILINE)
    called = {word for command in commands for word in command.split() if not word.startswith("-")}

    assert called
    assert called <= set(TARGETS)


def test_what_runs_before_a_commit_is_a_part_of_check() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    (hook,) = repository["hooks"]

    assert hook["entry"] == "make quick"
    assert re.search(r"^check: quick ", (ROOT / "Makefile").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_points_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text()
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    places = [word for word in re.findall(r"`([\w./-]+/[\w./-]*)`", text) if not word.startswith(("/", "GET"))]

    assert links
    assert [place for place in [*links, *places] if not (ROOT / place).exists() and "*" not in place] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_of_a_document_is_one(name: str) -> None:
    called = re.findall(r"(?:`|^)make ([a-z -]+)", (ROOT / name).read_text(), re.MULTILINE)

    assert called
    assert {word for command in called for word in command.split()} <= set(TARGETS)
