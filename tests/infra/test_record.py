"""The recorder of requests: passes on what FreeSWITCH asks, keeps it without secrets, and explain replays it."""

import json
import stat
import subprocess
import sys
import threading
from base64 import b64encode
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from functions.shared.encoders.xml_curl import request_fields
from infra import explain, record
from infra.recorded_requests import HIDDEN, read_kept, without_secrets
from tests.functions.lookups import provision

FIXTURE = Path(__file__).parents[1] / "fixtures/xml_curl_requests.jsonl"
RECORDED = [json.loads(line) for line in FIXTURE.read_text().splitlines()]
ANSWER = b"<document/>"
SDP = "v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0\r\n"


class Functions(BaseHTTPRequestHandler):
    """Answers everything and remembers it."""

    asked: list[tuple[str, str, bytes]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, self.headers["Authorization"], body))
        self.send_response(503 if b"broken" in body else 200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        pass


def served(server: ThreadingHTTPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join(5)
    server.server_close()


@pytest.fixture
def functions() -> Iterator[int]:
    Functions.asked = []
    yield from served(ThreadingHTTPServer(("127.0.0.1", 0), Functions))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "requests.jsonl"


@pytest.fixture
def recorder(functions: int, file: Path) -> Iterator[int]:
    recorded = record.Recorder(urlsplit(f"http://127.0.0.1:{functions}"), file)
    yield from served(ThreadingHTTPServer(("127.0.0.1", 0), record.handler_of(recorded)))


def post(port: int, path: str, body: bytes) -> tuple[int, str, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    credentials = b64encode(b"freeswitch:the-password-of-the-lookups").decode()
    headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers["Content-Type"], answer.read()
    connection.close()
    return found


def test_what_freeswitch_asks_reaches_the_functions_as_it_is_and_the_answer_comes_back(recorder: int) -> None:
    body = RECORDED[-1]["body"].encode()

    assert post(recorder, "/configuration", body) == (200, "text/xml", ANSWER)
    ((path, credentials, sent),) = Functions.asked
    assert (path, sent) == ("/configuration", body)
    assert credentials.startswith("Basic ")


def test_every_recorded_request_is_kept_with_all_but_its_secrets(recorder: int, file: Path) -> None:
    for request in RECORDED:
        post(recorder, f"/{request['section']}", request["body"].encode())

    kept = [read_kept(file, line) for line in range(1, len(RECORDED) + 1)]
    for request, row in zip(RECORDED, kept, strict=True):
        before, after = request_fields(request["body"].encode()), request_fields(row.body.encode())
        hidden = {name for name in before if before[name] != after[name]}
        assert list(before) == list(after)
        assert all(after[name] == HIDDEN for name in hidden)
        assert hidden >= {name for name in before if name in {"sip_auth_response", "sip_auth_nonce"}}
        assert not hidden & {"section", "Hunt-Destination-Number", "variable_user_name", "domain", "user", "key_value"}
        assert (row.path, row.status) == (f"/{request['section']}", 200)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pin", "123456"),
        ("ticket", "signed"),
        ("sip_auth_response", "0d20659b"),
        ("variable_supplied_pin", "1234"),
        ("variable_sip_auth_password", "x"),
        ("variable_digits", "1234"),
        ("variable_current_application_data", "rtmp://a.example/live2/abcd-efgh"),
        ("variable_switch_r_sdp", SDP),
        ("variable_rtp_last_audio_local_crypto_key", "1 AES inline:c2Vj"),
    ],
)
def test_no_secret_is_kept_wherever_it_stands(recorder: int, file: Path, name: str, value: str) -> None:
    post(recorder, "/dialplan", urlencode({"section": "dialplan", name: value, "user": "1000"}).encode())

    assert value not in dict(parse_qsl(read_kept(file, -1).body)).values()
    assert "user=1000" in read_kept(file, -1).body
    assert "the-password-of-the-lookups" not in file.read_text()


def test_of_a_name_that_comes_twice_the_order_stays() -> None:
    form = "hostname=a&section=directory&pin=1&section=dialplan&x=%41+b&empty=&pin=2&odd"

    assert without_secrets(form) == form.replace("pin=1", f"pin={HIDDEN}").replace("pin=2", f"pin={HIDDEN}")


def test_what_the_functions_refuse_is_refused_and_kept(recorder: int, file: Path) -> None:
    assert post(recorder, "/directory", b"section=directory&user=broken")[0] == 503
    assert read_kept(file, -1).status == 503


def test_without_functions_freeswitch_gets_no_answer_and_the_question_is_kept(file: Path) -> None:
    nobody = record.Recorder(urlsplit("http://127.0.0.1:9"), file)

    assert nobody.pass_on("POST", "/dialplan", {}, b"section=dialplan").status == 502
    assert read_kept(file, 1).status == 502


def test_a_line_says_in_words_what_was_asked(recorder: int, capsys: pytest.CaptureFixture[str]) -> None:
    dialled = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "99\u202e9"}
    post(recorder, "/dialplan", urlencode(dialled).encode())

    assert "/dialplan  99?9 in public  → 200 in " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "advice"),
    [
        (["--listen", "0.0.0.0:3998"], "address of this machine alone"),
        (["--listen", "localhost"], "address of this machine alone"),
        (["--to", "functions.example"], "--to is 'functions.example'"),
    ],
)
def test_it_listens_on_this_machine_only(
    wrong: list[str], advice: str, capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    assert record.main([*wrong, "--file", str(file)]) == 64
    assert advice in capsys.readouterr().err


def test_as_a_program_it_says_what_to_set_and_ends_when_told(functions: int, file: Path) -> None:
    arguments = ["--to", f"http://127.0.0.1:{functions}", "--listen", "127.0.0.1:0", "--file", str(file)]
    with subprocess.Popen([sys.executable, "-m", "infra.record", *arguments], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        told = run.stdout.readline()
        port = int(told.partition("XML_CURL_URL=http://127.0.0.1:")[2].partition(";")[0])
        assert post(port, "/directory", b"section=directory&user=1000&domain=example.com")[0] == 200
        run.terminate()
        run.wait(10)
    assert read_kept(file, 1).path == "/directory"


PROVISIONED = """
domains: [{name: example.com, users: [{id: "1000", password: x}], groups: [{name: team, members: ["1000"]}]}]
rooms:
  - {name: board, domain: example.com, not_before: 2030-01-01T00:00:00+00:00, dial_in: {id: "123456", pin: "111111"}}
contexts:
  - name: public
    routes:
      - name: desk
        number: "1"
        target: {kind: prompt, prompt: welcome}
        when: {hours: [{days: [mon], start: "09:00", end: "17:00", timezone: UTC}]}
"""
DIRECTORY = {"section": "directory", "domain": "example.com"}


@pytest.mark.usefixtures("lookup_tables")
@pytest.mark.parametrize(
    ("path", "fields", "expected"),
    [
        ("/dialplan", {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "1"}, "yes desk"),
        ("/directory", {**DIRECTORY, "user": "1000", "action": "sip_auth"}, "user '1000' of example.com"),
        ("/directory", {**DIRECTORY, "action": "group_call", "group_name": "team"}, "group_call of example.com"),
        ("/directory", {**DIRECTORY, "purpose": "gateways"}, "gateways of example.com"),
        (
            "/configuration",
            {"section": "configuration", "key_value": "conference.conf", "conference_name": "board",
             "profile_name": "video"},
            "conference.conf of a room",
        ),
        ("/configuration", {"section": "configuration", "key_value": "acl.conf"}, "acl.conf is the node's own"),
        ("/pin-check", {"id": "123456", "pin": "111111"}, "it is not open before 2030-01-01T00:00:00Z"),
        ("/pin-check", {"id": "999999", "pin": "111111"}, "opens nothing: refused, whatever the PIN"),
        ("/pin-check", {"step": "start"}, "the dial-in script begins"),
    ],
)  # fmt: skip
def test_explain_replays_whatever_was_kept(
    file: Path, capsys: pytest.CaptureFixture[str], path: str, fields: dict[str, str], expected: str
) -> None:
    provision(PROVISIONED)
    # A Monday; today counts for nothing.
    row = {"body": without_secrets(urlencode(fields)), "path": path, "at": "2026-11-23T10:00:00+00:00"}
    file.write_text("{}\n" + json.dumps(row) + "\n")

    assert explain.main(["request", str(file)]) == 0

    assert expected in capsys.readouterr().out


@pytest.mark.usefixtures("lookup_tables")
def test_a_request_can_be_replayed_at_another_moment(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    provision(PROVISIONED)
    fields = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "1"}
    file.write_text(json.dumps({"body": urlencode(fields), "at": "2026-11-23T10:00:00+00:00"}) + "\n")

    assert explain.main(["request", str(file), "1", "--at", "2026-11-24T10:00:00+00:00"]) == 0

    assert "outside its opening hours" in capsys.readouterr().out


def test_a_line_that_is_not_there_is_told(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("")

    assert explain.main(["request", str(file), "7"]) == 1
    assert "cannot explain" in capsys.readouterr().err
