"""One register, one call and one command followed: how many files of ours a reader meets on the way.

A register and a call run in one go: every file in which a function runs is counted. A command goes through processes
and loops in which much else runs. So it is looked at when it leaves or enters, and of each such moment the files on the
stack are counted: those in which a function has it in hand just then. The moments are: its row is looked for, written
and claimed, its message sent, taken and deleted, its class asked for lines and for evidence, its line sent, its event
heard, its end written. `freeswitch/relay/loops` is left out, in which everything of the relay runs.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from botocore.client import BaseClient
from starlette.testclient import TestClient

from freeswitch.relay.commands import rows, worker
from freeswitch.relay.switch.questions import Questions
from freeswitch.relay.switch.watches import Watch
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.mux_control.app import create_app
from functions.mux_control.members import remove_member
from functions.shared.commands.leaving import Kick
from functions.shared.tables.history.feed import FeedItem
from tests.freeswitch.relay import play
from tests.functions.control import SETTINGS, TABLES, bearer
from tests.functions.lookups import ask, document, provision
from tests.tables import make_tables

ROOT = Path(__file__).parents[1]
OURS = tuple(f"{ROOT}/{folder}/" for folder in ("functions", "freeswitch"))
# What is said of a message names the message, and there is none but the command's.
MESSAGES = ("SendMessage", "DeleteMessage")
# What is told of its end afterwards is beside the way.
FEED = f"'{FeedItem.Meta.table_name}'"
AROUND = f"{ROOT}/freeswitch/relay/loops/"


def file_of(code: CodeType) -> str | None:
    """A file of ours; none for any other."""
    name = code.co_filename
    return str(Path(name).relative_to(ROOT)) if name.startswith(OURS) and not name.startswith(AROUND) else None


class Followed:
    """The files in which a command was in hand at its moments."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        # The request becomes a command here, and here is all that is known of it.
        self._files = {file_of(remove_member.__code__), file_of(Kick.lines.__code__)}
        self.moments: set[str] = set()

    @property
    def files(self) -> list[str]:
        return sorted(name for name in self._files if name)

    def at(self, owner: Any, name: str, moment: Callable[..., str | None]) -> None:
        """Look at the stack whenever the method was called with what `moment` has a word for."""
        real = getattr(owner, name)

        def watched(*arguments: Any) -> Any:
            answer = real(*arguments)
            if word := moment(*arguments, answer):
                self.moments.add(word)
                self._files.add(file_of(real.__code__))
                frame: FrameType | None = sys._getframe(1)
                while frame is not None:
                    self._files.add(file_of(frame.f_code))
                    frame = frame.f_back
            return answer

        self._patch.setattr(owner, name, watched)


def asked(*names: str) -> Callable[..., str | None]:
    """AWS is asked for something about a command that is known by one of these."""

    def moment(_: object, operation: str, parameters: object, answer: object) -> str | None:
        told = repr((parameters, answer))
        if FEED in told:
            return None
        return operation if operation in MESSAGES or any(name in told for name in names) else None

    return moment


def test_a_kick_goes_through_twenty_files_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(play, "make_tables", lambda **_: make_tables(TABLES))
    # On a slow machine claim and message are kept for longer meanwhile; that is beside the way.
    for module in (rows, worker):
        monkeypatch.setattr(module, "KEEP_SECONDS", 3600.0)
    with play.playground() as here:
        ada, _ = here.switch.join("internal", "1000", "Ada"), here.switch.join("internal", "1001", "Bob")
        play.until(lambda: (found := here.stored("internal")) is not None and found.state.member_count == 2)
        client = TestClient(create_app(SETTINGS), headers=bearer("control") | {"Idempotency-Key": "followed"})
        path = f"/v1/conferences/internal/members/{ada.channel.uuid}"
        followed = Followed(monkeypatch)
        followed.at(BaseClient, "_make_api_call", asked('"kind":"kick"', "'kick'"))
        followed.at(Questions, "ask", lambda _, message, *__: "line" if b" kick " in message else None)
        followed.at(Watch, "add", lambda _, event, __: "event" if event.get("Action") == "del-member" else None)
        followed.at(Kick, "lines", lambda *_: "lines")
        followed.at(Kick, "confirms", lambda *_: "evidence")
        known = client.delete(path).json()["id"]
        followed.at(BaseClient, "_make_api_call", asked(known))
        here.work()
        ended = here.row(known)

    assert (ended.kind, ended.state) == ("kick", "confirmed")
    aws = {"TransactWriteItems", "SendMessage", "ReceiveMessage", "UpdateItem", "DeleteMessage"}
    assert followed.moments >= aws | {"lines", "line", "event", "evidence"}
    assert len(followed.files) <= 20, followed.files


@contextmanager
def files_that_run() -> Iterator[set[str]]:
    files: set[str] = set()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and (name := file_of(frame.f_code)):
            files.add(name)

    # The app runs in a thread that is made for the request.
    before = sys.getprofile()
    threading.setprofile(called)
    sys.setprofile(called)
    try:
        yield files
    finally:
        sys.setprofile(before)
        threading.setprofile(None)


@pytest.mark.usefixtures("lookup_tables")
def test_a_register_runs_in_nineteen_files_at_most() -> None:
    provision()
    fields = {"section": "directory", "domain": "example.com", "user": "1000", "action": "sip_auth"}

    with files_that_run() as files:
        answer = ask(directory, "/directory", fields)

    assert document(answer).find(".//user[@id='1000']") is not None
    assert len(files) <= 19, "\n".join(sorted(files))


@pytest.mark.usefixtures("lookup_tables")
def test_a_call_runs_in_twenty_eight_files_at_most() -> None:
    provision()
    hunted = {"section": "dialplan", "Hunt-Context": "public", "Hunt-Destination-Number": "999"}

    with files_that_run() as files:
        answer = ask(dialplan, "/dialplan", hunted)

    assert "external@video" in answer.text
    assert len(files) <= 28, "\n".join(sorted(files))
