"""Whether a request to the embedded services was signed with this run's key: AWS's Signature Version 4.

moto looks at the key's name at most. A link to one object is signed as well, and names the key: whoever has it must not
be able to make another. botocore only signs: to check with it is to drive methods that it does not document, with a
request made up of the signed headers and a time put into its context, in about as many lines. moto's own check, which
does so, knows no links.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl

ALGORITHM = "AWS4-HMAC-SHA256"
_HEADER = re.compile(rf"{ALGORITHM} Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{{64}})")


@dataclass(frozen=True)
class Asked:
    """A request as it stands on the wire; names of headers in small letters."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class _Claim:
    credential: str
    signed: str
    signature: str
    stamp: str
    payload: str


def is_signed(asked: Asked, key: str, secret: str, now: datetime) -> bool:
    """Whether this key signed it, in its headers or in its address; a link must not be over at `now`."""
    claim = _in_header(asked) or _in_address(asked, now)
    if claim is None or not hmac.compare_digest(claim.credential.partition("/")[0].encode(), key.encode()):
        return False
    _, _, scope = claim.credential.partition("/")
    parts = scope.split("/")
    if len(parts) != 4 or "host" not in claim.signed.split(";"):  # day, region, service, aws4_request
        return False
    # What a link may not have in the middle: its own signature.
    pairs = sorted(pair for pair in asked.query.split("&") if pair and not pair.startswith("X-Amz-Signature="))
    lines = [
        asked.method,
        asked.path,
        "&".join(pair if "=" in pair else f"{pair}=" for pair in pairs),
        *(f"{name}:{' '.join(asked.headers.get(name, '').split())}" for name in claim.signed.split(";")),
        "",
        claim.signed,
        claim.payload,
    ]
    digest = hashlib.sha256("\n".join(lines).encode("latin-1")).hexdigest()
    wanted = hmac.digest(
        _key_of(secret, scope), f"{ALGORITHM}\n{claim.stamp}\n{scope}\n{digest}".encode("latin-1"), "sha256"
    )
    return hmac.compare_digest(wanted.hex(), claim.signature)


def _in_header(asked: Asked) -> _Claim | None:
    found = _HEADER.fullmatch(asked.headers.get("authorization", ""))
    if found is None:
        return None
    payload = asked.headers.get("x-amz-content-sha256") or hashlib.sha256(asked.body).hexdigest()
    return _Claim(found[1], found[2], found[3], asked.headers.get("x-amz-date", ""), payload)


def _in_address(asked: Asked, now: datetime) -> _Claim | None:
    said = dict(parse_qsl(asked.query, keep_blank_values=True))
    if said.get("X-Amz-Algorithm") != ALGORITHM:
        return None
    stamp, seconds = said.get("X-Amz-Date", ""), said.get("X-Amz-Expires", "")
    try:
        end = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return None
    if end < now:
        return None
    credential, signed, signature = (
        said.get(f"X-Amz-{name}", "") for name in ("Credential", "SignedHeaders", "Signature")
    )
    return _Claim(credential, signed, signature, stamp, "UNSIGNED-PAYLOAD")


@lru_cache(maxsize=64)
def _key_of(secret: str, scope: str) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode("latin-1"), "sha256")
    return key
