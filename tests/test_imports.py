"""Arrows point one way: app → rules → shared; functions do not know each other; the relay knows only what is shared."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FUNCTIONS = sorted(
    path.name for path in (ROOT / "functions").iterdir() if (path / "app.py").exists() and path.name != "shared"
)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def files(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def foreign(folder: str, *allowed: str) -> list[str]:
    """List what a folder imports of ours without being allowed to."""
    ours = ("functions", "freeswitch", "infra", "tests", "bench")
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files(folder)
        for name in imports_of(path)
        if name.split(".")[0] in ours and not any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)
    ]


def test_shared_knows_no_function() -> None:
    assert foreign("functions/shared", "functions.shared") == []


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_knows_itself_and_what_is_shared(function: str) -> None:
    assert foreign(f"functions/{function}", "functions.shared", f"functions.{function}") == []


def test_the_relay_knows_only_what_is_shared() -> None:
    assert foreign("freeswitch/relay", "functions.shared", "freeswitch.relay") == []


def test_the_edge_knows_what_is_shared_and_the_relays_log_and_metrics() -> None:
    allowed = ("functions.shared", "freeswitch.edge", "freeswitch.relay.telemetry")

    assert foreign("freeswitch/edge", *allowed) == []


@pytest.mark.parametrize("folder", ["functions", "freeswitch", "infra", "bench"])
def test_rules_do_not_import_an_app(folder: str) -> None:
    apps = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files(folder)
        for name in imports_of(path)
        if name.startswith("functions.") and name.endswith(".app") and folder not in ("infra", "bench")
    ]

    assert apps == []


@pytest.mark.parametrize(
    ("package", "allowed"),
    [
        ("pynamodb", ("functions/shared/tables/",)),
        ("greenswitch", ("freeswitch/relay/switch/esl.py",)),
    ],
)
def test_a_package_is_imported_in_its_one_place(package: str, allowed: tuple[str, ...]) -> None:
    users = [
        str(path.relative_to(ROOT))
        for folder in ("functions", "freeswitch", "infra", "bench")
        for path in files(folder)
        if any(name.split(".")[0] == package for name in imports_of(path))
    ]

    assert [user for user in users if not user.startswith(allowed)] == []


def test_only_settings_reads_the_environment() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for folder in ("functions", "freeswitch", "infra")
        for path in files(folder)
        if "os.environ" in path.read_text() or "getenv" in path.read_text()
    ]

    assert readers == ["functions/shared/settings.py"]


def test_only_the_relays_main_patches() -> None:
    patchers = [
        str(path.relative_to(ROOT))
        for folder in ("functions", "freeswitch", "infra", "bench")
        for path in files(folder)
        if "patch_all" in path.read_text()
    ]

    assert patchers == ["freeswitch/relay/__main__.py"]


@pytest.mark.parametrize("function", ["directory", "dialplan", "pin_check", "configuration"])
def test_a_look_up_carries_neither_boto3_nor_jwt(function: str) -> None:
    reached, queue = set[str](), [f"functions.{function}.app"]
    while queue:
        module = queue.pop()
        if module in reached:
            continue
        reached.add(module)
        path = ROOT / Path(*module.split("."))
        source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if source.exists():
            queue += imports_of(source)

    assert {module.split(".")[0] for module in reached}.isdisjoint({"boto3", "jwt", "gevent", "greenswitch"})


def rooms_of(place: str) -> dict[tuple[str, str], list[str]]:
    """Which room (a file, or a folder with all that is in it) imports which other one of `place`, and by what."""
    arrows: dict[tuple[str, str], list[str]] = {}
    root, package = ROOT / place, place.replace("/", ".")
    for path in files(place):
        room = path.relative_to(root).parts[0].removesuffix(".py")
        for name in imported_modules(path):
            if not name.startswith(package + "."):
                continue
            other = name.removeprefix(package + ".").split(".")[0]
            if other != room and ((root / other).is_dir() or (root / f"{other}.py").exists()):
                arrows.setdefault((room, other), []).append(f"{path.relative_to(root)} -> {name}")
    return arrows


def imported_modules(path: Path) -> Iterator[str]:
    """Name what a file imports, down to the module: of `from a import b` it is `a.b`, whatever b is."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reached(start: str, arrows: dict[tuple[str, str], list[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for one, other in arrows:
            if one == here and other not in seen:
                seen.add(other)
                waiting.append(other)
    return seen


@pytest.mark.parametrize(
    "place",
    [
        "freeswitch/relay",
        "freeswitch/relay/conferences",
        "freeswitch/relay/outputs",
        "functions/mux_control",
        "functions/shared",
        "functions/shared/commands",
        "functions/shared/provisioning",
        "functions/shared/tables",
        "infra/fake_freeswitch",
        "infra/local",
        "infra/provisioning",
    ],
)
def test_no_room_imports_one_that_imports_it(place: str) -> None:
    arrows = rooms_of(place)

    circles = {arrow: ways for arrow, ways in arrows.items() if arrow[0] in reached(arrow[1], arrows)}

    assert circles == {}


@pytest.mark.parametrize("lookup", ["directory", "dialplan", "configuration", "pin_check"])
def test_a_look_up_reaches_nothing_of_the_http_api(lookup: str) -> None:
    """PyJWT is no package of a look-up: what needs it must not be imported, from wherever."""
    waiting, seen = [f"functions.{lookup}.app"], set[str]()
    while waiting:
        name = waiting.pop()
        path = ROOT / (name.replace(".", "/") + ".py")
        path = path if path.exists() else ROOT / name.replace(".", "/") / "__init__.py"
        if name in seen or not path.exists():
            continue
        seen.add(name)
        for module in imported_modules(path):
            waiting += [module, module.rpartition(".")[0]]

    assert f"functions.{lookup}.app" in seen
    # Nor the commands: their classes take longer to load than all the rest of a look-up.
    assert [name for name in seen if name.startswith(("functions.shared.api", "functions.shared.commands"))] == []
    assert "pyjwt" not in (ROOT / "functions" / lookup / "requirements.txt").read_text().lower()


@pytest.mark.parametrize("folder", ["functions", "freeswitch", "infra", "bench"])
def test_no_two_files_import_each_other_whatever_lies_between(folder: str) -> None:
    names = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in files(folder)}
    arrows: dict[tuple[str, str], list[str]] = {}
    for name, path in names.items():
        for module in imported_modules(path):
            other = next((one for one in (module, module.rpartition(".")[0]) if one in names), name)
            if other != name:
                arrows.setdefault((name, other), []).append(module)

    assert [arrow for arrow in arrows if arrow[0] in reached(arrow[1], arrows)] == []
