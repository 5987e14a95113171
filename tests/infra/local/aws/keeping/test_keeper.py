"""What the embedded services held is there again in the next process, as their clients see it."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.local.aws import buckets, dynamodb
from infra.local.aws.keeping.keeper import Keeper
from infra.local.aws.keeping.store import Row, Store, Version
from tests.infra.local.running import eventually

REGION = "eu-central-1"
LOCKED = {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}}


@contextmanager
def process(store: Store) -> Iterator[Keeper]:
    """One life of the embedded services, with the tables and buckets that each start makes."""
    keeper = Keeper(store, tables=dynamodb.one_at_a_time, buckets=buckets.one_at_a_time)
    put_back = dynamodb.install(), buckets.install(), keeper.install()
    try:
        with mock_aws():
            make_tables()
            make_buckets()
            yield keeper
    finally:
        for one in reversed(put_back):
            one()


def tables() -> Any:
    return boto3.client("dynamodb", region_name=REGION)


def s3() -> Any:
    return boto3.client("s3", region_name=REGION)


def make_tables() -> None:
    for name in ("meetings", "users"):
        tables().create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
            AttributeDefinitions=[
                {"AttributeName": "id", "AttributeType": "S"},
                {"AttributeName": "at", "AttributeType": "N"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        tables().update_time_to_live(
            TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
        )


def make_buckets() -> None:
    where = {"LocationConstraint": REGION}
    s3().create_bucket(Bucket="films", CreateBucketConfiguration=where)
    s3().create_bucket(Bucket="evidence", CreateBucketConfiguration=where, ObjectLockEnabledForBucket=True)
    s3().put_object_lock_configuration(Bucket="evidence", ObjectLockConfiguration=LOCKED)


def row(key: str, at: int = 1, **more: Any) -> dict[str, Any]:
    return {"id": {"S": key}, "at": {"N": str(at)}, **more}


def rows(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tables().scan(TableName=name)["Items"]
    return sorted(found, key=lambda item: (item["id"]["S"], float(item["at"]["N"])))


def versions(bucket: str) -> dict[str, Any]:
    answer = s3().list_object_versions(Bucket=bucket)
    return {what: answer.get(what, []) for what in ("Versions", "DeleteMarkers")}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "kept")) as made:
        yield made


def test_rows_come_back_with_every_kind_of_value_and_those_that_went_do_not(store: Store) -> None:
    rich = row(
        "rich", 2, name={"S": "Ünï\n"}, open={"BOOL": True}, none={"NULL": True}, tags={"SS": ["a", "b"]},
        nested={"M": {"list": {"L": [{"N": "1.5"}, {"M": {"deep": {"S": "x"}}}]}}},
    )  # fmt: skip
    with process(store) as keeper:
        for item in (rich, row("gone"), row("changed")):
            tables().put_item(TableName="meetings", Item=item)
        keeper.save()
        tables().delete_item(TableName="meetings", Key=row("gone"))
        for value in ("old", "new"):
            tables().update_item(
                TableName="meetings",
                Key=row("changed"),
                UpdateExpression="SET v = :v ADD browsers :b",
                ExpressionAttributeValues={":v": {"S": value}, ":b": {"SS": [value]}},
            )
        tables().batch_write_item(RequestItems={"users": [{"PutRequest": {"Item": row("ada")}}]})
        before = rows("meetings"), rows("users")
        keeper.save()

    with process(store):
        after = rows("meetings"), rows("users")

    def comparable(item: dict[str, Any]) -> dict[str, Any]:
        return {name: {kind: sorted(v) if kind == "SS" else v for kind, v in one.items()} for name, one in item.items()}

    assert [list(map(comparable, one)) for one in after] == [list(map(comparable, one)) for one in before]
    assert [item["id"]["S"] for item in after[0]] == ["changed", "rich"]


def test_a_key_that_is_written_in_two_ways_is_one_row_also_when_it_goes(store: Store) -> None:
    with process(store) as keeper:
        tables().put_item(TableName="users", Item=row("ada", 10))
        keeper.save()
        tables().delete_item(TableName="users", Key={"id": {"S": "ada"}, "at": {"N": "1e1"}})
        keeper.save()

    with process(store):
        assert rows("users") == []


def test_a_row_whose_time_is_over_does_not_come_back_and_is_kept_no_longer(store: Store) -> None:
    now = int(time.time())
    with process(store) as keeper:
        for key, expires in (("over", now - 1), ("open", now + 3600)):
            tables().put_item(TableName="users", Item=row(key, expires={"N": str(expires)}))
        keeper.save()

    with process(store) as keeper:
        assert [item["id"]["S"] for item in rows("users")] == ["open"]
        keeper.save()

    assert len(store.rows_of("users")) == 1


def test_objects_come_back_as_their_clients_see_them(store: Store) -> None:
    with process(store) as keeper:
        s3().put_object(
            Bucket="films", Key="a/b c.mp4", Body=b"\x00film", ContentType="video/mp4", Metadata={"who": "ada"}
        )
        s3().put_object_tagging(Bucket="films", Key="a/b c.mp4", Tagging={"TagSet": [{"Key": "keep", "Value": "90"}]})
        s3().put_object(Bucket="films", Key="twice", Body=b"first")
        s3().put_object(Bucket="films", Key="gone", Body=b"x")
        keeper.save()
        s3().put_object(Bucket="films", Key="twice", Body=b"second")
        s3().delete_object(Bucket="films", Key="gone")
        upload = s3().create_multipart_upload(Bucket="films", Key="long", ContentType="video/mp4")["UploadId"]
        part = s3().upload_part(Bucket="films", Key="long", UploadId=upload, PartNumber=1, Body=b"long")["ETag"]
        s3().complete_multipart_upload(
            Bucket="films",
            Key="long",
            UploadId=upload,
            MultipartUpload={"Parts": [{"ETag": part, "PartNumber": 1}]},
        )
        keeper.save()
        listed = s3().list_objects_v2(Bucket="films")["Contents"]

    with process(store):
        assert s3().list_objects_v2(Bucket="films")["Contents"] == listed
        film = s3().get_object(Bucket="films", Key="a/b c.mp4")
        assert (film["Body"].read(), film["ContentType"], film["Metadata"]) == (
            b"\x00film",
            "video/mp4",
            {"who": "ada"},
        )
        tags = s3().get_object_tagging(Bucket="films", Key="a/b c.mp4")["TagSet"]
        assert tags == [{"Key": "keep", "Value": "90"}]
        assert s3().get_object(Bucket="films", Key="twice")["Body"].read() == b"second"


def test_versions_what_was_deleted_and_how_long_it_is_held_come_back(store: Store) -> None:
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    with process(store) as keeper:
        for body in (b"first", b"second"):
            s3().put_object(Bucket="evidence", Key="entry", Body=body)
        s3().put_object(
            Bucket="evidence", Key="held", Body=b"x", ObjectLockMode="COMPLIANCE", ObjectLockRetainUntilDate=until
        )
        s3().delete_object(Bucket="evidence", Key="entry")
        keeper.save()
        before, lock = versions("evidence"), s3().get_object_lock_configuration(Bucket="evidence")

    with process(store):
        assert versions("evidence") == before
        assert len(before["DeleteMarkers"]) == 1
        again = s3().get_object_lock_configuration(Bucket="evidence")
        assert again["ObjectLockConfiguration"] == lock["ObjectLockConfiguration"]
        old = before["Versions"][1]["VersionId"]
        assert s3().get_object(Bucket="evidence", Key="entry", VersionId=old)["Body"].read() == b"first"
        assert s3().head_object(Bucket="evidence", Key="held")["ObjectLockRetainUntilDate"] == until


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(store: Store) -> None:
    stopping = threading.Event()

    def write() -> None:
        client, number = tables(), 0
        while not stopping.is_set():
            number += 1
            puts = [
                {"Put": {"TableName": name, "Item": row("same", v={"N": str(number)})}}
                for name in ("meetings", "users")
            ]
            client.transact_write_items(TransactItems=puts)

    with process(store) as keeper:
        writer = threading.Thread(target=write)
        writer.start()
        seen: list[tuple[list[str], list[str]]] = []

        def look() -> bool:
            keeper.save()
            seen.append((store.rows_of("meetings"), store.rows_of("users")))
            return len({str(pair) for pair in seen}) > 5

        try:
            assert eventually(look, 60)
        finally:
            stopping.set()
            writer.join(10)

    assert [pair for pair in seen if pair[0] != pair[1]] == []


class FullDisk(Store):
    """A disk that is full for some time."""

    full = True

    def write(self, rows: Any, gone: Any, new: Any) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        super().write(rows, gone, new)


def test_what_could_not_be_kept_is_kept_when_there_is_room_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ending = threading.Event()
    ending.set()
    with closing(FullDisk(tmp_path / "kept")) as disk, process(disk) as keeper:
        tables().put_item(TableName="users", Item=row("ada"))
        s3().put_object(Bucket="films", Key="film", Body=b"film")

        assert not keeper.run(ending)
        assert not keeper.run(ending)
        disk.full = False
        assert keeper.run(ending)

        assert [one.name for one, _ in disk.versions_of("films")] == ["film"]
        assert len(disk.rows_of("users")) == 1
    # Said once, and taken back once.
    assert capsys.readouterr().err.splitlines() == [
        "the data cannot be kept at this moment (database or disk is full); it is tried again",
        "the data are kept again",
    ]


class Counted(Store):
    """Counts what is written."""

    def __init__(self, path: Path) -> None:
        self.written = 0
        super().__init__(path)

    def write(self, rows: list[Row], gone: list[Version], new: list[tuple[Version, bytes]]) -> None:  # type: ignore[override]
        self.written += len(rows) + len(gone) + len(new)
        super().write(rows, gone, new)


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    with closing(Counted(tmp_path / "kept")) as counted:
        with process(counted) as keeper:
            for number in range(5):
                tables().put_item(TableName="users", Item=row(str(number)))
                s3().put_object(Bucket="films", Key=str(number), Body=b"x")
            keeper.save()
            assert counted.written == 10
            s3().get_object(Bucket="films", Key="1")
            rows("users")
            keeper.save()
            assert counted.written == 10

        with process(counted) as keeper:
            s3().put_object(Bucket="films", Key="1", Body=b"y")
            keeper.save()
            # The old one goes, the new one comes.
            assert counted.written == 12
