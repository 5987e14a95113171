"""As much of TURN (RFC 8656) as it takes to ask for a relayed address over UDP, and to hear yes or no."""

import hashlib
import hmac
import secrets
import socket
import struct

COOKIE = 0x2112A442
ALLOCATE, ALLOCATED, REFUSED = 0x0003, 0x0103, 0x0113
USERNAME, MESSAGE_INTEGRITY, ERROR_CODE, REALM, NONCE, REQUESTED_TRANSPORT = 0x06, 0x08, 0x09, 0x14, 0x15, 0x19
UDP = b"\x11\0\0\0"


def allocate(port: int, username: str, credential: str) -> int:
    """Ask a server on this machine for an address; 0 where it gave one, else the code of its refusal."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.settimeout(5)
        wire.connect(("127.0.0.1", port))
        # The first try brings realm and nonce.
        _, asked = _exchange(wire, [(REQUESTED_TRANSPORT, UDP)])
        realm, nonce = asked[REALM], asked[NONCE]
        key = hashlib.md5(f"{username}:{realm.decode()}:{credential}".encode(), usedforsecurity=False).digest()
        proved = [(REQUESTED_TRANSPORT, UDP), (USERNAME, username.encode()), (REALM, realm), (NONCE, nonce)]
        kind, told = _exchange(wire, proved, key)
    if kind == ALLOCATED:
        return 0
    assert kind == REFUSED, hex(kind)
    return told[ERROR_CODE][2] * 100 + told[ERROR_CODE][3]


def _exchange(
    wire: socket.socket, attributes: list[tuple[int, bytes]], key: bytes | None = None
) -> tuple[int, dict[int, bytes]]:
    body = b"".join(_written(kind, value) for kind, value in attributes)
    transaction = secrets.token_bytes(12)

    def head(length: int) -> bytes:
        return struct.pack("!HHI", ALLOCATE, length, COOKIE) + transaction

    if key is not None:
        # The length counts the digest that is to come.
        digest = hmac.digest(key, head(len(body) + 24) + body, "sha1")
        body += _written(MESSAGE_INTEGRITY, digest)
    wire.send(head(len(body)) + body)
    answer = wire.recv(2048)
    assert answer[8:20] == transaction
    return int.from_bytes(answer[:2], "big"), dict(_read(answer[20:]))


def _written(kind: int, value: bytes) -> bytes:
    return struct.pack("!HH", kind, len(value)) + value + b"\0" * (-len(value) % 4)


def _read(rest: bytes) -> list[tuple[int, bytes]]:
    found = []
    while len(rest) >= 4:
        kind, length = struct.unpack("!HH", rest[:4])
        found.append((kind, rest[4 : 4 + length]))
        rest = rest[4 + length + (-length % 4) :]
    return found
