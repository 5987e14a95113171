"""Uploads are looked at, found good or bad, and that is written: of the upload that was meant, by who was asked."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import boto3
import msgspec
import pytest
from moto import mock_aws

from freeswitch.relay.assets import looking
from freeswitch.relay.assets.judging import Judging
from freeswitch.relay.assets.order import LookOrder, LookResult, Reencoded
from freeswitch.relay.children.child_process import Answer, ChildProcesses, Limits, NoAnswer
from functions.shared.assets.asset import AssetWish, CheckOrder, Finding, Kind, uploaded_key
from functions.shared.command_life.outcomes import CommandRow
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.tables.assets import AssetsItem, find_asset
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.history.feed import FeedItem
from functions.shared.tables.provisioned.documents import encode
from tests.freeswitch.relay.assets import files
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.tables import make_tables

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET, NODE, REGION = "own", "fs1", "us-east-1"


class Answering(ChildProcesses):
    """A process that answers as a test wants it to."""

    def __init__(self, *answers: LookResult | Exception) -> None:
        super().__init__("nothing")
        self._answers = list(answers)
        self.orders: list[LookOrder] = []

    def run(self, paper: Path, answer: type[Answer], limits: Limits) -> Answer:
        assert limits.quiet <= limits.most
        self.orders.append(msgspec.json.decode(paper.read_bytes(), type=LookOrder))
        said = self._answers.pop(0)
        if isinstance(said, Exception):
            raise said
        assert isinstance(said, answer)
        return said


@pytest.fixture(autouse=True)
def s3() -> "Iterator[S3Client]":
    with mock_aws():
        make_tables([AssetsItem, FeedItem])
        client = boto3.client("s3", region_name=REGION)
        client.create_bucket(Bucket=BUCKET)
        yield client


def asked(kind: Kind = "picture", size: int = 100, *, node: str = NODE, version: str = "v1") -> AssetWish:
    wish = AssetWish(
        domain="example.com", name="autumn", kind=kind, bytes=size, version=version, node=node, made_at=time.time()
    )
    AssetsItem("example.com", "autumn", body=encode(wish), version=version).save()
    return wish


def command(domain: str = "example.com", version: str = "v1", seconds: float = 60.0) -> CommandRow:
    order = CheckOrder(domain=domain, name="autumn", version=version)
    return CommandRow(
        id="fs1.c1", kind="check_asset", body=msgspec.json.encode(order).decode(), node=NODE, domain="example.com",
        subject="me", created_at=time.time(), deadline=time.time() + seconds,
    )  # fmt: skip


def judging(*answers: LookResult | Exception) -> tuple[Judging, Answering]:
    processes = Answering(*answers)
    return Judging(NODE, BUCKET, REGION, FakeClock(time.time()), processes), processes


def finding() -> Finding | None:
    asset = find_asset("example.com", "autumn", now=time.time())
    return None if asset is None else asset.finding


GOOD = LookResult(made=Reencoded(width=64, height=48), sha256="5" * 64, bytes=90)


def test_what_was_found_is_written_and_told() -> None:
    asked()
    judge, processes = judging(GOOD)

    outcome = judge.run(command())

    assert (outcome.state, finding()) == (
        "confirmed", Finding(version="v1", node=NODE, sha256="5" * 64, bytes=90, width=64, height=48),
    )  # fmt: skip
    (order,) = processes.orders
    assert (order.uploaded, order.stored) == ("own/incoming/example.com/v1", "own/fs1/example.com/{sha256}-v1.png")


def test_what_is_wrong_with_it_is_written_and_told() -> None:
    asked()
    judge, _ = judging(LookResult(made=Reencoded(problem="too_large", detail="it has too many pixels")))

    outcome = judge.run(command())

    assert (outcome.state, outcome.reason) == ("failed", "too_large")
    assert finding() == Finding(version="v1", node=NODE, problem="too_large", detail="it has too many pixels")


def told() -> list[tuple[str, object]]:
    """What the domain was told."""
    return [(one.type, one.data) for one in events_since(feed_of("example.com"), 0)]


@pytest.mark.parametrize(
    ("result", "event"),
    [
        (GOOD, ("asset.ready", {"name": "autumn", "kind": "picture"})),
        (
            LookResult(made=Reencoded(problem="damaged", detail="it ends in the middle")),
            (
                "asset.failed",
                {"name": "autumn", "kind": "picture", "reason": "damaged", "detail": "it ends in the middle"},
            ),
        ),
    ],
    ids=["ready", "failed"],
)
def test_the_domain_is_told_what_was_found_once_however_often_the_command_comes(
    result: LookResult, event: tuple[str, object]
) -> None:
    asked()
    judge, _ = judging(result)

    for _ in range(3):
        judge.run(command())

    assert told() == [event]


def test_a_relay_that_died_before_it_told_is_made_up_for_by_the_next_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise TablesUnavailable("nobody answers")

    asked()
    judge, _ = judging(GOOD)
    monkeypatch.setattr("freeswitch.relay.assets.judging.tell_looked_at", away)
    assert judge.run(command()).state == "confirmed"
    monkeypatch.undo()
    assert told() == []

    again, processes = judging()

    assert (again.run(command()).state, processes.orders) == ("confirmed", [])
    assert [one for one, _ in told()] == ["asset.ready"]


def test_a_process_that_ends_without_an_answer_says_nothing_about_the_file() -> None:
    """A silent bucket holds it up until it is ended; what the file may break is a process of that one."""
    asked()
    silent = NoAnswer("it was ended after 135 s")
    judge, processes = judging(silent, GOOD)

    assert judge.run(command()).state == "confirmed"
    assert len(processes.orders) == 2


def test_a_bucket_that_stays_silent_is_no_fault_of_the_file() -> None:
    asked()
    judge, _ = judging(*[NoAnswer("it was ended after 135 s")] * 100)

    outcome = judge.run(command(seconds=5))

    assert (outcome.state, outcome.reason, finding()) == ("failed", "storage_unavailable", None)


def test_while_the_bucket_does_not_answer_it_is_tried_again_and_nothing_is_written() -> None:
    asked()
    away = LookResult(unavailable="no answer")
    judge, processes = judging(away, away, GOOD)

    assert judge.run(command()).state == "confirmed"
    assert len(processes.orders) == 3


def test_a_bucket_that_stays_away_is_no_fault_of_the_file() -> None:
    asked()
    judge, _ = judging(*[LookResult(unavailable="no answer")] * 100)

    outcome = judge.run(command(seconds=5))

    assert (outcome.state, outcome.reason, finding()) == ("failed", "storage_unavailable", None)


@pytest.mark.parametrize(
    ("wish", "row", "reason"),
    [
        ({}, {"domain": "other.example"}, "forged"),
        ({"version": "v2"}, {}, "overtaken"),
        ({"node": "fs2"}, {}, "overtaken"),
        (None, {}, "overtaken"),
    ],
    ids=["another domain's", "another upload's", "another node's", "nothing"],
)
def test_nothing_else_than_what_was_asked_of_this_node_is_looked_at(
    wish: dict[str, str] | None, row: dict[str, str], reason: str
) -> None:
    if wish is not None:
        asked(**wish)  # type: ignore[arg-type]
    judge, processes = judging(GOOD)

    outcome = judge.run(command(**row))  # type: ignore[arg-type]

    assert (outcome.state, outcome.reason, processes.orders) == ("failed", reason, [])


def test_a_relay_that_begins_anew_does_not_look_twice() -> None:
    asked()
    judge, _ = judging(GOOD)
    judge.run(command())
    again, processes = judging()

    assert (again.run(command()).state, processes.orders) == ("confirmed", [])


def order_of(wish: AssetWish) -> LookOrder:
    return LookOrder(
        kind=wish.kind,
        bytes=wish.bytes,
        bucket=BUCKET,
        uploaded=uploaded_key(wish),
        stored="fs1/{sha256}.x",
        region=REGION,
    )


def test_an_upload_becomes_a_file_under_its_hash(s3: "S3Client") -> None:
    content = files.picture()
    wish = asked(size=len(content))
    s3.put_object(Bucket=BUCKET, Key=uploaded_key(wish), Body=content)

    result = looking.look(order_of(wish))
    again = looking.look(order_of(wish))

    stored = s3.get_object(Bucket=BUCKET, Key=f"fs1/{result.sha256}.x")
    assert (result.bytes, result.made) == (stored["ContentLength"], Reencoded(width=64, height=48))
    assert stored["ContentType"] == "image/png"
    # What an earlier try has stored is the same.
    assert again == result


@pytest.mark.parametrize(
    ("size", "reason"),
    [(-1, "other_size"), (1, "other_size"), (None, "not_uploaded")],
    ids=["longer", "shorter", "none"],
)
def test_what_is_not_as_long_as_was_announced_is_not_read(s3: "S3Client", size: int | None, reason: str) -> None:
    content = files.picture()
    wish = asked(size=len(content) + (size or 0))
    if size is not None:
        s3.put_object(Bucket=BUCKET, Key=uploaded_key(wish), Body=content)

    result = looking.look(order_of(wish))

    assert (result.made.problem, result.sha256) == (reason, "")
    assert [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET).get("Contents", []) if "fs1" in one["Key"]] == []
