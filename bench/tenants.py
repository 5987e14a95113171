"""What an answer's time tells: another tenant's things against what is nowhere, 1,000 interleaved requests of each.

What the embedded tables do meanwhile is counted apart: DynamoDB leaves out a row in less time than they do.
"""

import contextlib
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any
from unittest.mock import patch

from moto import mock_aws
from moto.core.botocore_stubber import BotocoreStubber
from starlette.testclient import TestClient

from bench.ratio import Ratio
from functions.mux_control.app import create_app
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.settings import ApiSettings, read
from functions.shared.state import ConferenceState, MemberState, RecordingState
from functions.shared.tables.base import TableItem
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import write_output
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.revocations import RevocationsItem
from infra.token import mint

TIMES = 1000
# Of neighbours, which share what else the machine does, the median differs by less.
MOST = 1.01
# As long as each other.
THEIRS, NOWHERE = "their-meeting", "where-nobody-is"[:13]
TABLES: tuple[type[TableItem], ...] = (CommandsItem, ConferencesItem, RevocationsItem, RoomsItem)
ENTRANCES = {
    "a conference": ("GET", ""),
    "a command to a conference": ("PATCH", ""),
    "its recordings": ("GET", "/recordings"),
    "its stage": ("GET", "/stage"),
}


def measure() -> Iterator[Ratio]:
    with _two_tenants() as api:
        for name, (method, path) in ENTRANCES.items():
            theirs, nothing = _taken(api, method, path)
            ratio = median(one.ours / other.ours for one, other in zip(theirs, nothing, strict=True))
            whole = median(one.whole / other.whole for one, other in zip(theirs, nothing, strict=True))
            note = f"{median(one.ours for one in nothing) * 1e3:.2f} ms; with the embedded tables {whole:.3f}"
            yield Ratio(f"{name} of another tenant ÷ one that is not there, CPU", ratio, MOST, 2 - MOST, note)


@contextmanager
def _two_tenants() -> Iterator[TestClient]:
    """An API with somebody else's meeting in its tables, and a client of a tenant who has nothing."""
    settings = ApiSettings(
        token_secrets=read(ApiSettings).token_secrets, requests_at_once=10**6, requests_per_second=10**6
    )
    with mock_aws():
        for kind in TABLES:
            kind.create_table(billing_mode="PAY_PER_REQUEST")
        members = [MemberState(uuid=f"call-{number}", number=number, name="Ada") for number in range(4)]
        meeting = ConferenceState(name=THEIRS, uuid="meeting", node="fs1", domain="other.example", member_count=4)
        write_rows(meeting, members=members)
        room = Room(name=THEIRS, domain="other.example", conference=THEIRS)
        RoomsItem(THEIRS, "#", body=encode(room)).save()
        recording = RecordingRow(
            conference=THEIRS,
            conference_uuid="meeting",
            state=RecordingState(id="r1", state="ready"),
            job=RecordingJob(node="fs1", domain="other.example"),
        )
        assert write_output(recording, over=0)
        token = mint(settings, domain="example.com", can=("view", "control"))
        yield TestClient(create_app(settings), headers={"Authorization": f"Bearer {token}"})


@dataclass(frozen=True)
class Seconds:
    """Of a processor, for one request: all of it, and what was not the tables'."""

    whole: float
    ours: float


def _taken(api: TestClient, method: str, path: str) -> tuple[list[Seconds], list[Seconds]]:
    taken: dict[str, list[Seconds]] = {THEIRS: [], NOWHERE: []}
    with _tables_timed() as of_tables:
        for number in range(2 * TIMES):
            # Who is first changes: the second of two finds warmer caches.
            name = (THEIRS, NOWHERE)[(number + number // 2) % 2]
            of_tables.clear()
            began = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()):
                answer = api.request(method, f"/v1/conferences/{name}{path}", json=None if method == "GET" else {})
            whole = time.process_time() - began
            taken[name].append(Seconds(whole, whole - sum(of_tables)))
            assert answer.status_code == 404, answer.text
    return taken[THEIRS], taken[NOWHERE]


@contextmanager
def _tables_timed() -> Iterator[list[float]]:
    """Gives how long the embedded tables worked on each question."""
    spent: list[float] = []
    answers = BotocoreStubber.__call__

    def timed(stubber: BotocoreStubber, *words: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return answers(stubber, *words, **named)
        finally:
            spent.append(time.process_time() - began)

    with patch.object(BotocoreStubber, "__call__", timed):
        yield spent
