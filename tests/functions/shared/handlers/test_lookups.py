"""What holds for everything that FreeSWITCH calls: who may ask, how, and what happens when the tables are gone."""

from base64 import b64encode
from collections.abc import Mapping

import anyio.from_thread
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient

from functions.shared.handlers.lookups import lookup_app
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.known.identities import Asker
from functions.shared.version import VERSION
from tests.functions.lookups import CREDENTIALS, FORM, ask


async def repeat(fields: Mapping[str, str], _: Asker) -> Response:
    if fields.get("table") == "broken":
        raise TablesUnavailable("no answer in 0.35 s")
    return PlainTextResponse("&".join(f"{name}={value}" for name, value in fields.items()))


app = lookup_app("/lookup", repeat, [])
pytestmark = pytest.mark.usefixtures("lookup_tables")


@pytest.mark.parametrize("password", ["the-new-password", "the-old-password"])
def test_two_passwords_are_valid_while_they_rotate(password: str) -> None:
    assert ask(app, "/lookup", {"a": "1"}, auth=("fs1", password)).text == "a=1"


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic !!!",
        "Bearer x",
        "Basic " + b64encode(b"fs1:wrong").decode(),
        "Basic " + b64encode(b"fs1:").decode(),
        "Basic " + b64encode(b"other:the-new-password").decode(),
        "Basic " + b64encode(b"fs1:the-new-password,the-old-password").decode(),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_nothing_is_served_without_the_right_credentials(authorization: str | None, method: str) -> None:
    headers = FORM if authorization is None else {**FORM, "Authorization": authorization}

    answer = TestClient(app).request(method, "/lookup", headers=headers)

    assert (answer.status_code, answer.content) == (401, b"")


def test_whether_it_is_ready_may_be_asked_without_credentials_and_by_get_only() -> None:
    assert TestClient(app).get("/lookup/healthz").json() == {"status": "ok", "version": VERSION}
    assert TestClient(app).post("/lookup/healthz").status_code == 405


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_another_method_is_told_the_line_to_change(method: str) -> None:
    answer = TestClient(app).request(method, "/lookup?section=directory", auth=CREDENTIALS)

    assert answer.status_code == 405
    assert '<param name="method" value="POST"/>' in answer.text


@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_what_is_not_a_form_gets_a_reason_in_one_line(content_type: str) -> None:
    answer = ask(app, "/lookup", {"a": "1"}, headers={"Content-Type": content_type})

    assert answer.status_code == 400
    assert len(answer.text.splitlines()) == 1


def test_a_body_over_256_kib_is_refused() -> None:
    assert ask(app, "/lookup", content="a=" + "x" * (256 * 1024)).status_code == 413
    assert ask(app, "/lookup", content="a=" + "x" * (256 * 1024 - 2)).status_code == 200


def test_a_broken_table_is_503() -> None:
    answer = ask(app, "/lookup", {"table": "broken"})

    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


@pytest.mark.parametrize(
    "body",
    [b"", b"=", b"&&&", b"a", b"%", b"a=%zz&b=%ff%fe", b"\xff\xfe=\xff", b"a=1&" * 10_000, b"a=" + b"x" * 65536],
    ids=lambda body: repr(body[:12]),
)
def test_a_strange_form_is_still_a_form(body: bytes) -> None:
    answer = ask(app, "/lookup", content=body)

    assert answer.status_code == 200


def test_a_client_that_goes_in_the_middle_of_its_question_is_no_error() -> None:
    authorization = b"Basic " + b64encode(b":".join(part.encode() for part in CREDENTIALS))
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/lookup",
        "query_string": b"",
        "headers": [(b"authorization", authorization), (b"content-type", FORM["Content-Type"].encode())],
    }
    sent: list[object] = []

    async def receive() -> dict[str, str]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    with anyio.from_thread.start_blocking_portal() as portal:
        portal.call(app, scope, receive, send)

    assert sent
