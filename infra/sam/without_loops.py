"""`python -m infra.sam.without_loops < template.yaml`: the same template without what `Fn::ForEach` makes, for checkov.

checkov 3 takes each entry of `Resources` for a resource. At a loop, which is a list, it gives up (`get is invalid`) and
looks at the functions without what `Globals` say of all of them. Lines that are left out are empty, so that what it
finds has the template's own line.
"""

import sys
from collections.abc import Iterator

LOOP = "  Fn::ForEach::"


def without_loops(text: str) -> str:
    """Empty the lines of each loop of `Resources`."""
    return "".join(_kept(text))


def _kept(text: str) -> Iterator[str]:
    left_out = False
    for line in text.splitlines(keepends=True):
        if line.startswith(LOOP):
            left_out = True
        elif line.strip() and not line.startswith("   "):
            left_out = False
        yield "\n" if left_out else line


if __name__ == "__main__":
    sys.stdout.write(without_loops(sys.stdin.read()))
