"""What no text may hold, whatever it is of."""

from collections.abc import Iterator

from functions.shared.grammars.names import trouble_with
from functions.shared.provisioning.entries import SECRET_FIELDS
from functions.shared.provisioning.findings import Finding, PathPart

# Matched or hashed, never shown; what a password may hold is said where it is checked.
NOT_SHOWN = frozenset({"pattern", *SECRET_FIELDS})


def check_texts(place: list[PathPart], value: object) -> Iterator[Finding]:
    """Find what no text may hold, but patterns and secrets: `${…}` would expand on the node."""
    if isinstance(value, str):
        if place[-1] in NOT_SHOWN:
            return
        if "$" in value:
            yield place, "may not hold a $: FreeSWITCH would expand it"
        if trouble := trouble_with(value):
            yield place, trouble
    elif isinstance(value, dict):
        for key, below in value.items():
            if trouble := trouble_with(str(key)):
                yield [*place, key], f"is a name that {trouble}"
            yield from check_texts([*place, key], below)
    elif isinstance(value, list | tuple):
        for index, below in enumerate(value):
            yield from check_texts([*place, index], below)
