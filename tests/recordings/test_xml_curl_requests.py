"""Every request that a real FreeSWITCH 1.10.12 posted, answered correctly by the running system."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import md5
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import httpx2
import pytest

from functions.shared.encoders.xml_curl import request_fields
from functions.shared.tables.known.identities import KNOWN_SECONDS
from tests.infra.local.running import ROOT, RunningStack, running_stack

URL, PASSWORD = r"functions +(http://127\.0\.0\.1:\d+)", r"fs1 / (\S+)"
RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "xml_curl_requests.jsonl").read_text().splitlines()
]
FIELDS = [request_fields(request["body"].encode()) for request in RECORDED]

# The recording was made with the domain 127.0.0.1, users 1000 and 1001, and the numbers 999 and 777.
SITE = """\
allow_weak_passwords: true
nodes: [{name: fs1, domains: [127.0.0.1, example.com]}]
domains:
  - name: 127.0.0.1
    users:
      - {id: "1000", password: mypassword}
      - {id: "1001", password: mypassword}
rooms:
  - {name: recorded, domain: 127.0.0.1, conference: recorded}
contexts:
  - name: public
    routes:
      - name: recorded
        number: "999"
        priority: 1
        when: {domains: [127.0.0.1]}
        target: {kind: room, room: recorded.127.0.0.1}
"""


def kind(fields: dict[str, str]) -> str:
    """Name a request as a person would."""
    if fields["section"] == "configuration":
        return fields["key_value"] + (f" {fields['Action']}" if "Action" in fields else "")
    if fields["section"] == "dialplan":
        return f"call to {fields['Hunt-Destination-Number']} by {fields['variable_user_name']}"
    asks = fields.get("purpose") or f"{fields['sip_auth_method']} of {fields['user']}"
    return f"directory {asks}"


def numbered(section: str) -> list[object]:
    return [
        pytest.param(number, id=f"{number} {kind(fields)}")
        for number, fields in enumerate(FIELDS)
        if fields["section"] == section
    ]


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    site = tmp_path_factory.mktemp("site") / "recorded.yaml"
    site.write_text(SITE)
    with running_stack() as running:
        running.wait_until_announced()
        told = dict(re.findall(r"export (\w+)=(\S+)", running.more))
        subprocess.run(
            [sys.executable, "-m", "infra.provision", str(site), "--yes"],
            env={**os.environ, "TABLE_PREFIX": "freeswitch-functions-", **told},
            cwd=ROOT,
            check=True,
            timeout=60,
            capture_output=True,
        )
        wait_until_served(running)
        yield running


def wait_until_served(stack: RunningStack) -> None:
    """The functions remember for half a minute which domains the node has."""
    until = time.monotonic() + KNOWN_SECONDS + 10
    (asks, *_) = [number for number, fields in enumerate(FIELDS) if fields.get("user") == "1000"]
    with httpx2.Client(timeout=10, verify=False) as client:
        while is_declined(replay(stack, client, asks)):
            assert time.monotonic() < until, "the node's new domain is not served"
            time.sleep(0.2)


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    # Plain HTTP on loopback: reading the machine's certificates for each request takes longer than the request.
    with httpx2.Client(timeout=10, verify=False) as client:
        yield client


def replay(stack: RunningStack, client: httpx2.Client, number: int) -> Element:
    """Post a request as FreeSWITCH did: same body, same headers but host and length."""
    request = RECORDED[number]
    headers = {name: value for name, value in request["headers"].items() if name not in ("Host", "Content-Length")}
    answer = client.post(
        f"{stack.told(URL)}/{request['section']}",
        content=request["body"].encode(),
        headers=headers,
        auth=("fs1", stack.told(PASSWORD)),
    )
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "text/xml")
    return fromstring(answer.text)


def is_declined(answer: Element) -> bool:
    return [dict(result.attrib) for result in answer.findall("section[@name='result']/result")] == [
        {"status": "not found"}
    ]


@pytest.mark.parametrize("number", numbered("directory"))
def test_the_directory_answers(stack: RunningStack, client: httpx2.Client, number: int) -> None:
    fields = FIELDS[number]

    answer = replay(stack, client, number)

    if not fields.get("domain"):
        # "Which gateways has any domain?": we have no list of all domains, FreeSWITCH goes on to its own files.
        assert is_declined(answer)
        return
    (domain,) = answer.findall("section[@name='directory']/domain")
    assert domain.get("name") == "127.0.0.1"
    if fields.get("purpose") == "network-list":
        assert list(domain.iter("user")) == []
        return
    (user,) = domain.findall("users/user")
    params = {param.get("name"): param.get("value") for param in user.findall("params/param")}
    expected = md5(f"{fields['user']}:127.0.0.1:mypassword".encode(), usedforsecurity=False).hexdigest()
    assert user.get("id") == fields["user"]
    assert params["a1-hash"] == expected
    assert "password" not in params


@pytest.mark.parametrize("number", numbered("dialplan"))
def test_the_dialplan_answers(stack: RunningStack, client: httpx2.Client, number: int) -> None:
    (context,) = replay(stack, client, number).findall("section[@name='dialplan']/context")

    assert context.get("name") == "public"
    actions = [(action.get("application"), action.get("data")) for action in context.iter("action")]
    if FIELDS[number]["Hunt-Destination-Number"] == "999":
        assert actions[0][0] == "multiunset"
        assert actions[-2:] == [("answer", ""), ("conference", "recorded@video")]
    else:
        assert actions == []


@pytest.mark.parametrize("number", numbered("configuration"))
def test_the_configuration_is_left_to_the_node(stack: RunningStack, client: httpx2.Client, number: int) -> None:
    assert is_declined(replay(stack, client, number))


def test_without_the_password_none_is_answered(stack: RunningStack, client: httpx2.Client) -> None:
    for request in RECORDED:
        answer = client.post(f"{stack.told(URL)}/{request['section']}", content=request["body"].encode())

        assert (answer.status_code, answer.content) == (401, b"")
