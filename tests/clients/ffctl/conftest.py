"""Fixtures of ffctl's tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.mux_control.submission import submitting
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.clients.ffctl.terminals import Terminal
from tests.functions import control
from tests.functions.lookups import provision
from tests.tables import make_tables


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """ffctl before the whole API: the demo is provisioned, Ada and Bob are in `internal`, commands are confirmed."""
    with control.installation():
        make_tables([AttemptsItem])
        provision()
        monkeypatch.setattr(submitting, "send_command", control.Relay)
        yield Terminal(tmp_path)
    forget_domains()
    forget_identities()
