"""What an answer's time tells: another tenant's things against what is nowhere, 1,000 interleaved requests of each.

The tables are another process's: what they do is not measured, and does not push this one's work out of the caches.
"""

import contextlib
import gc
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from bench.ratio import Ratio
from functions.live.app import create_app as create_live
from functions.mux_control.app import create_app
from functions.shared.feed.appending import append
from functions.shared.feed.changes import event_of
from functions.shared.feed.events import MemberChanged
from functions.shared.meetings.meeting import Meeting
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.settings import ApiSettings, read
from functions.shared.state import ConferenceState, MemberState, RecordingState
from functions.shared.tables import base
from functions.shared.tables.base import TableItem
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import write_output
from functions.shared.tables.conferences.rows import ConferencesItem
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.history.meetings import MeetingsItem, end_meeting
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import Room, RoomsItem
from functions.shared.tables.revocations import RevocationsItem
from infra.token import mint

TIMES = 1000
# Even, so that both of a pair are as far from the last time.
COLLECTED_AFTER = 20
SERVER = """
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(port=0, verbose=False)
server.start()
print("http://%s:%d" % server.get_host_and_port(), flush=True)
input()
"""
# Of neighbours, which share what else the machine does, the median differs by less.
MOST = 1.01
# As long as each other.
BEGAN = "2026-01-01T00:00:00.000Z"
THEIRS, NOWHERE = "their-meeting", "where-nobody-is"[:13]
TABLES: tuple[type[TableItem], ...] = (
    CommandsItem,
    ConferencesItem,
    FeedItem,
    MeetingsItem,
    RevocationsItem,
    RoomsItem,
)
CONFERENCE = "/v1/conferences/{name}"
# The status is that of what is nowhere: whoever waits for a meeting may ask for its events before it begins.
ENTRANCES = {
    "a conference": ("GET", CONFERENCE, 404),
    "a command to a conference": ("PATCH", CONFERENCE, 404),
    "its recordings": ("GET", f"{CONFERENCE}/recordings", 404),
    "its stage": ("GET", f"{CONFERENCE}/stage", 404),
    "its messages": ("GET", f"{CONFERENCE}/messages", 404),
    "its events": ("GET", f"{CONFERENCE}/events?after=0", 200),
    "a meeting that is over": ("GET", "/v1/meetings/{name}", 404),
}


def measure() -> Iterator[Ratio]:
    with tables_elsewhere(), _two_tenants() as api:
        for name, (method, path, status) in ENTRANCES.items():
            theirs, nothing = _taken(api, method, path, status)
            ratio = median(one / other for one, other in zip(theirs, nothing, strict=True))
            note = f"{median(nothing) * 1e3:.2f} ms"
            yield Ratio(f"{name} of another tenant ÷ one that is not there, CPU", ratio, MOST, 2 - MOST, note)


@contextmanager
def tables_elsewhere() -> Iterator[None]:
    """A process with embedded tables; this one's client asks it from now on."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        os.environ["AWS_ENDPOINT_URL"] = server.stdout.readline().decode().strip()
        base.shared_connection.cache_clear()
        try:
            yield
        finally:
            server.kill()


@contextmanager
def _two_tenants() -> Iterator[TestClient]:
    """An API with somebody else's meeting in its tables, and a client of a tenant who has nothing."""
    settings = ApiSettings(
        token_secrets=read(ApiSettings).token_secrets, requests_at_once=10**6, requests_per_second=10**6
    )
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
    event = event_of(meeting, MemberChanged(uuid="call-1", changed={"muted": True}), BEGAN)
    append([event], domain="other.example", now=time.time())
    over = Meeting(uuid=THEIRS, conference=THEIRS, domain="other.example", node="fs1", ended_at=BEGAN)
    end_meeting(over, now=time.time())
    token = mint(settings, domain="example.com", can=("admin",))
    yield TestClient(_both(settings), headers={"Authorization": f"Bearer {token}"})


def _both(settings: ApiSettings) -> ASGIApp:
    """What functions/live answers, and what mux_control does."""
    live, rest = create_live(settings), create_app(settings)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        is_lives = scope.get("path", "").endswith(("/messages", "/events"))
        await (live if is_lives else rest)(scope, receive, send)

    return app


def _taken(api: TestClient, method: str, path: str, status: int) -> tuple[list[float], list[float]]:
    """Seconds of a processor for each request."""
    taken: dict[str, list[float]] = {THEIRS: [], NOWHERE: []}
    with _no_collection():
        for number in range(2 * TIMES):
            if number % COLLECTED_AFTER == 0:
                gc.collect()
            # Who is first changes: the second of two finds warmer caches.
            name = (THEIRS, NOWHERE)[(number + number // 2) % 2]
            began = time.process_time()
            with contextlib.redirect_stdout(io.StringIO()):
                answer = api.request(method, path.format(name=name), json=None if method == "GET" else {})
            taken[name].append(time.process_time() - began)
            assert answer.status_code == status, answer.text
    return taken[THEIRS], taken[NOWHERE]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Garbage is collected between requests: within one it would fall to whoever makes a bit more of it, 2 to 3 %."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
