"""`make test` runs every suite, whatever fails, and fails if one did."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SUITES = ["client", "build", "rules", "browser", "python"]
NPM = ("web", "clients/typescript")
# Which suite a call of npm or Python is, and whether it fails, by the file that the test has put there.
PROGRAM = """#!/bin/bash
case "$*" in
    *clients/typescript*) suite=client ;;
    *"run build"*) suite=build ;;
    *"run test:browser"*) suite=browser ;;
    *test) suite=rules ;;
    *) suite=python ;;
esac
echo "$suite $*" >> {log}
test ! -e {folder}/$suite-fails || {{ cat {folder}/$suite-fails; exit 1; }}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Our Makefile among programs that only say that they were called."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    packages = [f"{place}/{name}.json" for place in NPM for name in ("package", "package-lock")]
    for name in ("requirements/dev.txt", "requirements/uv.txt", *packages):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    program = PROGRAM.format(log=tmp_path / "log", folder=tmp_path)
    installed = [f"{place}/node_modules/.installed" for place in NPM]
    for name in (".venv/bin/python", ".venv/bin/uv", ".venv/.dev", "programs/npm", *installed):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(program)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "web/dist").mkdir()
    return tmp_path


def make_test(checkout: Path, *failing: str, arguments: str = "tests/functions -q") -> tuple[int, list[str]]:
    """The exit status and the calls, each with its suite in front."""
    for suite in failing:
        (checkout / f"{suite}-fails").touch()
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(
        ["make", "test", f"ARGS={arguments}"],
        cwd=checkout,
        env={**plain, "PATH": f"{checkout / 'programs'}:{os.environ['PATH']}"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    log = checkout / "log"
    calls = log.read_text().splitlines() if log.exists() else [done.stderr]
    return done.returncode, [call for call in calls if not call.startswith("python -c")]


def suites(calls: Iterable[str]) -> list[str]:
    return [call.split()[0] for call in calls]


def test_when_nothing_fails_it_succeeds_and_pytest_gets_the_arguments(checkout: Path) -> None:
    status, calls = make_test(checkout)

    assert (status, suites(calls)) == (0, SUITES)
    assert calls[-1] == "python -m pytest tests/functions -q"


def test_the_whole_suite_is_measured_where_that_costs_nothing(checkout: Path) -> None:
    measuring = checkout / ".venv/bin/python"
    measuring.write_text(measuring.read_text().replace("#!/bin/bash\n", '#!/bin/bash\n[ "$1" != -c ] || echo --cov\n'))

    *_, tested, held = make_test(checkout, arguments="")[1]

    assert re.fullmatch(r"python -m pytest --cov --numprocesses=\d+ --maxprocesses=8 --dist=loadfile", tested)
    assert held.startswith("python -m coverage report --include=functions/* --fail-under=")
    assert make_test(checkout)[1][-1] == "python -m pytest tests/functions -q"


def test_too_little_of_the_functions_run_is_a_failure(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    for name in ("requirements/dev.txt", "requirements/uv.txt", ".venv/bin/uv", ".venv/.dev", "functions/one.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".venv/bin/python").write_text(f'#!/bin/bash\nexec {sys.executable} "$@"\n')
    (tmp_path / ".venv/bin/python").chmod(0o755)
    (tmp_path / "functions/one.py").write_text("import sys\nif len(sys.argv) > 1:\n    print(1)\n    print(2)\n")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "COV"))}

    def held(*arguments: str) -> int:
        measure = [sys.executable, "-m", "coverage", "run", "functions/one.py", *arguments]
        subprocess.run(measure, cwd=tmp_path, env=plain, capture_output=True, timeout=60, check=True)
        return subprocess.run(["make", "floor"], cwd=tmp_path, env=plain, capture_output=True, check=False).returncode

    assert held("all of it") == 0
    assert held() != 0


@pytest.mark.parametrize("suite", SUITES)
def test_a_suite_that_fails_keeps_no_other_from_running_and_the_whole_fails(suite: str, checkout: Path) -> None:
    status, calls = make_test(checkout, suite)

    assert status != 0
    assert suites(calls) == SUITES


def test_pytest_tells_at_its_end_which_suites_failed_before(checkout: Path) -> None:
    _, calls = make_test(checkout, "rules", "browser")

    assert "--failed-before=the pages: rules --failed-before=the pages: in a browser" in calls[-1]


def test_pytest_tells_which_tests_of_a_suite_failed(checkout: Path) -> None:
    said = "\n\x1b[41m FAIL \x1b[49m tests/two.test.ts > b\n FAIL  tests/one.test.ts > a\nTests 2 failed | 3 passed\n"
    (checkout / "browser-fails").write_text(said)

    _, calls = make_test(checkout)

    told = calls[calls.index(next(call for call in calls if "--failed-before" in call)) :]
    assert told[0].endswith("--failed-before=the pages: in a browser")
    assert [line.split() for line in told[1:3]] == [
        ["FAIL", "tests/one.test.ts", ">", "a"],
        ["FAIL", "tests/two.test.ts", ">", "b", "tests/functions", "-q"],
    ]


def test_the_last_line_stays_pytests_own() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--failed-before=the pages: rules", "tests/docs/test_readme.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line]

    assert "failed before pytest began" in lines[lines.index("the pages: rules") - 1]
    assert lines[-2] == "the pages: rules"
    assert " passed in " in lines[-1]
