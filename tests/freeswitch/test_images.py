"""Each image of freeswitch/relay/Dockerfile has the modules and packages that it imports; no builder is needed."""

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.freeswitch.test_containers import ROOT, text

DOCKERFILE = "freeswitch/relay/Dockerfile"
OURS = ("functions", "freeswitch", "infra", "tests", "bench", "clients")
# What starts in each image, with what it starts as processes of their own.
PROCESSES = {
    "relay": ("freeswitch.relay.__main__", "freeswitch.relay.children"),
    "edge": ("freeswitch.edge.__main__",),
    "local-stack": (
        "infra.local_stack",
        "infra.local",
        "infra.fake_freeswitch.__main__",
        "functions",
        "freeswitch.relay.__main__",
    ),
}


def stage(name: str) -> str:
    """The lines of one image's last stage."""
    (found,) = re.findall(rf"(?ms)^FROM base AS {name}$(.*?)(?=^FROM |\Z)", text(DOCKERFILE))
    return str(found)


def copied(name: str) -> set[Path]:
    """The files of Python that an image has."""
    files: set[Path] = set()
    for sources in re.findall(r"(?m)^COPY (?!--from)(.+) \S+$", stage(name)):
        for source in sources.split():
            path = ROOT / source
            files |= set(path.rglob("*.py")) if path.is_dir() else {path}
    return files


def file_of(module: str) -> Path | None:
    """Where a module of ours is; None for a name inside of one."""
    place = ROOT.joinpath(*module.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def imported(path: Path) -> Iterator[str]:
    """The modules that one imports as it starts or later, with the packages around each; not those for types only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if node in for_types:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_ours(node.value):
            # `python -m` of a child, whose module or package is a text here.
            yield node.value
            # What an image itself starts with is named in logs, too.
            if node.value not in {"freeswitch.relay", "freeswitch.edge"}:
                yield f"{node.value}.__main__"


def _is_ours(text_: str) -> bool:
    return bool(re.fullmatch(r"(functions|freeswitch|infra)(\.\w+)+", text_)) and file_of(text_) is not None


def reached(name: str) -> tuple[set[Path], set[str]]:
    """Files of ours that an image's processes come to, and the names of others' packages that those import."""
    waiting = [path for module in PROCESSES[name] for path in _files(module)]
    files, foreign = set[Path](), set[str]()
    while waiting:
        path = waiting.pop()
        if path in files:
            continue
        files.add(path)
        for module in imported(path):
            first = module.partition(".")[0]
            if first in OURS:
                parts = module.split(".")
                around = [file_of(".".join(parts[:count])) for count in range(1, len(parts) + 1)]
                waiting += [one for one in around if one is not None]
            elif first not in sys.stdlib_module_names:
                foreign.add(first)
    return files, foreign


def _files(module: str) -> list[Path]:
    place = ROOT.joinpath(*module.split("."))
    return sorted(place.rglob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


@pytest.mark.parametrize("name", PROCESSES)
def test_an_image_has_every_module_that_its_processes_import(name: str) -> None:
    files, _ = reached(name)

    assert len(files) > 20
    assert {str(path.relative_to(ROOT)) for path in files - copied(name)} == set()


@pytest.mark.parametrize("name", PROCESSES)
def test_an_image_has_every_package_that_its_processes_import(name: str) -> None:
    (requirements,) = re.findall(r"pip install --require-hashes --requirement (\S+)", stage(name))
    installed = {line.partition("==")[0].lower() for line in text(requirements).splitlines() if "==" in line}
    of = {
        module: {one.lower().replace("_", "-") for one in found} for module, found in packages_distributions().items()
    }
    _, foreign = reached(name)

    assert {"msgspec"} <= foreign
    assert {module for module in foreign if not of.get(module, set()) & installed} == set()


def test_the_pages_are_built_of_what_their_stage_has() -> None:
    (pages,) = re.findall(r"(?ms)^FROM \S+ AS pages$(.*?)(?=^FROM )", text(DOCKERFILE))
    sources = {source for found in re.findall(r"(?m)^COPY (.+) \S+$", str(pages)) for source in found.split()}
    outside = {
        str(path.parent.joinpath(named).resolve().relative_to(ROOT))
        for path in (ROOT / "web").rglob("*.ts*")
        if not {"node_modules", "dist", "tests"} & set(path.relative_to(ROOT).parts)
        for named in re.findall(r"[\"']((?:\.\./)+[\w./-]+)[\"']", path.read_text(encoding="utf-8"))
        if not path.parent.joinpath(named).resolve().is_relative_to(ROOT / "web")
    }

    assert "clients/typescript/src/index.ts" in outside
    assert [name for name in outside if not any(f"{name}/".startswith(f"{source}/") for source in sources)] == []


def test_the_local_stack_has_every_file_of_the_repository_that_it_reads() -> None:
    files, _ = reached("local-stack")
    named = re.compile(r"Path\(__file__\)\.parents\[(\d)\]((?: / \"[\w.-]+\")+)")
    read = {
        path.parents[int(up)].joinpath(*re.findall(r"[\w.-]+", words))
        for path in files
        for up, words in named.findall(path.read_text(encoding="utf-8"))
    }
    there = {
        ROOT / source
        for sources in re.findall(
            r"(?m)^COPY (?:--from=\S+ )?(.+) \S+$", stage("local-stack").replace("/web/dist", "web/dist")
        )
        for source in sources.split()
    }

    assert ROOT / "freeswitch/conf/autoload_configs" in read
    assert {str(path) for path in read if not any(path.is_relative_to(place) for place in there)} == set()
