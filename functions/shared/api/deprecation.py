"""What an operation that will go says of it in every answer: since when it is deprecated, and when it ends.

`Deprecation` is RFC 9745 (https://www.rfc-editor.org/rfc/rfc9745), `Sunset` is RFC 8594
(https://www.rfc-editor.org/rfc/rfc8594). What is promised of it is in docs/versions.md.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import Scope

# What whoever uses it has at least, from the first answer that says so to the end.
LEAST_NOTICE: Final = timedelta(days=180)
# Where people read what to do; it is of the same host.
DOCS: Final = "/docs"
_SCOPE: Final = "deprecation"


@dataclass(frozen=True, kw_only=True)
class Deprecation:
    """An operation is deprecated.

    Args:
        since: from when on, in UTC, as a rule the day of the release that says so first.
        until: from when on it may be gone, in UTC; None while that is not decided.
        instead: in words, what to use, or that there is nothing.

    Raises:
        ValueError: a moment has no time zone, or the end comes too soon.
    """

    since: datetime
    until: datetime | None = None
    instead: str

    def __post_init__(self) -> None:
        for name in ("since", "until"):
            moment = getattr(self, name)
            if moment is not None and moment.utcoffset() != timedelta(0):
                raise ValueError(f"{name} is {moment.isoformat()}; it must be in UTC")
        if self.until is not None and self.until - self.since < LEAST_NOTICE:
            soonest = f"{LEAST_NOTICE.days} days after {self.since.isoformat()} is the soonest"
            raise ValueError(f"until is {self.until.isoformat()}; {soonest}")

    def words(self, anchor: str) -> str:
        """For the description and the page, in one sentence; `anchor` is the operation's name."""
        end = f"may be gone from {self.until.astimezone(UTC):%Y-%m-%d} on" if self.until else "its end is not decided"
        return f"Deprecated since {self.since:%Y-%m-%d}: {anchor} {end}. Instead: {self.instead}."

    def add_to(self, headers: MutableHeaders, anchor: str) -> None:
        """Say it in an answer's headers, beside what else stands in `Link`."""
        headers["Deprecation"] = f"@{int(self.since.timestamp())}"
        headers.append("Link", f'<{DOCS}#{anchor}>; rel="deprecation"; type="text/html"')
        if self.until is not None:
            headers["Sunset"] = format_datetime(self.until, usegmt=True)


def note(scope: Scope, deprecation: Deprecation | None, anchor: str) -> None:
    """Have the answer to this request say so, whatever it is."""
    if deprecation is not None:
        scope[_SCOPE] = (deprecation, anchor)


def tell(scope: Scope, headers: MutableHeaders) -> None:
    """Say in these headers what was noted of the request."""
    noted: tuple[Deprecation, str] | None = scope.get(_SCOPE)
    if noted is not None:
        deprecation, anchor = noted
        deprecation.add_to(headers, anchor)
