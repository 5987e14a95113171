"""Which node asks: HTTP Basic with the node's name and its password, of which only SHA-256 is kept."""

import hmac
import re
from base64 import b64decode

from functions.shared.nodes.passwords import hashed
from functions.shared.tables.known.identities import Asker, known_asker

NODE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
# Compared with where there is no such node.
NOBODY = ("0" * 64,)


def asker_of(authorization: str) -> Asker | None:
    """Return the node that an `Authorization` header proves; None for anybody else.

    Raises:
        TablesUnavailable: who the node is could not be read.
    """
    scheme, _, credentials = authorization.partition(" ")
    try:
        name, _, password = b64decode(credentials.strip(), validate=True).decode().partition(":")
    except ValueError:
        return None
    if scheme.lower() != "basic" or not NODE_NAME.fullmatch(name):
        return None
    asker = known_asker(name)
    given = hashed(password)
    # Both are compared, so that the time does not tell which one it was.
    matches = [hmac.compare_digest(given, kept) for kept in (asker.credentials if asker else NOBODY)]
    return asker if any(matches) else None
