"""SIP as little as a telephone needs: make a request, read a message, answer a challenge."""

import re
import secrets
from dataclasses import dataclass, field
from hashlib import md5


@dataclass(frozen=True)
class Message:
    """A request or an answer; `status` is 0 for a request."""

    first: str
    headers: dict[str, str]
    body: str = ""
    source: tuple[str, int] = field(default=("", 0), compare=False)

    @property
    def status(self) -> int:
        return int(self.first.split(" ", 2)[1]) if self.first.startswith("SIP/2.0 ") else 0

    @property
    def method(self) -> str:
        return "" if self.status else self.first.split(" ", 1)[0]


@dataclass
class Dialogue:
    """What stays the same in all requests of a call or a registration."""

    uri: str
    call_id: str
    from_: str
    to: str
    sequence: int = 0


def parse(data: bytes, source: tuple[str, int]) -> Message:
    head, _, body = data.decode("utf-8", "replace").partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return Message(first, headers, body, source)


def answered(invite: Message, tag: str) -> Dialogue:
    """The call that somebody else began, as who answered it with this tag tells it."""
    told = invite.headers
    contact = told["contact"].partition("<")[2].partition(">")[0]
    return Dialogue(contact, told["call-id"], f"{told['to']};tag={tag}", told["from"])


def new_tag() -> str:
    return secrets.token_hex(8)


def digest_of(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()


def credentials(challenge: str, method: str, uri: str, user: str, password: str) -> str:
    """Answer a Digest challenge."""
    told = dict(re.findall(r'(\w+)="?([^",]*)"?', challenge.removeprefix("Digest ")))
    cnonce, count = new_tag(), "00000001"
    secret = digest_of(f"{user}:{told['realm']}:{password}")
    response = digest_of(f"{secret}:{told['nonce']}:{count}:{cnonce}:auth:{digest_of(f'{method}:{uri}')}")
    return (
        f'Digest username="{user}", realm="{told["realm"]}", nonce="{told["nonce"]}", uri="{uri}", algorithm=MD5, '
        f'response="{response}", qop=auth, nc={count}, cnonce="{cnonce}"'
    )


def sound_offer(host: str, port: int, direction: str = "sendrecv", *, events: bool = True) -> str:
    """A-law, and telephone events unless it says that it has none."""
    offered = "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n" if events else ""
    return (
        f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\n"
        f"m=audio {port} RTP/AVP 8{' 101' if events else ''}\r\n"
        f"a=rtpmap:8 PCMA/8000\r\n{offered}a={direction}\r\n"
    )
