"""What a look-up costs: against a bare function, a miss against a hit, a million users against a thousand."""

import contextlib
import io
import json
from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

from bench.asked import ADA, CALL, DOMAIN, LINK, REGISTER, ROOMS_NUMBER, STRANGER, event, tables_with
from bench.events import CONTEXT
from bench.ratio import Ratio, cpu_seconds
from bench.stub_tables import StubTables, stubbed
from functions.dialplan.app import handler as dialplan_handler
from functions.directory import user_documents as directory_rules
from functions.directory.app import handler as directory_handler
from functions.directory.entries import strangers
from functions.shared.encoders import xml_curl
from functions.shared.tables.base import shared_connection, table_name
from functions.shared.tables.provisioned.domain_items import Domain, User

# Few at a time and often: the best of many short rounds is the one that nothing else disturbed.
CALLS = 25


def bare(asked: dict[str, Any]) -> dict[str, Any]:
    """Parse the form, make one botocore GetItem, format a string."""
    fields = dict(parse_qsl(b64decode(asked["body"]).decode()))
    key = {"domain": {"S": fields["domain"]}, "key": {"S": "user#" + fields["user"]}}
    client: Any = shared_connection().client
    item = client.get_item(TableName=table_name("users"), Key=key)["Item"]
    body = bare_text(item["body"]["S"], item["a1_hash"]["S"])
    return {"statusCode": 200, "headers": {"content-type": "text/xml"}, "body": body}


def bare_text(found: str, a1_hash: str) -> str:
    values = json.loads(found)
    return f'<user id="{values["id"]}"><params><param name="a1-hash" value="{a1_hash}"/></params></user>'


def bare_without_table(asked: dict[str, Any]) -> dict[str, Any]:
    fields = dict(parse_qsl(b64decode(asked["body"]).decode()))
    return {"statusCode": 200, "headers": {}, "body": bare_text(f'{{"id": "{fields["user"]}"}}', "0")}


def quietly(call: Callable[[], object]) -> Callable[[], object]:
    """Let the metrics' lines go where CloudWatch would read them, which is not this terminal."""

    def run() -> object:
        with contextlib.redirect_stdout(io.StringIO()):
            return call()

    return run


def looked_up(asked: dict[str, Any]) -> object:
    """A user who is looked up whether known or not: nobody has been asked for yet who is not there."""
    strangers.forget()
    return directory_handler(asked, CONTEXT)


def invoke_ratios() -> list[Ratio]:
    known, unknown = event("/directory", REGISTER), event("/directory", STRANGER)
    with stubbed(tables_with(1000)) as tables:
        answer: Any = quietly(lambda: directory_handler(known, CONTEXT))()
        assert answer["statusCode"] == 200, answer
        assert 'id="1000"' in answer["body"], answer
        whole, miss, reference, without_table = cpu_seconds(
            quietly(lambda: looked_up(known)),
            quietly(lambda: looked_up(unknown)),
            quietly(lambda: bare(known)),
            quietly(lambda: bare_without_table(known)),
            times=CALLS,
        )
        calls = {operation for operation, _ in tables.calls}
    assert calls == {"BatchGetItem", "GetItem"}, calls
    return [
        Ratio("directory, CPU ÷ bare function with one GetItem", whole / reference, 1.5, note=f"{whole * 1e6:.0f} µs"),
        Ratio("directory, CPU ÷ bare function without DynamoDB", whole / without_table, note="reported"),
        Ratio("directory, CPU of an unknown user who is looked up ÷ a known one", miss / whole, 1.1, 0.9),
    ]


def render_ratio() -> Ratio:
    ours, theirs = cpu_seconds(
        lambda: xml_curl.document("directory", directory_rules.user_entry(DOMAIN, ADA)),
        lambda: with_element_tree(DOMAIN, ADA),
        times=100,
    )
    return Ratio("XML of one user, CPU ÷ xml.etree", ours / theirs, 0.25, note=f"{ours * 1e6:.1f} µs")


def with_element_tree(domain: Domain, user: User) -> str:
    """Build the same document with the standard library."""
    root = ET.Element("document", {"type": "freeswitch/xml"})
    section = ET.SubElement(root, "section", {"name": "directory"})
    outer = ET.SubElement(section, "domain", {"name": domain.name})
    params = ET.SubElement(outer, "params")
    ET.SubElement(params, "param", {"name": "dial-string", "value": "x" * 120})
    ET.SubElement(params, "param", {"name": "allow-empty-password", "value": "false"})
    entry = ET.SubElement(ET.SubElement(outer, "users"), "user", {"id": user.id})
    params = ET.SubElement(entry, "params")
    ET.SubElement(params, "param", {"name": "a1-hash", "value": user.a1_hash})
    ET.SubElement(params, "param", {"name": "allow-empty-password", "value": "false"})
    variables = ET.SubElement(entry, "variables")
    for name, value in directory_rules.user_variables(domain, user).items():
        ET.SubElement(variables, "variable", {"name": name, "value": value})
    return ET.tostring(root, encoding="unicode")


def size_ratios() -> list[Ratio]:
    """Compare a million users and rooms with a thousand, in a stub table that is a hash by key, as partitions are."""
    few, many = tables_with(1000), tables_with(1_000_000)
    for fields, place in ((CALL, "internal@video"), (ROOMS_NUMBER, "board@video"), (LINK, "waiting.board@waiting")):
        with stubbed(few):
            answer: Any = quietly(lambda fields=fields: dialplan_handler(event("/dialplan", fields), CONTEXT))()  # type: ignore[misc]
        assert place in answer["body"], answer
    return [
        size_ratio("directory", few, many, lambda: directory_handler(event("/directory", REGISTER), CONTEXT)),
        size_ratio("dialplan", few, many, lambda: dialplan_handler(event("/dialplan", CALL), CONTEXT)),
        size_ratio(
            "dialplan of a room's number",
            few,
            many,
            lambda: dialplan_handler(event("/dialplan", ROOMS_NUMBER), CONTEXT),
        ),
        size_ratio("dialplan of a link", few, many, lambda: dialplan_handler(event("/dialplan", LINK), CONTEXT)),
    ]


def size_ratio(name: str, few: StubTables, many: StubTables, call: Callable[[], object]) -> Ratio:
    small, large = in_tables(few, call), in_tables(many, call)
    sent = traffic(few, small)
    assert sent == traffic(many, large), "the number of calls and bytes must not depend on the size"
    small_seconds, large_seconds = cpu_seconds(small, large, times=CALLS)
    note = f"{len(sent)} calls of {sum(size for _, size in sent)} bytes in both; stub table, CPU"
    return Ratio(f"{name}, 1,000,000 users and rooms ÷ 1,000", large_seconds / small_seconds, 1.1, note=note)


def in_tables(tables: StubTables, call: Callable[[], object]) -> Callable[[], object]:
    quiet = quietly(call)

    def run() -> object:
        with stubbed(tables):
            return quiet()

    return run


def traffic(tables: StubTables, call: Callable[[], object]) -> list[tuple[str, int]]:
    call()
    tables.calls.clear()
    call()
    return list(tables.calls)


def measure() -> list[Ratio]:
    return [*invoke_ratios(), render_ratio(), *size_ratios()]
