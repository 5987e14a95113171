"""Every piece of code in the documentation is run, and does what the page says."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree as ET

import pytest
from moto import mock_aws

from functions.shared.api.tokens import Tokens
from functions.shared.provisioning.checks.passwords import made
from functions.shared.settings import ApiSettings
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.revocations import RevocationsItem
from functions.shared.webhooks.deliveries import Message
from functions.shared.webhooks.hooks import new_secret
from functions.webhooks.signing import signed_headers
from infra.provision import load
from infra.provisioning.source import Source
from tests.docs.following import follow
from tests.docs.snippets import PAGES, ROOT, Snippet, files, lost_line, named, snippets, steps
from tests.functions.shared.feed.vectors import AT
from tests.infra.local.running import RunningStack, eventually, running_stack
from tests.tables import make_tables

ALL = [snippet for page in PAGES for snippet in snippets(page)]
# Pages whose code another file of tests takes out and runs.
ELSEWHERE = {
    "clients/python/README.md": "tests/clients/python/test_package.py",
    "clients/typescript/README.md": "clients/typescript/tests/readme.test.ts",
    "docs/commands.md": "tests/functions/shared/commands/test_document.py",
    "docs/provisioning.md": "tests/docs/test_readme.py",
    "docs/webhooks.md": "tests/functions/webhooks/test_the_documented_receiver.py",
}
# A receiver of streams on this machine, and pages where the stack is, as in somebody's terminal.
PLACES = {"STREAM_ALLOWED_TARGETS": "127.0.0.0/8", "CALL_PAGE_URL": "", "SIP_WEBSOCKET_URL": ""}
# What hangs everybody up comes last: the demo's callers do not come back.
FOLLOWED = sorted((page for page in PAGES if steps(page)), key=lambda page: (page.name == "picture.md", page))


@pytest.fixture(scope="module")
def stack() -> Iterator[RunningStack]:
    with running_stack(**PLACES) as running:
        running.wait_until_announced()
        token, url = running.told(r"API token +(\S+)"), running.told(r"functions +(http://\S+)")
        ask = ["curl", "-sfH", f"Authorization: Bearer {token}", f"{url}/v1/conferences/internal"]

        def everybody_is_there() -> bool:
            done = subprocess.run(ask, capture_output=True, check=False, timeout=20)
            return done.returncode == 0 and json.loads(done.stdout)["member_count"] == 3

        assert eventually(everybody_is_there, 60)
        yield running


@pytest.mark.parametrize("snippet", ALL, ids=str)
def test_every_snippet_is_run_or_says_why_it_cannot_be(snippet: Snippet) -> None:
    elsewhere = ELSEWHERE.get(named(snippet.page))
    runs = {
        "sh": not snippet.reason or len(snippet.reason) > 10,
        "text": True,
        "": True,
        "xml": True,
        "yaml": True,
        "json": True,
        "python": bool(snippet.title) or elsewhere is not None,
        "js": bool(snippet.title),
        "ts": elsewhere is not None,
    }

    assert runs.get(snippet.language, False), f"nothing runs {snippet}: give it a title and a line that runs it"


@pytest.mark.parametrize(("page", "tests"), ELSEWHERE.items(), ids=list(ELSEWHERE))
def test_who_runs_a_page_elsewhere_is_there_and_reads_it(page: str, tests: str) -> None:
    text = (ROOT / tests).read_text()

    assert Path(page).name in text or "example" in text


@pytest.mark.parametrize("page", FOLLOWED, ids=named)
def test_whoever_follows_a_page_gets_what_it_shows(page: Path, stack: RunningStack, tmp_path: Path) -> None:
    assert follow(page, tmp_path, stack) == []


@pytest.mark.parametrize("snippet", [one for one in ALL if one.language == "yaml"], ids=str)
def test_a_provisioning_file_is_accepted(snippet: Snippet) -> None:
    if snippet.text.startswith(("domains:", "rooms:", "nodes:")):
        load(Source(named(snippet.page), snippet.text.replace("…", made())))
    else:
        # A part of a domain or a room: the whole is the page's first one.
        assert named(snippet.page) in ELSEWHERE


@pytest.mark.parametrize("snippet", [one for one in ALL if one.language in ("json", "xml")], ids=str)
def test_json_and_xml_are_well_formed(snippet: Snippet) -> None:
    read: Callable[[str], object] = json.loads if snippet.language == "json" else ET.fromstring

    assert read(snippet.text) is not None


def test_a_page_that_shows_what_was_not_printed_is_found_out() -> None:
    assert lost_line('…"state": "confirmed"…\n…mute…', '"state": "confirmed",\n"kind": "x"') == "…mute…"
    assert lost_line("one\n…two", "one and\nthen two") is None
    assert lost_line("two\none", "one\ntwo") == "one"


@pytest.fixture
def key_server(tmp_path: Path) -> Iterator[str]:
    """Where the public keys of an issuer are, once they lie in the folder."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(tmp_path))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


@pytest.fixture
def revocations() -> Iterator[None]:
    """Where tokens are listed that are good no more: none."""
    with mock_aws():
        make_tables([RevocationsItem])
        forget_revocations()
        yield
        forget_revocations()


@pytest.mark.usefixtures("revocations")
def test_the_token_of_an_own_sign_in_opens_the_api(tmp_path: Path, key_server: str) -> None:
    program = files(ROOT / "docs/how-to/tokens.md")["issue.py"]
    made_token = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    issuer, audience = "https://sign-in.example.com", "freeswitch-functions"
    tokens = Tokens(ApiSettings(jwks_url=key_server, token_issuer=issuer, token_audience=audience))

    grant = tokens.authenticate(f"Bearer {made_token}")

    assert (grant.sub, grant.name, grant.can) == ("ada", "Ada Lovelace", ("view", "chat", "host"))
    assert (grant.domain, grant.conferences) == ("example.com", ("weekly",))


RECEIVING = """
import { take } from "./receiver.mjs";
const [secret, ...posts] = process.argv.slice(2);
const told = [];
const hear = take(secret, (event) => told.push(event.type));
const statuses = posts.map((post) => {
  const { headers, body } = JSON.parse(post);
  let status;
  const response = { status: (code) => ((status = code), response), end: () => response };
  hear({ headers, body: Buffer.from(body) }, response);
  return status;
});
console.log(JSON.stringify({ statuses, told }));
"""


def test_the_receiver_for_express_takes_what_our_sender_signs_and_nothing_else(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node here")
    (tmp_path / "receiver.mjs").write_text(files(ROOT / "docs/how-to/webhooks.md")["receiver.mjs"])
    (tmp_path / "receiving.mjs").write_text(RECEIVING)
    secret, other, now = new_secret(), new_secret(), time.time()
    body = json.dumps({"id": "event-11", "type": "member.left", "conference": "internal"})
    message = Message(id="event-11", type="member.left", at=AT, body=body)

    def post(*secrets: str, at: float = now, text: str = body) -> str:
        signed = signed_headers(message, secrets, now=at)
        return json.dumps({"headers": {name.lower(): value for name, value in signed.items()}, "body": text})

    posts = [
        post(secret), post(secret), post(other, secret), post(other), post(secret, at=now - 400),
        post(secret, text=body + " "), json.dumps({"headers": {}, "body": body}),
    ]  # fmt: skip
    done = subprocess.run(
        [node, tmp_path / "receiving.mjs", secret, *posts], capture_output=True, text=True, check=True, timeout=60
    )

    assert json.loads(done.stdout) == {"statuses": [204, 204, 204, 401, 401, 401, 401], "told": ["member.left"]}
