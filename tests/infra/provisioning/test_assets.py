"""A domain's own media from files beside the provisioning file: brought once, looked at, pruned."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from starlette.testclient import TestClient

from functions.mux_control.app import create_app
from functions.mux_control.assets import bucket
from functions.shared.assets.asset import MOST_BYTES, Asset, Finding
from functions.shared.command_life.command_queue import sqs_client
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.settings import AssetSettings
from functions.shared.tables.assets import assets_of, note_finding
from functions.shared.tables.history.audit import AuditItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.identities import IdentitiesItem, Identity
from functions.shared.tables.provisioned.users import forget_domains
from infra.provision import main
from infra.provisioning.checks.assets import NAME_ADVICE
from tests.functions import control
from tests.functions.control import bearer
from tests.functions.mux_control.assets.shelf import HASH, ready

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

BUCKET = "own-files"
FILE = """
domains:
  - name: example.com
    assets:
      - {name: autumn, kind: picture, file: pictures/autumn.jpg}
"""
LATER = 2_000_000_000.0


class Relay:
    """Looks at whatever is ordered, when somebody waits for it."""

    def __init__(self) -> None:
        self.problem = ""
        self.looked_at: list[str] = []

    def __call__(self, _: float) -> None:
        for asset in own():
            if asset.wish.node and asset.finding is None:
                self.looked_at.append(asset.wish.name)
                finding = Finding(
                    version=asset.wish.version,
                    node=asset.wish.node,
                    problem=self.problem,
                    sha256="" if self.problem else HASH,
                    bytes=90,
                )
                assert note_finding("example.com", asset.wish.name, finding)


@pytest.fixture
def s3() -> "Iterator[S3Client]":
    with control.installation(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(bucket, "settings", AssetSettings(bucket=BUCKET, region="us-east-1"))
        bucket.s3_client.cache_clear()
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        IdentitiesItem("fs1", "#", body=encode(Identity(name="fs1", domains=("example.com",)))).save()
        forget_identities()
        yield client
    bucket.s3_client.cache_clear()
    forget_identities()
    forget_domains()


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Relay:
    looking = Relay()
    monkeypatch.setattr("infra.provisioning.assets.time.sleep", looking)
    return looking


@pytest.fixture
def file(tmp_path: Path, s3: "S3Client") -> Path:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/autumn.jpg").write_bytes(b"leaves")
    path = tmp_path / "site.yaml"
    path.write_text(FILE)
    return path


def own() -> list[Asset]:
    return assets_of("example.com", after=None, limit=100, now=LATER)


def run(path: Path, *options: str) -> int:
    return main([str(path), "--yes", *options])


def test_a_file_is_sent_and_looked_at_once_and_named_by_the_api(
    file: Path, relay: Relay, s3: "S3Client", capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(file) == 0
    told = capsys.readouterr().out
    again = run(file)

    assert "+ assets example.com autumn (picture)" in told
    assert "example.com autumn: ready" in told
    assert (again, capsys.readouterr().out) == (0, "nothing to change\n")
    assert relay.looked_at == ["autumn"]
    sent = [s3.get_object(Bucket=BUCKET, Key=one["Key"])["Body"].read() for one in objects(s3)]
    assert sent == [b"leaves"]
    api = TestClient(create_app(control.SETTINGS), headers=bearer(), raise_server_exceptions=False)
    assert api.get("/v1/assets/autumn").json()["state"] == "ready"
    assert any("provision_add" in item.body and "asset autumn" in item.body for item in AuditItem.scan())


def objects(s3: "S3Client") -> list[Any]:
    return list(s3.list_objects_v2(Bucket=BUCKET).get("Contents", []))


def test_one_that_a_relay_refuses_is_told_and_brought_again_the_next_time(
    file: Path, relay: Relay, capsys: pytest.CaptureFixture[str]
) -> None:
    relay.problem = "not_a_picture"
    assert run(file) == 5
    assert "example.com autumn: not_a_picture" in capsys.readouterr().err

    relay.problem = ""
    (file.parent / "pictures/autumn.jpg").write_bytes(b"other leaves")
    assert run(file) == 0
    assert [(one.wish.name, one.wish.revision > 1) for one in own()] == [("autumn", True)]


def test_without_a_relay_that_serves_the_domain_nothing_else_is_lost(
    file: Path, relay: Relay, capsys: pytest.CaptureFixture[str]
) -> None:
    control.node(served=False)
    assert run(file) == 5
    assert "no relay serves example.com" in capsys.readouterr().err

    queue = sqs_client().get_queue_url(QueueName="node-fs1.fifo")["QueueUrl"]
    control.node(queue=queue, lease=3600)
    assert run(file) == 0
    assert relay.looked_at == ["autumn"]


def test_pruning_removes_what_files_brought_and_leaves_what_the_api_did(
    file: Path, relay: Relay, s3: "S3Client"
) -> None:
    assert run(file) == 0
    ready("of-the-api")
    file.write_text("domains: [{name: example.com}]")

    assert run(file) == 0
    assert [one.wish.name for one in own()] == ["autumn", "of-the-api"]
    assert run(file, "--prune") == 0

    assert [one.wish.name for one in own()] == ["of-the-api"]
    assert objects(s3) == []
    told = [(one.type, one.data["name"]) for one in events_since(feed_of("example.com"), 0)]
    assert told == [("asset.removed", "autumn")]


def test_everything_that_is_wrong_with_them_is_told_at_once(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (file.parent / "empty.png").touch()
    with (file.parent / "long.ttf").open("wb") as long:
        long.truncate(MOST_BYTES["font"] + 1)
    ready("taken")
    file.write_text(
        FILE
        + """
      - {name: Autumn, kind: picture, file: pictures/nowhere.jpg}
      - {name: autumn, kind: picture, file: empty.png}
      - {name: long, kind: font, file: long.ttf}
      - {name: drawing, kind: svg, file: empty.png}
      - {name: taken, kind: picture, file: pictures/autumn.jpg}
"""
    )
    assert run(file) == 2

    told = [line.partition(": ")[2] for line in capsys.readouterr().err.splitlines()]
    assert told == [
        f"domains[0].assets[1].name 'Autumn': {NAME_ADVICE}",
        "domains[0].assets[1].file 'pictures/nowhere.jpg': cannot be read: No such file or directory",
        "domains[0].assets[2]: autumn is there already",
        "domains[0].assets[2].file 'empty.png': is empty",
        "domains[0].assets[3].file 'long.ttf': is more than the 4194304 bytes that a font may have: it has 4194305",
        "domains[0].assets[4].kind 'svg': must be one of font, picture, sound",
        "domains[0].assets[4].file 'empty.png': is empty",
        "domains[0].assets[5].name 'taken': is there already, and the API has brought it: give this one another name",
    ]


@pytest.mark.usefixtures("relay")
def test_a_file_never_changes_under_its_name(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file) == 0
    (file.parent / "pictures/autumn.jpg").write_bytes(b"snow")

    assert run(file) == 2
    assert "is another file than the one of this name, which never changes" in capsys.readouterr().err
