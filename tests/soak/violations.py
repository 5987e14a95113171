"""A claim that did not hold, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

EXAMPLES = 3


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """`claim` is what should hold, `words` what was seen instead; `at` is in seconds since 1970, 0 for no moment."""

    claim: str
    words: str
    at: float = 0.0


def told(violations: Sequence[Violation], began: float, *, every: bool) -> Iterable[str]:
    """Say them: each claim with some examples, or with every single one."""
    counted = Counter(violation.claim for violation in violations)
    for claim, count in counted.most_common():
        yield f"VIOLATED: {claim} ({count} times)"
        found = [violation for violation in violations if violation.claim == claim]
        for violation in found if every else found[:EXAMPLES]:
            moment = f"at {violation.at - began:.2f} s: " if violation.at else ""
            yield f"    {moment}{violation.words}"
        if not every and count > EXAMPLES:
            yield f"    and {count - EXAMPLES} more; --list tells all"
