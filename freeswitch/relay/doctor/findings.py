"""What the doctor says: one line each, with how to fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warning", "broken", "unsafe"]


@dataclass(frozen=True)
class Finding:
    """`unsafe` lets somebody in or gives something away; `broken` lets nobody in; `warning` will not work well."""

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


def broken(subject: str, mend: str) -> Finding:
    return Finding("broken", subject, mend)


def is_safe(findings: Iterable[Finding]) -> bool:
    """Tell whether the node keeps strangers out and lets users in."""
    return all(finding.status not in ("unsafe", "broken") for finding in findings)
