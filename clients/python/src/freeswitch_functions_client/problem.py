"""A request that failed: what the API says about it, or that nobody answered."""

from collections.abc import Mapping, Sequence

import msgspec

from freeswitch_functions_client.schemas import FieldError, ProblemBody


class Problem(Exception):
    """What the API says is wrong, all of it at once; as text it is what the API words, a field a line.

    Attributes:
        status: HTTP's; 0 where no answer came.
        body: as the API says it (RFC 9457); None where something else answered.
        retry_after_seconds: when it is worth another try; None where nobody said.
    """

    def __init__(self, status: int, body: ProblemBody | None = None, retry_after_seconds: int | None = None) -> None:
        self.status = status
        self.body = body
        self.retry_after_seconds = retry_after_seconds
        super().__init__(_worded(status, body))

    @property
    def code(self) -> str:
        """Stable: what a program may ask for; empty where something else than the API answered."""
        return self.body.code if self.body else ""

    @property
    def reason(self) -> str:
        """Which of several, where a code has more than one."""
        return (self.body.reason if self.body else None) or ""

    @property
    def errors(self) -> Sequence[FieldError]:
        """Every field that cannot be taken: where it is, what is wrong, what was sent, what would be right."""
        return (self.body.errors if self.body else None) or ()

    @property
    def is_unsure(self) -> bool:
        """Whether nobody can say that it was not done: no answer came, or none of the API's own."""
        return self.status in (0, 500, 502, 503, 504) and self.code in ("", "unavailable")


def problem_of(status: int, headers: Mapping[str, str], content: bytes) -> Problem:
    """Read an answer that is a refusal; a proxy in between may answer with a page instead of a problem."""
    try:
        body = msgspec.json.decode(content, type=ProblemBody)
    except msgspec.DecodeError:
        body = None
    seconds = headers.get("Retry-After", "")
    return Problem(status, body, int(seconds) if seconds.isdecimal() else None)


def _worded(status: int, body: ProblemBody | None) -> str:
    if body is None:
        return "no answer" if status == 0 else f"the server answered {status}"
    told, errors = body.detail or body.title, body.errors or ()
    # Mostly the API's sentence is the first field's, which is there in full.
    is_told = bool(errors) and told.startswith(_problem_of(errors[0]))
    return "\n".join([*([] if is_told else [told]), *map(_of_field, errors)])


def _problem_of(error: FieldError) -> str:
    return f"{error.field or 'the body'}: {error.problem}"


def _of_field(error: FieldError) -> str:
    told = _problem_of(error)
    told += "" if error.value is None else f" (it is {error.value})"
    return told + ("" if error.expected is None else f"; expected: {error.expected}")
