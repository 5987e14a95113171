"""SIP digest authentication (RFC 2617, MD5 and ``qop=auth``), from both ends."""

import hashlib
from dataclasses import dataclass


def md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def a1_hash(user: str, realm: str, password: str) -> str:
    return md5(f"{user}:{realm}:{password}")


@dataclass(frozen=True)
class Challenge:
    realm: str
    nonce: str
    cnonce: str
    uri: str
    method: str
    count: str = "00000001"

    def response(self, a1: str) -> str:
        a2 = md5(f"{self.method}:{self.uri}")
        return md5(f"{a1}:{self.nonce}:{self.count}:{self.cnonce}:auth:{a2}")
