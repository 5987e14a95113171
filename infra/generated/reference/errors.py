"""What a request can end with instead of its answer, and a command instead of being done: every code, every reason."""

from functions.shared.api.problems import CODES, ProblemBody
from functions.shared.command_life.reasons import REASONS
from infra.generated.reference.markdown import chapters, code, prose, table

_HEAD = """# Errors

A request that cannot be answered ends with a problem (RFC 9457, `application/problem+json`): `status`, a `code` on
which programs can rely, a `detail` for people, and for a body that is wrong `errors`, one for each field, all at
once: `field`, `problem`, `value`, `expected`. Its shape is [ProblemBody](schemas.md#problembody). With 429 and 503
`Retry-After` says when to come back. How a *command* failed stands in the command's own [`reason`](#reasons)."""
_REASONS = """## Why a command is not done {#reasons}

A command that `failed`, `expired` or is `unknown`, and each of its steps, says why in one of these words; `detail` is a
sentence for people. A program should bear one that it does not know."""


def page() -> str:
    """Return the page of all codes, each under the address that a problem's `type` ends with."""
    rows = ((f'<a id="{name}"></a>{code(name)}', str(status), prose(title)) for name, (status, title) in CODES.items())
    known = ", ".join(code(name) for name in ProblemBody.__struct_fields__)
    reasons = ((code(word), prose(meaning)) for word, meaning in REASONS.items())
    return chapters(
        _HEAD,
        table(("code", "status", "says"), rows),
        f"A problem has {known}; what is empty is left out.",
        _REASONS,
        table(("reason", "says"), reasons),
    )


def problem_link(name: str) -> str:
    """The link to a code from another page of the reference."""
    return f"[`{name}`](errors.md#{name})"
