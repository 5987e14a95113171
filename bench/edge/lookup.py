"""One lookup the way mod_xml_curl makes it: a new connection, and with https a new TLS context."""

import socket
import ssl
from pathlib import Path
from urllib.parse import urlsplit

# What a register posts.
BODY = (
    b"hostname=fs1&section=directory&tag_name=domain&key_name=name&key_value=example.com&action=sip_auth"
    b"&sip_auth_method=REGISTER&sip_auth_nonce=" + b"x" * 1000 + b"&user=1000&domain=example.com&ip=192.0.2.7"
)
AUTHORIZATION = "Basic ZnM6c2VjcmV0"
TIMEOUT_S = 3.0


def lookup(
    url: str,
    ca_file: Path | None = None,
    path: str = "/directory",
    body: bytes = BODY,
    authorization: str = AUTHORIZATION,
) -> tuple[int, bytes]:
    """Post the body; return status and answer."""
    status, _, answer = lookup_with_headers(url, ca_file, path, body, authorization)
    return status, answer


def lookup_with_headers(
    url: str,
    ca_file: Path | None = None,
    path: str = "/directory",
    body: bytes = BODY,
    authorization: str = AUTHORIZATION,
) -> tuple[int, dict[str, str], bytes]:
    """Post the body; return status, headers by their names in small letters, and answer."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    connection = socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT_S)
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context(cafile=str(ca_file))
            connection = context.wrap_socket(connection, server_hostname=host)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAuthorization: {authorization}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        connection.sendall(head.encode() + body)
        return read_answer(connection)
    finally:
        connection.close()


def read_answer(connection: socket.socket) -> tuple[int, dict[str, str], bytes]:
    """Read one answer with a Content-Length."""
    with connection.makefile("rb") as answer:
        status = int(answer.readline().split()[1])
        headers = {}
        while (line := answer.readline()) not in {b"\r\n", b""}:
            name, _, value = line.decode().partition(":")
            headers[name.lower()] = value.strip()
        return status, headers, answer.read(int(headers.get("content-length", 0)))
