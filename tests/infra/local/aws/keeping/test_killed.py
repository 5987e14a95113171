"""The embedded services as a process that keeps its data: ended it loses nothing, killed at most a second."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, cast

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from functions.shared.settings import child_environment
from infra.local.ports import listen, port_of
from tests.infra.local.running import ROOT, eventually

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

KEY = {"AWS_ACCESS_KEY_ID": "A" * 20, "AWS_SECRET_ACCESS_KEY": "s" * 40}
NAMES = ("one", "other")


@contextmanager
def services(file: Path) -> Iterator[tuple["subprocess.Popen[bytes]", Any]]:
    """The process, and a client of its tables, which are made."""
    with listen(0, "PORT") as listening:
        lock = os.open(file.with_name("lock"), os.O_CREAT | os.O_RDWR, 0o600)
        process = subprocess.Popen(
            [sys.executable, "-m", "infra.local.aws.services", str(listening.fileno()), str(lock), str(file)],
            cwd=ROOT,
            env=child_environment(KEY),
            pass_fds=(listening.fileno(), lock),
        )
        os.close(lock)
        port = port_of(listening)
    try:
        client = cast("Any", boto3.client)(
            "dynamodb",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name="eu-central-1",
            aws_access_key_id=KEY["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEY["AWS_SECRET_ACCESS_KEY"],
            config=Config(read_timeout=60, retries={"total_max_attempts": 1}),
        )
        for name in NAMES:
            client.create_table(
                TableName=name,
                KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                BillingMode="PAY_PER_REQUEST",
            )
        yield process, client
    finally:
        process.kill()
        process.wait(10)


def write(client: Any, number: int) -> None:
    puts = [{"Put": {"TableName": name, "Item": {"id": {"S": "n"}, "n": {"N": str(number)}}}} for name in NAMES]
    client.transact_write_items(TransactItems=puts)


def numbers(client: Any) -> list[int]:
    items = [client.get_item(TableName=name, Key={"id": {"S": "n"}}).get("Item") for name in NAMES]
    return [int(item["n"]["N"]) if item else 0 for item in items]


def kept(file: Path) -> int:
    """What is in the file, as somebody else sees it who looks into it."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        found = connection.execute("SELECT item FROM rows WHERE of = 'one'").fetchone()
    return int(json.loads(found[0])["n"]["N"]) if found else 0


def test_killed_in_the_middle_it_has_whole_transactions_and_all_that_was_written_down(tmp_path: Path) -> None:
    file = tmp_path / "services.sqlite"
    told = [0]
    with services(file) as (process, client):

        def write_on() -> None:
            try:
                while True:
                    write(client, told[0] + 1)
                    told[0] += 1
            except (BotoCoreError, ClientError):
                return  # it was killed

        writer = threading.Thread(target=write_on)
        writer.start()
        try:
            assert eventually(lambda: kept(file) > 0, 60)
            seen = kept(file)
        finally:
            process.send_signal(signal.SIGKILL)
            writer.join(70)

    with services(file) as (_, client):
        one, other = numbers(client)

    assert one == other
    assert seen <= one <= told[0] + 1


def test_ended_it_loses_nothing_at_all(tmp_path: Path) -> None:
    file = tmp_path / "services.sqlite"
    with services(file) as (process, client):
        write(client, 17)
        process.terminate()
        assert process.wait(20) == 0

    with services(file) as (_, client):
        assert numbers(client) == [17, 17]
