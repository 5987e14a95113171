"""Lookups through a running edge."""

import time
from collections.abc import Callable
from urllib.parse import urlencode
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

from bench.edge.lookup import AUTHORIZATION, BODY, lookup, lookup_with_headers
from bench.edge.running import Edge

# What mod_xml_curl waits.
PATIENCE_S = 2.0
REGISTER = {
    "hostname": "fs1", "section": "directory", "action": "sip_auth", "sip_auth_method": "REGISTER", "user": "1000",
    "domain": "example.com", "ip": "192.0.2.7",
}  # fmt: skip
CALL = {
    "hostname": "fs1", "section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "1001",
    "variable_sip_authorized": "true", "variable_user_name": "1000", "variable_domain_name": "example.com",
}  # fmt: skip


def ask(running: Edge, path: str = "/directory", body: bytes = BODY) -> tuple[int, bytes]:
    return lookup(running.url, path=path, body=body)


def register(running: Edge, authorization: str = AUTHORIZATION, **fields: str) -> tuple[int, str, bytes]:
    """Return status, where the answer comes from, and the answer."""
    return posted(running, "/directory", {**REGISTER, **fields}, authorization)


def call(running: Edge, **fields: str) -> tuple[int, str, bytes]:
    return posted(running, "/dialplan", {**CALL, **fields})


def posted(
    running: Edge, path: str, fields: dict[str, str], authorization: str = AUTHORIZATION
) -> tuple[int, str, bytes]:
    body = urlencode(fields).encode()
    status, headers, answer = lookup_with_headers(running.url, None, path, body, authorization)
    return status, headers.get("cache-status", ""), answer


def counted(running: Edge, name: str) -> float:
    """What `/metrics` says of one of them."""
    with urlopen(f"{running.url}/metrics", timeout=5) as answer:
        families = text_string_to_metric_families(answer.read().decode())
    found = [sample.value for family in families for sample in family.samples if sample.name == name]
    assert len(found) == 1, name
    return found[0]


def timed(call: Callable[[], tuple[int, bytes]]) -> tuple[int, float]:
    began = time.monotonic()
    status, _ = call()
    return status, time.monotonic() - began
