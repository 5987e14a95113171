"""A changed user reaches every node that serves the domain, and no other."""

import time
from collections.abc import Iterator, Sequence

import msgspec
import pytest

from functions.shared.command_life.command_queue import NotSent, sqs_client
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.provisioning import user_changes
from functions.shared.provisioning.announcements import user_changes as user_changes_of
from functions.shared.provisioning.difference import Change
from functions.shared.provisioning.user_changes import UserChange
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.fleet.leases import take_lease
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.identities import IDENTITY_KEY, IdentitiesItem, Identity
from functions.shared.tables.provisioned.users import UsersItem, user_key
from infra.provisioning.user_changes import announce
from tests.functions.control import installation
from tests.nodes import serve
from tests.tables import make_tables

NOW = time.time()
CHANGED = UserChange(domain="example.com", names=("1000", "496131123", "1000"))


@pytest.fixture
def queue() -> Iterator[str]:
    with installation() as url:
        make_tables([IdentitiesItem])
        serve("example.com")
        serve("example.com", "other.example", node="fs2")
        yield url


def wishes(node: str) -> list[dict[str, str]]:
    found = [msgspec.json.decode(row.body, type=dict[str, str]) for row in open_commands(node)]
    return sorted(found, key=lambda wish: (wish["kind"], wish["user"]))


def test_every_node_flushes_every_name_of_a_changed_user(queue: str) -> None:
    take_lease("fs2", owner="relay-2", now=NOW, seconds=60, queue_url=queue)

    ids = announce([CHANGED], now=NOW)

    flushes = [{"kind": "flush_user", "user": user, "domain": "example.com"} for user in ("1000", "496131123")]
    assert wishes("fs1") == flushes
    assert wishes("fs2") == flushes
    received = sqs_client().receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert {message["Body"] for message in received} <= set(ids)
    assert len(ids) == 4


def test_a_user_who_may_not_call_any_more_is_thrown_out(queue: str) -> None:
    announce([UserChange(domain="example.com", names=("1000",), may_call=False)], now=NOW)

    user = {"user": "1000", "domain": "example.com"}
    assert wishes("fs1") == [
        {"kind": "drop_registration", **user},
        {"kind": "end_user_calls", **user},
        {"kind": "flush_user", **user},
    ]


def test_commands_to_a_node_run_in_a_group_of_their_own_until_the_cache_would_have_ended(queue: str) -> None:
    announce([CHANGED], now=NOW)

    row = next(open_commands("fs1"))
    assert (row.conference, row.group) == ("", "@fs1")
    assert row.deadline == pytest.approx(NOW + 1800, abs=1)


def test_what_cannot_be_sent_waits_to_be_found_by_the_relay(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str, __: Sequence[CommandRow]) -> None:
        raise NotSent("gone")

    monkeypatch.setattr(user_changes, "send_commands", gone)

    assert len(announce([CHANGED], now=NOW)) == 2
    assert [row.state for row in open_commands("fs1")] == ["queued", "queued"]


def test_an_installation_without_nodes_has_nothing_to_flush(queue: str) -> None:
    assert announce([], now=NOW) == []


def test_only_the_nodes_of_the_domain_hear_of_its_users(queue: str) -> None:
    for node in ("fs2", "nobodys"):
        take_lease(node, owner=f"relay-of-{node}", now=NOW, seconds=60, queue_url=queue)

    ids = announce([UserChange(domain="other.example", names=("2000",))], now=NOW)

    assert wishes("fs2") == [{"kind": "flush_user", "user": "2000", "domain": "other.example"}]
    assert (wishes("fs1"), wishes("nobodys"), len(ids)) == ([], [], 1)


def test_a_node_that_serves_a_domain_no_more_forgets_its_users(queue: str) -> None:
    make_tables([UsersItem])
    user = User(id="2000", alias="77", a1_hash="0" * 32)
    UsersItem("other.example", user_key("2000"), body=encode(user)).save()
    take_lease("fs2", owner="relay-2", now=NOW, seconds=60, queue_url=queue)
    before = Identity(name="fs2", domains=("example.com", "other.example"))
    after = Identity(name="fs2", domains=("example.com",))
    change = Change("change", IdentitiesItem, "fs2", IDENTITY_KEY, encode(before), encode(after))

    announce(user_changes_of([change]), now=NOW)

    assert [wish["user"] for wish in wishes("fs2")] == ["2000", "77"]
    assert wishes("fs1") == []
