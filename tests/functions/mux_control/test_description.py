"""The description is true: what it allows is answered as it says, and nothing is a server error."""

from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from functions.mux_control.submission import submitting as submission
from tests.functions.control import ADA, SETTINGS, Relay, bearer, installation
from tests.functions.whole_api import whole_api

# To read it takes a token, and so the tables that say which tokens are revoked.
with installation():
    SCHEMA = schemathesis.openapi.from_asgi("/v1/openapi.json", whole_api(SETTINGS), headers=bearer())
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module", autouse=True)
def there() -> Iterator[None]:
    # Whoever waits for a command reads its end at once.
    with installation(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(submission, "send_command", Relay)
        yield


def operations() -> Iterator[APIOperation]:  # type: ignore[type-arg]  # any of them
    for found in SCHEMA.get_all_operations():
        assert isinstance(found, Ok), found
        yield found.ok()


@pytest.mark.parametrize("operation", list(operations()), ids=lambda operation: operation.label)
def test_every_operation_answers_as_it_is_described(operation: APIOperation) -> None:  # type: ignore[type-arg]  # any of them
    @given(case=operation.as_strategy())
    @settings(
        max_examples=10,
        derandomize=True,
        # Without the thousands of fixed cases that schemathesis adds: they take minutes.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers(case: schemathesis.Case) -> None:  # type: ignore[type-arg]  # of any operation
        if case.path_parameters:
            # Half of the names that a generator makes would end at the first 404.
            case.path_parameters.update({"conference": "internal", "member": ADA})
        if case.query and "wait" in case.query:
            case.query["wait"] = 0

        answer = case.call(headers=bearer())

        assert answer.status_code < 500
        case.validate_response(answer, checks=CHECKS)

    answers()
