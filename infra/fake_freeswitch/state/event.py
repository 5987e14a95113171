"""One FreeSWITCH event and the three texts it can travel as."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

# What FreeSWITCH encodes in a header value; a ready-made %XX (upper-case hex) passes through unchanged.
_UNSAFE = re.compile(rb"%[0-9A-F]{2}|[\x00-\x20#%&+:;<=>?@\[\\\]^`{|}\"\x7f-\xff]")


def url_encode(value: str) -> str:
    def encoded(match: re.Match[bytes]) -> bytes:
        text = match.group()
        return text if len(text) == 3 else b"%%%02X" % text[0]

    return _UNSAFE.sub(encoded, value.encode()).decode()


@dataclass
class Event:
    name: str
    subclass: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: str = ""

    def add(self, name: str, value: str) -> None:
        """Append a header; an empty value is dropped, a repeated name is kept twice, as FreeSWITCH does."""
        if value:
            self.headers.append((name, value))

    def add_all(self, headers: Iterable[tuple[str, str]]) -> None:
        for name, value in headers:
            self.add(name, value)

    def get(self, name: str, default: str = "") -> str:
        wanted = name.lower()
        return next((value for header, value in self.headers if header.lower() == wanted), default)

    def to_plain(self) -> str:
        lines = [f"{name}: {url_encode(value)}\n" for name, value in self.headers]
        if self.body:
            lines.append(f"Content-Length: {len(self.body.encode())}\n\n{self.body}")
        else:
            lines.append("\n")
        return "".join(lines)

    def to_json(self) -> str:
        headers = list(self.headers)
        if self.body:
            headers += [("Content-Length", str(len(self.body.encode()))), ("_body", self.body)]
        members = (f"{json.dumps(name)}:{json.dumps(value, ensure_ascii=False)}" for name, value in headers)
        return "{" + ",".join(members) + "}"

    def to_xml(self) -> str:
        lines = [f"    <{name}>{escape(url_encode(value))}</{name}>\n" for name, value in self.headers]
        body = ""
        if self.body:
            body = f"  <Content-Length>{len(self.body.encode())}</Content-Length>\n  <body>{escape(self.body)}</body>\n"
        return "<event>\n  <headers>\n" + "".join(lines) + "  </headers>\n" + body + "</event>"

    def to_frame(self, style: str) -> bytes:
        text = {"plain": self.to_plain, "json": self.to_json, "xml": self.to_xml}[style]().encode()
        return f"Content-Length: {len(text)}\nContent-Type: text/event-{style}\n\n".encode() + text
