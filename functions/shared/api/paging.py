"""Pages of a list: a cursor that only we can make."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request

from functions.shared.api.problems import invalid_field
from functions.shared.api.queries import whole_number
from functions.shared.api.tokens import Grant

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
SIGNATURE_BYTES = 16
# Of a query what says how a list is shown, and not what stands in it.
SHOWN_HOW: Final = frozenset({"limit", "cursor", "format"})


class Page(msgspec.Struct, frozen=True):
    """What to read: at most `limit` entries after the name `after`."""

    limit: int
    after: str | None


class Cursors:
    """Makes and reads cursors; one is good for the domain and the list that it was made for: its path and its filters.

    A place in one list is none in another: DynamoDB refuses one that is outside of what is asked for, as if the table
    were broken, and from another time on it would leave out what lies between.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        # The first makes cursors; those that the others made are still read, while one secret follows another.
        self._keys = [hashlib.sha256(f"cursor {secret}".encode()).digest() for secret in secrets]

    def page(self, request: Request, grant: Grant, *, most: int = MAX_LIMIT, of: str | None = None) -> Page:
        """Read `limit` and `cursor` of the query.

        Args:
            of: the list, where several paths show the same one; else what the request asks for.
        """
        limit = whole_number(request, "limit", least=1, most=most, default=DEFAULT_LIMIT)
        cursor = request.query_params.get("cursor")
        return Page(limit, None if cursor is None else self._read(cursor, _whose(request, grant, of)))

    def make(self, last: str, request: Request, grant: Grant, *, of: str | None = None) -> str:
        """Make the cursor of the page after the entry `last`; `of` as in `page`."""
        signed = _sign(self._keys[0], last, _whose(request, grant, of)) + last.encode()
        return base64.urlsafe_b64encode(signed).decode().rstrip("=")

    def _read(self, cursor: str, whose: str) -> str:
        wrong = invalid_field("cursor", "is not a cursor of this list", expected="the `next` of the page before")
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            last = raw[SIGNATURE_BYTES:].decode()
        except (binascii.Error, ValueError):
            raise wrong from None
        matches = [hmac.compare_digest(raw[:SIGNATURE_BYTES], _sign(key, last, whose)) for key in self._keys]
        if not any(matches):
            raise wrong
        return last


def _whose(request: Request, grant: Grant, of: str | None) -> str:
    # Neither a domain nor the address of a list has a line break.
    return f"{grant.domain}\n{_list_of(request) if of is None else of}"


def _list_of(request: Request) -> str:
    filters = sorted((name, value) for name, value in request.query_params.multi_items() if name not in SHOWN_HOW)
    # A path may have any character, percent-encoded again here.
    return f"{urlencode({'path': request.url.path})}?{urlencode(filters)}"


def _sign(key: bytes, last: str, whose: str) -> bytes:
    return hmac.digest(key, f"{whose}\n{last}".encode(), "sha256")[:SIGNATURE_BYTES]
