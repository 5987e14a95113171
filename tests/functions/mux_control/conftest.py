"""Fixtures of the API's tests."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from functions.mux_control.submission import submitting as submission
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.tables.batches import write_in_batches
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions import control


@pytest.fixture
def queue() -> Iterator[str]:
    """An installation with a conference going on; gives the queue's URL."""
    with control.installation() as url:
        yield url


@pytest.fixture
def api(queue: str) -> TestClient:
    """A client whose token may do everything."""
    return control.client()


@pytest.fixture
def told(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> list[CommandRow]:
    """What the relay's queue got; two users are known."""
    for user in ("1000", "1001"):
        item = UsersItem("example.com", f"user#{user}", body=encode(User(id=user, a1_hash="0" * 32)))
        write_in_batches(UsersItem, [item], [])
    domain = UsersItem("example.com", "#", body='{"name":"example.com"}')
    write_in_batches(UsersItem, [domain], [])
    sent: list[CommandRow] = []
    monkeypatch.setattr(submission, "send_command", lambda _url, row: sent.append(row))
    return sent
