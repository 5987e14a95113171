"""Addresses of WebSockets that a browser may open, as `web/servers.ts` has them."""

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"wss?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")
_LOOPBACK = ("127.0.0.1", "localhost")


def problem_of(address: str) -> str | None:
    """Say why no page can call this address; None where one can."""
    if not _ADDRESS.fullmatch(address):
        return "must be an address such as wss://sip.example.com:7443"
    if address.startswith("ws://") and urlsplit(address).hostname not in _LOOPBACK:
        return "is not encrypted: browsers allow ws:// only to this machine, so use wss://"
    return None
