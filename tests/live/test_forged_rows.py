"""Somebody with the tables' key writes commands' rows: nobody is muted by one that the API would not write."""

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping

import msgspec
import pytest

from functions.shared.command_life.outcomes import CommandRow
from tests.live.processes import ROOT, wait_until
from tests.live.stack import Stack
from tests.live.switch import Switch
from tests.live.telephone import Telephone

# Of a row that no relay may touch; the deadline is further away than a look at it.
UNTOUCHED = "queued None"


@pytest.fixture
def ada(switch: Switch, stack: Stack) -> Iterator[str]:
    """The call of a member of `internal`, whom the API knows; Grace is in `external` on the same node."""
    with (
        Telephone(switch.ports["sip"], "1000", "mypassword") as telephone,
        Telephone(switch.ports["sip"], "1002", "mypassword") as another,
    ):
        assert telephone.call("999") == 200
        assert another.call("999") == 200
        wait_until(lambda: count(switch, "internal") == 1 and count(switch, "external") == 1, "one in each")
        wait_until(lambda: stack.ask("GET", "/v1/conferences/internal")[1].get("member_count") == 1, "the API knows")
        (member,) = switch.members("internal")
        yield member["uuid"]


def count(switch: Switch, conference: str) -> int:
    return len(switch.members(conference))


def may_speak(switch: Switch) -> bool:
    (member,) = switch.members("internal")
    return "speak" in member["flags"].split("|")


def meeting(switch: Switch, conference: str) -> str:
    return switch.api(f"conference {conference} get uuid").strip()


def mute(switch: Switch, ada: str, changes: Mapping[str, object], *, muted: bool = True) -> CommandRow:
    """The row that the API writes, but for the changes."""
    now = time.time()
    row = CommandRow(
        id=f"fs1.{uuid.uuid4().hex}",
        kind="mute",
        body=msgspec.json.encode({"kind": "mute", "member": ada, "muted": muted}).decode(),
        node="fs1",
        domain="example.com",
        subject="a thief",
        created_at=now,
        deadline=now + 120,
        conference="internal",
        conference_uuid=meeting(switch, "internal"),
    )
    row = msgspec.structs.replace(row, **changes)
    return msgspec.structs.replace(row, id=row.id.format(uuid.uuid4().hex))


def written(stack: Stack, row: CommandRow, how: str) -> str:
    """Put the row into the tables; gives its state and reason, as soon as it has ended."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.live.forging"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **stack.exported()},
        input=f"{how} {msgspec.json.encode(row).decode()}\n",
        text=True,
        check=True,
        capture_output=True,
        timeout=90,
    )
    return done.stdout.strip()


FORGED: dict[str, tuple[dict[str, object], str]] = {
    "another node's": ({"node": "fs2"}, UNTOUCHED),
    "another node's id": ({"id": "fs2.{}"}, UNTOUCHED),
    "another domain's": ({"domain": "other.example"}, "failed forged"),
    "another conference's": ({"conference": "external"}, "failed forged"),
    "another kind": ({"kind": "kick"}, "failed forged"),
}


@pytest.mark.parametrize("how", ["sent", "found"])
@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_row_mutes_nobody(switch: Switch, stack: Stack, ada: str, forged: str, how: str) -> None:
    changes, end = FORGED[forged]

    assert written(stack, mute(switch, ada, changes), how) == end
    assert may_speak(switch)


def test_the_row_that_the_api_would_write_mutes_and_unmutes(switch: Switch, stack: Stack, ada: str) -> None:
    """Without this the tests above could not fail."""
    assert written(stack, mute(switch, ada, {}), "sent") == "confirmed None"
    assert not may_speak(switch)
    assert written(stack, mute(switch, ada, {}, muted=False), "found") == "confirmed None"
    assert may_speak(switch)
