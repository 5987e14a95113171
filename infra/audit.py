"""`make audit`: known weaknesses of the pinned packages, and which packages nobody could be asked about."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASKING_SECONDS = 300.0
NOTHING_KNOWN, SOMETHING_KNOWN, NOT_ASKED = 0, 1, 2

PYTHON_FILES = ("requirements/dev.txt", "requirements/site.txt", "requirements/checkov.txt")
PIP_AUDIT = ["-m", "pip_audit", "--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off"]


@dataclass(frozen=True)
class Report:
    """What came of asking about the packages of one file."""

    file: str
    looked_at: int = 0
    known: tuple[str, ...] = ()
    # Why nobody could be asked about some or all of them; empty when everything was looked at.
    unasked: str = ""

    @property
    def status(self) -> int:
        return SOMETHING_KNOWN if self.known else NOT_ASKED if self.unasked else NOTHING_KNOWN

    def lines(self) -> list[str]:
        """For the terminal."""
        if self.unasked and not self.looked_at:
            return [f"{self.file}: NOT ASKED: {self.unasked}"]
        told = [f"{self.file}: {len(self.known) or 'nothing'} known against {self.looked_at} packages"]
        told += [f"  {one}" for one in self.known]
        return [*told, f"  NOT ASKED: {self.unasked}"] if self.unasked else told


def of_pip_audit(file: str, answer: str, problem: str) -> Report:
    """Read pip-audit's JSON; what it says when it knows nothing is the same whether it could ask or not."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Report(file, unasked=_last_line(problem) or "no answer")
    skipped = [str(package["skip_reason"]) for package in packages if "skip_reason" in package]
    known = tuple(
        f"{package['name']} {package['version']}: {found['id']}, fixed in {', '.join(found['fix_versions']) or 'none'}"
        for package in packages
        for found in package.get("vulns", ())
    )
    unasked = f"about {len(skipped)} of {len(packages)}, such as: {skipped[0]}" if skipped else ""
    return Report(file, len(packages) - len(skipped), known, unasked)


def of_npm_audit(file: str, answer: str, problem: str) -> Report:
    """Read npm's JSON."""
    try:
        told = json.loads(answer)
        looked_at = int(told["metadata"]["dependencies"]["total"])
        found = told["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Report(file, unasked=_said(answer) or _last_line(problem) or "no answer")
    return Report(
        file, looked_at, tuple(f"{name} {one['range']}: {one['severity']}" for name, one in sorted(found.items()))
    )


def _said(answer: str) -> str:
    try:
        return str(json.loads(answer).get("message", ""))
    except (ValueError, AttributeError):
        return ""


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def ask(*arguments: str, folder: Path = ROOT) -> tuple[str, str]:
    """What a program says, and what it complains of."""
    try:
        done = subprocess.run(
            arguments, cwd=folder, capture_output=True, text=True, timeout=ASKING_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return "", str(problem)
    return done.stdout, done.stderr


def main() -> int:
    # Every other file of requirements holds a part of the first one: `make lock` constrains it so. What looks through
    # the templates has an environment of its own, with older ones of the same packages.
    reports = [
        of_pip_audit(python, *ask(sys.executable, *PIP_AUDIT, "--requirement", python)) for python in PYTHON_FILES
    ]
    if (ROOT / "web").is_dir():
        reports.append(of_npm_audit("web/package-lock.json", *ask("npm", "audit", "--json", folder=ROOT / "web")))
    for report in reports:
        print("\n".join(report.lines()))
    statuses = {report.status for report in reports}
    return SOMETHING_KNOWN if SOMETHING_KNOWN in statuses else max(statuses)


if __name__ == "__main__":
    sys.exit(main())
