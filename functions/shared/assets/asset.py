"""A picture, sound or font of a domain's own: what was asked for, and what came of looking at it.

Who asks for one writes the wish, the relay that looks at the file what it found: neither writes the other's part.
"""

from types import MappingProxyType
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from functions.shared.grammars.media import OWN_NAME

Kind = Literal["picture", "sound", "font"]
# `awaiting`: the file is not there yet, or nobody has said so. `checking`: a relay looks at it. `removing`: it goes.
State = Literal["awaiting", "checking", "ready", "failed", "removing"]

MIB: Final = 1024 * 1024
# What may be uploaded.
MOST_BYTES: Final = MappingProxyType({"picture": 10 * MIB, "sound": 20 * MIB, "font": 4 * MIB})
# What comes of it: PNG, WAV, and what FreeType reads.
ENDINGS: Final = MappingProxyType({"picture": "png", "sound": "wav", "font": "ttf"})
# A domain has so many at most.
MOST_ASSETS: Final = 500
# So long an upload may begin, and so long a wish without a file stays.
UPLOAD_SECONDS: Final = 900
UNDONE_SECONDS: Final = 24 * 3600.0
# Looked at within this time, or given up.
CHECK_SECONDS: Final = 180.0
# The command to a node that a file is to be looked at; it is none of the catalogue.
CHECK_ASSET: Final = "check_asset"

AssetName = Annotated[
    str,
    Meta(pattern=f"^{OWN_NAME}$", description="small letters, digits, _ and -", examples=["autumn"]),
]


class AssetWish(msgspec.Struct, frozen=True, kw_only=True):
    """What a domain has asked for; a new `version` for every upload. Times are seconds since 1970."""

    domain: str
    name: str
    kind: Kind
    # As long as the upload must be.
    bytes: int
    version: str
    revision: int = 1
    made_at: float
    # Whose relay is to look at it, and by which command: nobody else's finding counts.
    node: str = ""
    command: str = ""
    check_until: float = 0.0
    removing: bool = False
    # A seq of the domain's feed from before it was looked at, or removed.
    told_after: int = 0
    # SHA-256 of the file beside the provisioning file that has made it; empty where the API has.
    source: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a relay found: the file in its one form, stored under its hash, or why there is none."""

    version: str
    node: str
    problem: str = ""
    detail: str = ""
    sha256: str = ""
    bytes: int = 0
    width: int = 0
    height: int = 0
    seconds: float = 0.0
    family: str = ""


class Asset(msgspec.Struct, frozen=True, kw_only=True):
    """A wish with what was found of it, if that is this wish's and its own node's."""

    wish: AssetWish
    found: Finding | None = None

    @property
    def finding(self) -> Finding | None:
        found = self.found
        if found is None or (found.version, found.node) != (self.wish.version, self.wish.node):
            return None
        return found

    def state(self, now: float) -> State:
        """How far it is; one that nobody has looked at in time awaits it again."""
        if self.wish.removing:
            return "removing"
        if (found := self.finding) is not None:
            return "failed" if found.problem else "ready"
        return "checking" if self.wish.node and now < self.wish.check_until else "awaiting"

    def ready(self, kind: Kind) -> "Placed | None":
        """Where it is stored; None where it is no such thing, or not ready."""
        found = self.finding
        if found is None or found.problem or self.wish.removing or self.wish.kind != kind:
            return None
        return Placed(kind=kind, sha256=found.sha256, bytes=found.bytes, key=stored_key(self.wish, found.sha256))


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """What a node needs to have a file: what it is, its hash and size, and where it lies in the bucket."""

    kind: Kind
    sha256: str
    bytes: int
    key: str

    def file(self, name: str) -> str:
        """Its path on a node: the same bytes lie there once, whoever brought them and however they call it."""
        return f"{self.sha256}/{name}.{ENDINGS[self.kind]}"


class CheckOrder(msgspec.Struct, frozen=True, kw_only=True):
    """The body of the command `check_asset`."""

    domain: str
    name: str
    version: str


def too_long(kind: Kind, length: int) -> str:
    """What is wrong with how many bytes a file has; nothing if it may have so many."""
    most = MOST_BYTES[kind]
    return "" if length <= most else f"is more than the {most} bytes that a {kind} may have"


def uploaded_key(wish: AssetWish) -> str:
    """Where the upload lies: no node's, and gone after a day."""
    return f"own/incoming/{wish.domain}/{wish.version}"


def stored_key(wish: AssetWish, sha256: str) -> str:
    """Where the file lies in its one form: IAM lets a relay write below its node's name only."""
    return f"own/{wish.node}/{wish.domain}/{sha256}-{wish.version}.{ENDINGS[wish.kind]}"
