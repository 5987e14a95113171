"""A telephone company: a registrar that checks what a trunk proves, and whose numbers answer every call."""

import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from tests.live.sip_message import Message, digest_of, new_tag, parse, sound_offer

NONCE = "the-nonce-of-the-carrier"
PROOFS = {
    "REGISTER": ("authorization", 401, "WWW-Authenticate"),
    "INVITE": ("proxy-authorization", 407, "Proxy-Authenticate"),
}


@dataclass(frozen=True, kw_only=True)
class Contract:
    """What a carrier demands of its customer; without a password everybody may call."""

    realm: str = "carrier.example"
    user: str = ""
    password: str = ""
    # Checks of a request beyond the password: the reason why it is refused, or nothing.
    objects_to: Callable[[Message], str] = field(default=lambda _: "")


class Carrier:
    """One socket over UDP; `requests` is everything that came, in order."""

    def __init__(self, contract: Contract | None = None, host: str = "127.0.0.1") -> None:
        self.contract, self.host = contract or Contract(), host
        self.requests: list[Message] = []
        self.refused: list[str] = []
        # What is said to a call, by the number; all others are answered.
        self.answers: dict[str, int] = {}
        # The address to which a 302 sends the caller.
        self.moved_to = ""
        self._news = threading.Condition()
        self._stopping = threading.Event()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_DGRAM)
        self._socket.bind((host, 0))
        self._socket.settimeout(0.2)
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    @property
    def proxy(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None) -> None:
        self._stopping.set()
        self._thread.join(2)
        self._socket.close()

    def await_request(self, method: str, *, proved: bool | None = None, within: float = 20.0) -> Message:
        """The first request of a kind that came, with a right proof if there is a password.

        Raises:
            TimeoutError: none came.
        """
        end = time.monotonic() + within
        wanted = bool(self.contract.password) if proved is None else proved
        with self._news:
            while True:
                found = next((r for r in self.requests if r.method == method and (not wanted or self._proved(r))), None)
                if found is not None:
                    return found
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutError(f"no {method} within {within:g} s; refused: {self.refused}")
                self._news.wait(left)

    def forget(self) -> None:
        """Drop what came so far."""
        with self._news:
            self.requests.clear()
            self.refused.clear()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            try:
                data, source = self._socket.recvfrom(65535)
            except TimeoutError:
                continue
            if data.strip():
                for answer in self.received(parse(data, source[:2])):
                    self._socket.sendto(answer.encode(), source)

    def received(self, request: Message) -> list[str]:
        """Take a request and give what is answered."""
        if request.status:
            return []
        objection = self.contract.objects_to(request) if request.method in PROOFS else ""
        status, extra, body = self._answer(request, objection)
        with self._news:
            self.requests.append(request)
            self.refused += [f"{request.method}: {objection or status}"] if status in {400, 403} else []
            self._news.notify_all()
        return [response(request, status, extra, body)] if status else []

    def _answer(self, request: Message, objection: str) -> tuple[int, str, str]:
        if request.method == "ACK":
            return 0, "", ""
        if objection:
            return 400, "", ""
        if request.method in PROOFS and self.contract.password:
            header, status, challenge = PROOFS[request.method]
            if header not in request.headers:
                asked = f'Digest realm="{self.contract.realm}", nonce="{NONCE}", algorithm=MD5, qop="auth"'
                return status, f"{challenge}: {asked}\r\n", ""
            if not self._proved(request):
                return 403, "", ""
        if request.method == "REGISTER":
            return 200, f"Contact: {request.headers['contact']}\r\nExpires: 3600\r\n", ""
        if request.method == "INVITE":
            called = request.first.split(" ")[1].partition(":")[2].partition("@")[0]
            if status := self.answers.get(called, 0):
                return status, f"Contact: <{self.moved_to}>\r\n" if self.moved_to else "", ""
            offered = f"Contact: <sip:{self.proxy}>\r\nContent-Type: application/sdp\r\n"
            return 200, offered, self.session(request)
        return 200, "", ""

    def session(self, _request: Message) -> str:
        return sound_offer(self.host, 9)

    def _proved(self, request: Message) -> bool:
        """Whether the request carries a digest of the right password for the right user."""
        header = PROOFS.get(request.method, ("", 0, ""))[0]
        proof = request.headers.get(header, "")
        told = dict(re.findall(r'(\w+)="?([^",]*)"?', proof.removeprefix("Digest ")))
        if not proof or told.get("username") != self.contract.user or told.get("realm") != self.contract.realm:
            return False
        secret = digest_of(f"{self.contract.user}:{self.contract.realm}:{self.contract.password}")
        asked = digest_of(f"{request.method}:{told['uri']}")
        middle = f"{told['nc']}:{told['cnonce']}:{told['qop']}:" if "qop" in told else ""
        return bool(told["response"] == digest_of(f"{secret}:{NONCE}:{middle}{asked}"))


def response(request: Message, status: int, extra: str = "", body: str = "") -> str:
    kept = "".join(f"{name}: {request.headers[name.lower()]}\r\n" for name in ("Via", "From", "Call-ID", "CSeq"))
    to = request.headers["to"]
    to += "" if ";tag=" in to else f";tag={new_tag()}"
    length = len(body.encode())
    return f"SIP/2.0 {status} .\r\n{kept}To: {to}\r\n{extra}Content-Length: {length}\r\n\r\n{body}"
