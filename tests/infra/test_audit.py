"""`make audit` says what is known, and never takes a service that did not answer for one that knows nothing."""

import json
import re

import pytest

from infra import audit
from infra.audit import NOT_ASKED, NOTHING_KNOWN, SOMETHING_KNOWN, of_npm_audit, of_pip_audit

# As pip-audit 2.10 answers where the service cannot be reached: status 0, "No known vulnerabilities found".
SKIPPED = {"name": "boto3", "skip_reason": "Dependency not found on PyPI and could not be audited: boto3 (1.43.108)"}
GOOD = {"name": "idna", "version": "3.20", "vulns": []}
BAD = {
    "name": "jinja2",
    "version": "2.4.1",
    "vulns": [{"id": "PYSEC-2021-66", "fix_versions": ["2.11.3"], "aliases": [], "description": "slow"}],
}
# As npm answers where its endpoint takes no question.
NPM_REFUSED = (
    '{"message": "405 Method Not Allowed - POST https://registry.example/bulk", "statusCode": 405, "error": {}}'
)


def pip_audit(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def npm_audit(**known: object) -> str:
    told = {"auditReportVersion": 2, "vulnerabilities": known, "metadata": {"dependencies": {"total": 47}}}
    return json.dumps(told)


def test_nothing_known_about_packages_that_were_looked_at_is_good() -> None:
    report = of_pip_audit("dev.txt", pip_audit(GOOD), "")

    assert (report.status, report.lines()) == (NOTHING_KNOWN, ["dev.txt: nothing known against 1 packages"])


def test_what_is_known_is_told_with_the_version_that_mends_it() -> None:
    report = of_pip_audit("dev.txt", pip_audit(GOOD, BAD), "")

    assert report.status == SOMETHING_KNOWN
    assert report.lines()[1:] == ["  jinja2 2.4.1: PYSEC-2021-66, fixed in 2.11.3"]


def test_packages_that_nobody_could_be_asked_about_are_not_called_good() -> None:
    report = of_pip_audit("dev.txt", pip_audit(SKIPPED, SKIPPED, GOOD), "No known vulnerabilities found")

    assert report.status == NOT_ASKED
    assert report.lines()[0] == "dev.txt: nothing known against 1 packages"
    assert report.lines()[1].startswith("  NOT ASKED: about 2 of 3, such as: Dependency not found")


@pytest.mark.parametrize("answer", ["", "null", "[]", '{"fixes": []}', "no JSON"])
def test_an_answer_that_cannot_be_read_is_none(answer: str) -> None:
    report = of_pip_audit("dev.txt", answer, "Traceback …\nConnectionError: no such host\n")

    assert (report.status, report.unasked) == (NOT_ASKED, "ConnectionError: no such host")
    assert of_npm_audit("lock", answer, "").status == NOT_ASKED


def test_npm_is_read_alike() -> None:
    known = npm_audit(ws={"range": "<8.17.1", "severity": "high"})

    assert of_npm_audit("lock", npm_audit(), "").lines() == ["lock: nothing known against 47 packages"]
    assert of_npm_audit("lock", known, "").lines()[1:] == ["  ws <8.17.1: high"]
    assert of_npm_audit("lock", NPM_REFUSED, "").unasked.startswith("405 Method Not Allowed")


@pytest.mark.parametrize(
    ("python", "npm", "status"),
    [
        (pip_audit(GOOD), npm_audit(), NOTHING_KNOWN),
        (pip_audit(GOOD), NPM_REFUSED, NOT_ASKED),
        (pip_audit(SKIPPED), npm_audit(ws={"range": "*", "severity": "low"}), SOMETHING_KNOWN),
        (pip_audit(BAD), NPM_REFUSED, SOMETHING_KNOWN),
    ],
)
def test_the_command_fails_for_what_is_known_and_for_what_is_not_known(
    python: str, npm: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "ask", lambda *asked, **_: (npm if asked[0] == "npm" else python, ""))

    assert audit.main() == status
    assert ("NOT ASKED" in capsys.readouterr().out) == ("skip_reason" in python or npm == NPM_REFUSED)


def pinned(file: str) -> set[str]:
    """Each package with its version, as a file of requirements pins it."""
    return set(
        re.findall(r"^([A-Za-z0-9_.\[\]-]+==\S+)", (audit.ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    )


def test_every_pinned_python_package_is_asked_about() -> None:
    files = [*audit.ROOT.glob("requirements/*.txt"), *audit.ROOT.glob("functions/*/requirements.txt")]
    asked = set().union(*(pinned(file) for file in audit.PYTHON_FILES))

    assert len(files) > len(audit.PYTHON_FILES)
    for file in files:
        assert pinned(str(file)), file
        assert {name for name in pinned(str(file)) if re.sub(r"\[.*\]", "", name) not in asked} == set(), file
