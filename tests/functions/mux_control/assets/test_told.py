"""What becomes of a picture, sound or font is told in the domain's feed, once, whoever asks how often."""

import time
from typing import TYPE_CHECKING, Any

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from functions.shared.assets.asset import Finding
from functions.shared.feed.domain_feed import feed_of
from functions.shared.feed.reading import events_since
from functions.shared.tables.assets import AssetsItem, find_asset, note_finding
from functions.shared.tables.provisioned.documents import encode
from tests.functions.mux_control.assets.conftest import BUCKET
from tests.functions.mux_control.assets.shelf import HASH, ready

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

AUTUMN = "/v1/assets/autumn"

pytestmark = pytest.mark.usefixtures("s3")


def told() -> list[tuple[str, object]]:
    return [(one.type, one.data) for one in events_since(feed_of("example.com"), 0)]


def looked_at(**what: Any) -> None:
    """A relay has looked at what was ordered, and died before it told anybody."""
    asset = find_asset("example.com", "autumn", now=time.time())
    assert asset is not None
    found = Finding(version=asset.wish.version, node=asset.wish.node, **what)
    assert note_finding("example.com", "autumn", found)


def test_to_ask_for_an_upload_and_a_look_tells_nothing_yet(api: TestClient) -> None:
    api.put(AUTUMN, json={"kind": "picture", "bytes": 100})
    api.post(f"{AUTUMN}/check")

    assert told() == []


def test_what_was_found_and_not_told_is_told_by_who_asks_again_and_once(api: TestClient) -> None:
    api.put(AUTUMN, json={"kind": "picture", "bytes": 100})
    api.post(f"{AUTUMN}/check")
    looked_at(sha256=HASH)

    states = [api.post(f"{AUTUMN}/check").json()["state"] for _ in range(3)]

    assert states == ["ready"] * 3
    assert told() == [("asset.ready", {"name": "autumn", "kind": "picture"})]


def test_what_was_found_long_ago_is_told_by_nobody(api: TestClient) -> None:
    """The feed may have forgotten by then that it was."""
    api.put(AUTUMN, json={"kind": "picture", "bytes": 100})
    api.post(f"{AUTUMN}/check")
    looked_at(sha256=HASH)
    asset = find_asset("example.com", "autumn", now=time.time())
    assert asset is not None
    old = encode(structs.replace(asset.wish, check_until=time.time() - 4000))
    AssetsItem("example.com", "autumn").update(actions=[AssetsItem.body.set(old)])

    assert api.post(f"{AUTUMN}/check").json()["state"] == "ready"
    assert told() == []


def test_that_one_is_gone_is_told_once_however_often_that_is_tried(api: TestClient, s3: "S3Client") -> None:
    ready()
    s3.delete_bucket(Bucket=BUCKET)
    first = api.delete(AUTUMN)
    before = told()
    s3.create_bucket(Bucket=BUCKET)
    second = api.delete(AUTUMN)

    assert ([first.status_code, second.status_code], before) == ([503, 204], [])
    assert told() == [("asset.removed", {"name": "autumn", "kind": "picture"})]


def test_whoever_died_after_telling_that_one_is_gone_tells_it_no_more(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready()
    with monkeypatch.context() as dying:
        dying.setattr("functions.mux_control.assets.assets.delete_asset", lambda _wish: None)
        api.delete(AUTUMN)
    left = api.get(AUTUMN).json()["state"]
    again = api.delete(AUTUMN)

    assert (left, again.status_code) == ("removing", 204)
    assert [one for one, _ in told()] == ["asset.removed"]
