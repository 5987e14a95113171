"""What the doctor says: one line each, with the mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "unsafe"]


@dataclass(frozen=True)
class Finding:
    """`unsafe` lets somebody in or gives something away; `warning` will not work well; `ok` was looked at."""

    status: Status
    subject: str
    mend: str = ""

    def line(self) -> str:
        return f"{self.status:<8} {self.subject}" + (f": {self.mend}" if self.mend else "")


def ok(subject: str) -> Finding:
    return Finding("ok", subject)


def warning(subject: str, mend: str) -> Finding:
    return Finding("warning", subject, mend)


def unsafe(subject: str, mend: str) -> Finding:
    return Finding("unsafe", subject, mend)


def is_safe(findings: Iterable[Finding]) -> bool:
    return all(finding.status != "unsafe" for finding in findings)
