"""One lookup the way mod_xml_curl makes it: a new connection, and with https a new TLS context."""

import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

# What a register posts.
BODY = b"hostname=fs1&section=directory&tag_name=domain&key_name=name&key_value=example.com&" + b"x" * 1100
TIMEOUT_S = 3.0


def lookup(url: str, ca_file: Path | None = None, path: str = "/directory", body: bytes = BODY) -> tuple[int, bytes]:
    """Post the body; return status and answer."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    connection = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=str(ca_file))
            connection = context.wrap_socket(connection, server_hostname=host)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: Basic ZnM6c2VjcmV0\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body)
        return read_answer(connection)
    finally:
        connection.close()


def read_answer(connection: socket.socket) -> tuple[int, bytes]:
    """Read one answer with a Content-Length."""
    with connection.makefile("rb") as answer:
        status = int(answer.readline().split()[1])
        length = 0
        while (line := answer.readline()) not in {b"\r\n", b""}:
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return status, answer.read(length)
