"""A policy's conditions: whose rows, which attributes, which objects. What IAM would refuse, every test refuses."""

from collections.abc import Callable, Iterator

import boto3
import pytest
from moto import mock_aws

from functions.shared.assets.asset import Finding
from functions.shared.outputs.jobs import RecordingJob, RecordingRow
from functions.shared.state import RecordingState
from functions.shared.tables.assets import AssetsItem, delete_asset, find_asset, note_finding
from functions.shared.tables.base import batch_get, get_row
from functions.shared.tables.commands.claims import claim_command
from functions.shared.tables.commands.erasures import ERASE, is_erasure_wished, wish_erasure
from functions.shared.tables.commands.rows import CommandsItem, find_command, find_command_of_key
from functions.shared.tables.commands.unfinished import open_commands
from functions.shared.tables.conferences.rows import conferences_of_node
from functions.shared.tables.conferences.stills import open_stills
from functions.shared.tables.fleet.leases import release_lease
from functions.shared.tables.nodes import find_node
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.rooms import DialIn, RoomsItem, dial_in_key, find_dial_in, find_room
from functions.shared.tables.provisioned.users import (
    UsersItem,
    find_registrant,
    find_user,
    forget_domains,
    user_key,
)
from tests.functions.control import installation
from tests.functions.mux_control.assets.shelf import ready
from tests.iam import TEMPLATE
from tests.permissions import RELAY, NotGranted, acting, granted, statements
from tests.tables import make_tables

A1 = "0123456789abcdef0123456789abcdef"
PINS = DialIn(room="r", conference="r", profile="video", salt="s")


@pytest.fixture(autouse=True)
def place() -> Iterator[None]:
    with installation():
        forget_domains()
        user = User(id="1000", a1_hash=A1)
        UsersItem.of("example.com", user_key("1000"), encode(user)).save()
        RoomsItem(dial_in_key("123456"), "#", body=encode(PINS)).save()
        yield


@pytest.mark.parametrize(
    ("ask", "refused"),
    [
        (lambda node: claim_command(f"{node}.c", owner="me", now=1.0, seconds=5.0), "dynamodb:UpdateItem on commands"),
        (lambda node: find_command(f"{node}.c"), "dynamodb:GetItem on commands"),
        (lambda node: list(open_commands(node)), "dynamodb:Query on commands/by_node"),
        (conferences_of_node, "dynamodb:Query on conferences/by_node"),
        (lambda node: open_stills(node, most=1), "dynamodb:Query on conferences/by_node"),
        (lambda node: release_lease(node, owner="me"), "dynamodb:UpdateItem on nodes"),
    ],
    ids=["take a command", "read a command", "list commands", "list conferences", "list stills", "take the lease"],
)
def test_a_relay_asks_for_its_own_node_and_no_other(ask: Callable[[str], object], refused: str) -> None:
    with acting(RELAY):
        ask("fs1")
        with pytest.raises(NotGranted, match=f"has no {refused}"):
            ask("fs2")
        with pytest.raises(NotGranted):
            ask("fs11")


def test_a_relay_reads_no_row_of_an_idempotency_key_and_sees_whether_another_node_is_up() -> None:
    with acting(RELAY):
        assert find_node("fs2") is None
        with pytest.raises(NotGranted):
            find_command_of_key("k", now=0.0)


def film(node: str) -> RecordingRow:
    state = RecordingState(id="r1", state="ready", format="mp4")
    job = RecordingJob(node=node, domain="example.com")
    return RecordingRow(conference="internal", conference_uuid="meeting-1", state=state, job=job)


@pytest.mark.parametrize("node", ["fs2", "fs11"])
def test_no_relay_says_that_a_film_of_another_node_is_to_be_erased_and_the_api_does(node: str) -> None:
    with acting(RELAY):
        assert not is_erasure_wished(film("fs1"))
        with pytest.raises(NotGranted):
            wish_erasure(film(node), now=0.0)
        with pytest.raises(NotGranted):
            CommandsItem(f"{node}{ERASE}meeting-1/internal/r1").update(actions=[CommandsItem.state.set("wish")])
        with pytest.raises(NotGranted):
            is_erasure_wished(film(node))
    with acting("MuxControlFunction"):
        wish_erasure(film("fs1"), now=0.0)
    with acting(RELAY):
        assert is_erasure_wished(film("fs1"))


def test_a_relay_has_its_own_objects_and_no_others() -> None:
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="films")
        with acting(RELAY):
            s3.put_object(Bucket="films", Key="fs1/recordings/a.mp4", Body=b"a")
            for key in ("fs2/recordings/a.mp4", "recordings/fs1/a.mp4", "fs11/a.mp4"):
                with pytest.raises(NotGranted):
                    s3.put_object(Bucket="films", Key=key, Body=b"a")
                with pytest.raises(NotGranted):
                    s3.get_object(Bucket="films", Key=key)


def test_a_relay_writes_what_it_found_of_an_upload_and_nothing_else_of_it() -> None:
    with mock_aws():
        make_tables([AssetsItem])
        wish = ready()
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="own")
        with acting(RELAY):
            assert find_asset("example.com", "autumn", now=0.0) is not None
            assert note_finding("example.com", "autumn", Finding(version=wish.version, node="fs1"))
            for changes in (AssetsItem.body.set("{}"), AssetsItem.expires.set(1)):
                with pytest.raises(NotGranted):
                    AssetsItem("example.com", "autumn").update(actions=[changes])
            for write in (AssetsItem("example.com", "autumn", body="{}", version="v").save, lambda: delete_asset(wish)):
                with pytest.raises(NotGranted):
                    write()
            s3.put_object(Bucket="own", Key="own/fs1/example.com/a.png", Body=b"a")
            for key in ("own/fs2/example.com/a.png", "own/incoming/example.com/v", "own/fs11/a.png"):
                with pytest.raises(NotGranted):
                    s3.put_object(Bucket="own", Key=key, Body=b"a")


# Provisioning over HTTP writes digests, and a user who keeps the password keeps the digest.
ABOUT_DIGESTS = {"DirectoryFunction", "RoomsFunction"}
READERS = [
    who
    for who in (*TEMPLATE.of_type("AWS::Serverless::Function"), RELAY)
    if who not in ABOUT_DIGESTS and any(resource == "users" for _, resource in granted(who))
]


@pytest.mark.parametrize("who", READERS)
def test_nobody_but_the_directory_can_read_an_a1_hash(who: str) -> None:
    with acting(who), pytest.raises(NotGranted, match="on users"):
        find_registrant("example.com", "1000")
    with acting(who), pytest.raises(NotGranted, match="on users"):
        get_row(UsersItem, "example.com", user_key("1000"))
    with acting(who), pytest.raises(NotGranted, match="on users"):
        get_row(UsersItem, "example.com", user_key("1000"), only=("a1_hash",))
    assert {"DialplanFunction", "LiveFunction", "MuxControlFunction", "SweepFunction", "WebhooksFunction"} <= {*READERS}
    with acting("DirectoryFunction"):
        assert find_registrant("example.com", "1000")[1] == User(id="1000", a1_hash=A1)


@pytest.mark.parametrize("who", ["MuxControlFunction", "DialplanFunction"])
def test_a_user_is_read_without_it_and_nothing_of_it_is_in_the_document(who: str) -> None:
    with acting(who):
        assert find_user("example.com", "1000")[1] == User(id="1000")

    row = get_row(UsersItem, "example.com", user_key("1000"))

    assert row is not None
    assert A1 not in row["body"]["S"]
    assert row["a1_hash"] == {"S": A1}


PIN_ROWS: list[Callable[[], object]] = [
    lambda: find_dial_in("123456"),
    lambda: batch_get(RoomsItem, [("r", "#"), (dial_in_key("123456"), "#")]),
    lambda: list(RoomsItem.query(dial_in_key("123456"))),
]


@pytest.mark.parametrize("read", PIN_ROWS, ids=["one", "among others", "all"])
def test_the_api_reads_no_pins(read: Callable[[], object]) -> None:
    with acting("MuxControlFunction"):
        assert find_room("r") is None
        with pytest.raises(NotGranted):
            read()


WRITES: list[Callable[[str], object]] = [
    lambda room: RoomsItem(room, "#", body="{}").save(),
    lambda room: RoomsItem(room, "#").delete(),
    lambda room: RoomsItem(room, "#").update(actions=[RoomsItem.body.set("{}")]),
]


@pytest.mark.parametrize("write", WRITES, ids=["put", "delete", "update"])
@pytest.mark.parametrize("room", ["r", dial_in_key("123456")], ids=["a room", "a PIN"])
def test_the_api_writes_no_rooms_and_no_pins(write: Callable[[str], object], room: str) -> None:
    with acting("MuxControlFunction"), pytest.raises(NotGranted):
        write(room)
    assert find_dial_in("123456") == PINS


def test_pins_are_forbidden_whatever_else_is_allowed_one_day() -> None:
    denied = [one for one in statements("MuxControlFunction") if not one.allows]
    actions = {one.permission[0].partition(":")[2] for one in denied}

    assert {one.permission[1] for one in denied} == {"rooms"}
    assert actions >= {"GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"}
