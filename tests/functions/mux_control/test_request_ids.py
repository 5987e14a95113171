"""A request can be followed by its id: through the answer, its problem, the command's row and the logs."""

import json
import re

import pytest
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.mux_control.operations import OPERATIONS
from functions.shared.api.operation import Operation
from functions.shared.handlers.lambda_handler import lambda_handler
from functions.shared.tables.base import TablesUnavailable
from functions.shared.telemetry.observations import logger
from tests.functions.control import SETTINGS, bearer, stored
from tests.functions.mux_control.test_access import PATHS

OURS = re.compile(r"[0-9a-f]{32}")


@pytest.mark.parametrize(("operation", "path"), PATHS, ids=lambda value: getattr(value, "name", ""))
def test_every_answer_has_an_id_of_its_own_and_a_problem_the_same(
    api: TestClient, operation: Operation, path: str
) -> None:
    assert operation in OPERATIONS
    seen = set()
    for headers in ({}, {"Authorization": ""}):
        answer = api.request(operation.method, path, headers={**headers, "X-Request-Id": "chosen-by-the-client"})
        request_id = answer.headers["x-request-id"]
        seen.add(request_id)
        assert OURS.fullmatch(request_id)
        if answer.headers.get("content-type") == "application/problem+json":
            assert answer.json()["request_id"] == request_id
    assert len(seen) == 2


def test_a_commands_row_has_the_id_of_the_request_that_made_it(api: TestClient) -> None:
    made = api.patch("/v1/conferences/internal", json={"locked": True})

    assert stored(made.json()["id"]).request == made.headers["x-request-id"]


def test_a_failure_and_a_table_that_is_away_have_it_in_answer_and_log(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[str] = []
    handler = logger.handlers[0]
    monkeypatch.setattr(handler, "emit", lambda record: lines.append(handler.format(record)))
    for error, status in ((RuntimeError("x"), 500), (TablesUnavailable("away"), 503)):

        def fail(*_: object, error: Exception = error, **__: object) -> None:
            raise error

        monkeypatch.setattr("functions.shared.api.sight.presence.find_own_conference", fail)
        lines.clear()
        answer = api.get("/v1/conferences/internal")

        assert (answer.status_code, answer.json()["request_id"]) == (status, answer.headers["x-request-id"])
        assert answer.headers["cache-control"] == "no-store"
        assert [json.loads(line)["request"] for line in lines] == [answer.headers["x-request-id"]]
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("queue")
def test_on_aws_it_is_the_one_of_the_gateway() -> None:
    event = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/v1/conferences",
        "rawQueryString": "",
        "headers": {"authorization": bearer()["Authorization"], "x-request-id": "chosen"},
        "requestContext": {
            "requestId": "JKJaXmPLvHcESHA=",
            "http": {"method": "GET", "path": "/v1/conferences", "sourceIp": "192.0.2.1"},
        },
        "isBase64Encoded": False,
    }
    context = type("Context", (), {"aws_request_id": "of the function"})()
    answer = lambda_handler(create_app(SETTINGS))(event, context)

    assert (answer["statusCode"], answer["headers"]["x-request-id"]) == (200, "JKJaXmPLvHcESHA=")
