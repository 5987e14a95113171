"""What people read about an operation in the API's description: a line of it, and all of it."""

import re

from functions.shared.api.operation import Operation
from functions.shared.rights import Needs

_COMMAND = (
    "The answer is the command (202), or with `Prefer: wait=5` its end (200) if that comes in time. A command that "
    "`failed` is 200 as well: `state` and `reason` say what came of it."
)
_KEPT = "`If-Match` with the revision that was seen refuses it (412) if somebody else has changed it since."
_ONCE = "Sent again with the same `Idempotency-Key` it does nothing more, for 24 hours."


def summary_of(operation: Operation) -> str:
    """The first sentence of what an operation is for."""
    return re.split(r"(?<=[.;:]) ", operation.summary, maxsplit=1)[0].rstrip(".;:")


def description_of(operation: Operation) -> str:
    """All that is said of it: what it is for, how it answers, what a token needs."""
    said = [operation.summary]
    said += [operation.deprecated.words(operation.name)] if operation.deprecated else []
    if operation.make is not None:
        said.append(_COMMAND)
    elif operation.method in ("PUT", "PATCH", "DELETE") and not operation.unconditional:
        said.append(_KEPT)
    if operation.keyed:
        said.append(_ONCE)
    said.append(needs_of(operation))
    return "\n\n".join(said)


def needs_of(operation: Operation) -> str:
    """Which abilities a token needs, in a sentence; of fields those that need others."""
    if operation.public:
        return "Needs no token."
    more: dict[Needs, list[str]] = {}
    for name, needs in operation.needs_of_fields.items():
        if needs != operation.needs:
            more.setdefault(needs, []).append(f"`{name}`")
    fields = "".join(f"; {', '.join(names)}: {_words(needs)}" for needs, names in more.items())
    return f"Needs {_words(operation.needs)}{fields}."


def _words(needs: Needs) -> str:
    return " or ".join(f"`{each}`" for each in needs) or "any token"
