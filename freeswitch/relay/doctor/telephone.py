"""As much of SIP as a registration needs: the doctor's telephone."""

import re
import secrets
import socket
import time
from hashlib import md5

# A lookup may take two seconds, and a busy switch its time.
ANSWER_SECONDS = 4.0
_STATUS = re.compile(rb"SIP/2\.0 ([0-9]{3}) ")
_CHALLENGE = re.compile(r"^www-authenticate:\s*digest\s+([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


class Telephone:
    """One user at one address of a SIP server, over UDP."""

    def __init__(self, connection: socket.socket, user: str, place: tuple[str, int]) -> None:
        self._connection, self._user, self._place, self._host = connection, user, place, place[0]
        self._call, self._sequence = secrets.token_hex(8), 0

    def ask(self, proof: str, expires: int) -> tuple[int, str]:
        """Send a REGISTER and give the status of its final answer, and the challenge if it holds one.

        Raises:
            OSError: there was none in time.
        """
        self._connection.connect(self._place)
        self._sequence += 1
        own, at = f"<sip:{self._user}@{self._host}>", ":".join(map(str, self._connection.getsockname()))
        self._connection.send(
            (
                f"REGISTER sip:{self._host} SIP/2.0\r\n"
                f"Via: SIP/2.0/UDP {at};branch=z9hG4bK{secrets.token_hex(8)};rport\r\nMax-Forwards: 70\r\n"
                f"From: {own};tag={self._call}\r\nTo: {own}\r\nCall-ID: {self._call}\r\n"
                f"CSeq: {self._sequence} REGISTER\r\nContact: <sip:{self._user}@{at}>\r\nExpires: {expires}\r\n"
                f"{proof}User-Agent: doctor\r\nContent-Length: 0\r\n\r\n"
            ).encode()
        )
        deadline = time.monotonic() + ANSWER_SECONDS
        while (left := deadline - time.monotonic()) > 0:
            self._connection.settimeout(left)
            answer = self._connection.recv(65535)
            status = _STATUS.match(answer)
            if status and status[1] >= b"200" and b"%d REGISTER" % self._sequence in answer:
                challenge = _CHALLENGE.search(answer.decode("utf-8", "replace"))
                return int(status[1]), challenge[1] if challenge else ""
        raise TimeoutError("timed out")

    def proof(self, challenge: str, secret: str) -> str:
        realm, nonce, uri = _part(challenge, "realm"), _part(challenge, "nonce"), f"sip:{self._host}"
        count, own = f"{self._sequence:08x}", secrets.token_hex(8)
        proved = _md5(f"{_md5(f'{self._user}:{realm}:{secret}')}:{nonce}:{count}:{own}:auth:{_md5(f'REGISTER:{uri}')}")
        return (
            f'Authorization: Digest username="{self._user}", realm="{realm}", nonce="{nonce}", uri="{uri}", '
            f'algorithm=MD5, qop=auth, nc={count}, cnonce="{own}", response="{proved}"\r\n'
        )


def realm_of(challenge: str) -> str:
    return _part(challenge, "realm")


def _part(challenge: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', challenge)
    return found[1] if found else ""


def _md5(text: str) -> str:
    # Digest authentication of SIP (RFC 2617) hashes with MD5.
    return md5(text.encode(), usedforsecurity=False).hexdigest()
