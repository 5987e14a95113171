"""What the relay orders from the process that looks at a file, what that answers, and what its own child answers it."""

import msgspec

from functions.shared.assets.asset import Kind


class LookOrder(msgspec.Struct, frozen=True, kw_only=True):
    """One file to be fetched, put into its one form, and stored below `stored`; `{sha256}` stands for its hash."""

    kind: Kind
    bytes: int
    bucket: str
    uploaded: str
    stored: str
    region: str


class Reencoded(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of a file: what it shows, or why there is none."""

    problem: str = ""
    detail: str = ""
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    family: str = ""


class LookResult(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How it went; with `unavailable` the bucket did not answer, and it may be tried again."""

    made: Reencoded = Reencoded()
    sha256: str = ""
    bytes: int = 0
    unavailable: str = ""
