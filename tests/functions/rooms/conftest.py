"""Fixtures of the tests of provisioning over HTTP."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from functions.rooms.app import create_app
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions import control
from tests.functions.lookups import provision
from tests.permissions import As
from tests.tables import make_tables


@pytest.fixture
def api() -> Iterator[TestClient]:
    """The demo, one node that serves its domain, and a client whose token may do everything."""
    with control.installation():
        make_tables([AttemptsItem])
        provision()
        app = As(create_app(control.SETTINGS), "RoomsFunction")
        yield TestClient(app, headers=control.bearer(), raise_server_exceptions=False)
    forget_domains()
    forget_identities()
