"""As much of TURN (RFC 8656) as it takes to ask for a relayed address over UDP and for peers, and to hear yes or no."""

import hashlib
import hmac
import ipaddress
import secrets
import socket
import struct
from collections.abc import Sequence

COOKIE = 0x2112A442
ALLOCATE, CREATE_PERMISSION, ANSWERED, REFUSED = 0x0003, 0x0008, 0x0100, 0x0110
USERNAME, MESSAGE_INTEGRITY, ERROR_CODE, REALM, NONCE, REQUESTED_TRANSPORT = 0x06, 0x08, 0x09, 0x14, 0x15, 0x19
XOR_PEER_ADDRESS = 0x12
UDP = b"\x11\0\0\0"


def allocate(port: int, username: str, credential: str) -> int:
    """Ask a server on this machine for an address; 0 where it gave one, else the code of its refusal."""
    return _ask(port, username, credential, ())[0]


def permit(port: int, username: str, credential: str, peers: Sequence[str]) -> dict[str, int]:
    """Ask for an address and then for each of these peers: 0 where it may be reached, else the code of the refusal."""
    allocated, *codes = _ask(port, username, credential, peers)
    assert allocated == 0
    return dict(zip(peers, codes, strict=True))


def _ask(port: int, username: str, credential: str, peers: Sequence[str]) -> list[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        wire.settimeout(5)
        wire.connect(("127.0.0.1", port))
        # The first try brings realm and nonce.
        _, asked = _exchange(wire, ALLOCATE, [(REQUESTED_TRANSPORT, UDP)])
        realm, nonce = asked[REALM], asked[NONCE]
        key = hashlib.md5(f"{username}:{realm.decode()}:{credential}".encode(), usedforsecurity=False).digest()
        proof = [(USERNAME, username.encode()), (REALM, realm), (NONCE, nonce)]
        codes = [_code(*_exchange(wire, ALLOCATE, [(REQUESTED_TRANSPORT, UDP), *proof], key))]
        for peer in peers:
            told = _exchange(wire, CREATE_PERMISSION, [(XOR_PEER_ADDRESS, _hidden(peer)), *proof], key)
            codes.append(_code(*told))
    return codes


def _code(kind: int, told: dict[int, bytes]) -> int:
    if kind & REFUSED == ANSWERED:
        return 0
    assert kind & REFUSED == REFUSED, hex(kind)
    return told[ERROR_CODE][2] * 100 + told[ERROR_CODE][3]


def _hidden(peer: str) -> bytes:
    """The peer's address, port 0, XORed with the cookie; of IPv6 the rest stands against a transaction of zeros."""
    address = ipaddress.ip_address(peer)
    mask = struct.pack("!I", COOKIE) + bytes(12)
    masked = bytes(one ^ other for one, other in zip(address.packed, mask, strict=False))
    return struct.pack("!BBH", 0, 1 if address.version == 4 else 2, COOKIE >> 16) + masked


def _exchange(
    wire: socket.socket, method: int, attributes: list[tuple[int, bytes]], key: bytes | None = None
) -> tuple[int, dict[int, bytes]]:
    body = b"".join(_written(kind, value) for kind, value in attributes)
    # An IPv6 peer is XORed with it, too.
    transaction = bytes(12) if method == CREATE_PERMISSION else secrets.token_bytes(12)

    def head(length: int) -> bytes:
        return struct.pack("!HHI", method, length, COOKIE) + transaction

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
