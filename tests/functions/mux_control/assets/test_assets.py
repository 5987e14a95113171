"""The domain's own pictures, sounds and fonts over the API: asked for, looked at, named, removed."""

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.shared.assets.asset import MOST_BYTES, CheckOrder, Finding, Kind
from functions.shared.tables.assets import AssetsItem, find_asset, note_finding
from functions.shared.tables.commands.rows import find_command
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.domain_items import User
from functions.shared.tables.provisioned.users import UsersItem
from tests.functions.control import ADA, bearer
from tests.functions.mux_control.assets.conftest import BUCKET
from tests.functions.mux_control.assets.shelf import HASH, ready

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

AUTUMN = "/v1/assets/autumn"
PICTURE = {"kind": "picture", "bytes": 1234}
ADMIN, OPERATOR = bearer("admin"), bearer("admin", "operate")

pytestmark = pytest.mark.usefixtures("s3")


def asked(api: TestClient, path: str = AUTUMN, body: object = PICTURE, **headers: str) -> Any:
    answer = api.put(path, json=body, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


def found(name: str = "autumn", **what: Any) -> None:
    """A relay has looked at what was ordered last."""
    asset = find_asset("example.com", name, now=time.time())
    assert asset is not None
    assert note_finding("example.com", name, Finding(version=asset.wish.version, node=asset.wish.node, **what))


def good(name: str = "autumn") -> None:
    found(name, sha256=HASH, bytes=90, width=1280, height=720)


def test_an_upload_is_to_be_exactly_as_long_as_was_said_and_goes_to_a_place_of_its_own(api: TestClient) -> None:
    first, again = asked(api), asked(api)

    upload = first["upload"]
    address = urlsplit(upload["url"])
    assert (upload["method"], upload["bytes"], first["state"]) == ("PUT", 1234, "awaiting")
    assert address.path.startswith("/own/incoming/example.com/")
    # S3 compares what is signed with what is sent.
    assert parse_qs(address.query)["X-Amz-SignedHeaders"] == ["content-length;host"]
    assert parse_qs(address.query)["X-Amz-Expires"] == ["900"]
    assert urlsplit(again["upload"]["url"]).path != address.path
    assert (first["revision"], again["revision"]) == (1, 2)


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/assets/Autumn", PICTURE, "asset"),
        ("/v1/assets/..%2F..%2Fetc", PICTURE, None),
        ("/v1/assets/-a", PICTURE, "asset"),
        ("/v1/assets/a.png", PICTURE, "asset"),
        (f"/v1/assets/{'a' * 60}", PICTURE, "asset"),
        (AUTUMN, {"kind": "svg", "bytes": 10}, "kind"),
        (AUTUMN, {"kind": "picture", "bytes": 0}, "bytes"),
        (AUTUMN, {"kind": "picture", "bytes": MOST_BYTES["picture"] + 1}, "bytes"),
        (AUTUMN, {"kind": "sound", "bytes": MOST_BYTES["sound"] + 1}, "bytes"),
        (AUTUMN, {"kind": "font", "bytes": MOST_BYTES["font"] + 1}, "bytes"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_before_anything_is_sent(
    api: TestClient, path: str, body: object, field: str | None
) -> None:
    answer = api.put(path, json=body)

    if field is None:
        assert answer.status_code == 404
    else:
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert list(AssetsItem.scan()) == []


def test_fonts_are_for_whoever_runs_the_installation(api: TestClient) -> None:
    font = {"kind": "font", "bytes": 10}

    refused = api.put("/v1/assets/corporate", json=font, headers=ADMIN)
    made = api.put("/v1/assets/corporate", json=font, headers=OPERATOR)
    checks = [api.post("/v1/assets/corporate/check", headers=who).status_code for who in (ADMIN, OPERATOR)]
    good("corporate")
    gone = [api.delete("/v1/assets/corporate", headers=who).status_code for who in (ADMIN, OPERATOR)]

    assert (refused.status_code, refused.json()["code"]) == (403, "missing_ability")
    assert made.status_code == 201
    assert (checks, gone) == ([403, 202], [403, 204])


def test_a_file_that_is_there_is_looked_at_by_a_node_that_serves_the_domain(api: TestClient) -> None:
    asked(api)

    looked = api.post(f"{AUTUMN}/check")
    again = api.post(f"{AUTUMN}/check")

    asset = find_asset("example.com", "autumn", now=time.time())
    assert asset is not None
    row = find_command(asset.wish.command)
    assert row is not None
    assert {(one.status_code, one.json()["state"]) for one in (looked, again)} == {(202, "checking")}
    assert (row.kind, row.node, row.conference, row.group) == ("check_asset", "fs1", "", f"@{row.id}")
    order = msgspec.json.decode(row.body, type=CheckOrder)
    assert order == CheckOrder(domain="example.com", name="autumn", version=asset.wish.version)


def test_where_no_relay_serves_the_domain_that_is_said_and_nothing_changes(api: TestClient) -> None:
    other = bearer("admin", domain="elsewhere.example")
    asked(api, **other)

    answer = api.post(f"{AUTUMN}/check", headers=other)

    assert (answer.status_code, answer.json()["code"]) == (503, "node_unserved")
    assert api.get(AUTUMN, headers=other).json()["state"] == "awaiting"


def test_what_a_relay_found_is_told_and_a_link_leads_to_it(api: TestClient) -> None:
    asked(api)
    api.post(f"{AUTUMN}/check")
    good()

    told = api.get(AUTUMN).json()
    listed = api.get("/v1/assets").json()["items"]

    assert (told["state"], told["media"], told["width"], told["sha256"]) == ("ready", "own/autumn", 1280, HASH)
    version = find_asset("example.com", "autumn", now=time.time()).wish.version  # type: ignore[union-attr]
    assert urlsplit(told["url"]).path == f"/own/fs1/example.com/{HASH}-{version}.png"
    assert [(one["name"], one["state"], one["url"]) for one in listed] == [("autumn", "ready", None)]
    assert api.post(f"{AUTUMN}/check").status_code == 200


def test_what_another_node_or_of_another_upload_is_found_counts_for_nothing(api: TestClient) -> None:
    asked(api)
    api.post(f"{AUTUMN}/check")
    version = find_asset("example.com", "autumn", now=time.time()).wish.version  # type: ignore[union-attr]

    note_finding("example.com", "autumn", Finding(version=version, node="fs2", sha256="6" * 64, bytes=9))

    assert not note_finding("example.com", "autumn", Finding(version="an older one", node="fs1", sha256=HASH))
    assert api.get(AUTUMN).json()["state"] == "checking"


def test_what_failed_says_why_and_another_upload_may_be_asked_for(api: TestClient) -> None:
    asked(api)
    api.post(f"{AUTUMN}/check")
    found(problem="not_a_picture", detail="it is none of PNG, JPEG, WEBP")

    told = api.get(AUTUMN).json()
    refused = api.post(f"{AUTUMN}/check")
    again = asked(api)

    assert (told["state"], told["reason"], told["detail"]) == (
        "failed",
        "not_a_picture",
        "it is none of PNG, JPEG, WEBP",
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    assert (again["state"], again["reason"]) == ("awaiting", None)


def test_a_file_never_changes_under_its_name(api: TestClient) -> None:
    ready()

    answer = api.put(AUTUMN, json=PICTURE)

    assert (answer.status_code, answer.json()["code"]) == (409, "asset_exists")


def test_removing_takes_the_file_and_the_name_goes_at_once(api: TestClient, s3: "S3Client") -> None:
    wish = ready()
    key = f"own/fs1/example.com/{HASH}-{wish.version}.png"
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"a picture")

    stale = api.delete(AUTUMN, headers={"If-Match": '"7"'})
    gone = api.delete(AUTUMN, headers={"If-Match": '"1"'})

    assert (stale.status_code, gone.status_code) == (412, 204)
    assert s3.list_objects_v2(Bucket=BUCKET)["KeyCount"] == 0
    assert api.get(AUTUMN).status_code == 404


def test_what_the_bucket_does_not_delete_is_named_by_nobody_and_goes_with_the_next_request(
    api: TestClient, s3: "S3Client"
) -> None:
    ready()
    s3.delete_bucket(Bucket=BUCKET)

    first = api.delete(AUTUMN)
    named = api.patch("/v1/conferences/internal", json={"background": "own/autumn"})
    shown = api.get(AUTUMN).json()["state"]
    s3.create_bucket(Bucket=BUCKET)

    assert (first.status_code, named.status_code, shown) == (503, 422, "removing")
    assert api.delete(AUTUMN).status_code == 204


def test_a_list_comes_in_pages(api: TestClient) -> None:
    for name in ("a", "b", "c"):
        ready(name)

    first = api.get("/v1/assets?limit=2").json()
    second = api.get(f"/v1/assets?limit=2&cursor={first['next']}").json()

    assert [one["name"] for one in (*first["items"], *second["items"])] == ["a", "b", "c"]
    assert second["next"] is None


def test_a_domain_has_so_many_and_no_more(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.mux_control.assets.assets.MOST_ASSETS", 1)
    ready("a")

    answer = api.put(AUTUMN, json=PICTURE)

    assert (answer.status_code, answer.json()["code"]) == (409, "asset_limit")


FONT = {"text": "a", "font_face": "own/autumn"}
NAMING: dict[str, tuple[Kind, str, str, object]] = {
    "image": ("picture", "PATCH", "", {"background": "own/autumn"}),
    "image of the foreground": ("picture", "PATCH", "", {"foreground": "own/autumn"}),
    "image as a logo": ("picture", "PATCH", f"/members/{ADA}", {"logo": "own/autumn"}),
    "image while muted": ("picture", "PATCH", f"/members/{ADA}", {"mute_image": "own/autumn"}),
    "banner.font_face": ("font", "PATCH", f"/members/{ADA}", {"banner": FONT}),
    "prompt": ("sound", "POST", "/play", {"prompt": "own/autumn", "volume": -6, "from_milliseconds": 500}),
    "members[0].banner.font_face": ("font", "PUT", "/stage", {"members": [{"who": {"user": "1001"}, "banner": FONT}]}),
}


@pytest.mark.parametrize("place", NAMING)
def test_only_what_the_domain_has_and_what_is_of_that_kind_may_be_named(api: TestClient, place: str) -> None:
    kind, method, under, body = NAMING[place]
    UsersItem.of("example.com", "user#1001", encode(User(id="1001", a1_hash="0" * 32))).save()
    other: Kind = "sound" if kind == "picture" else "picture"

    def answered() -> Any:
        return api.request(method, f"/v1/conferences/internal{under}", json=body)

    refused = [answered()]
    ready(kind=other)
    refused.append(answered())
    ready(kind=kind, problem="damaged")
    refused.append(answered())
    AssetsItem("example.com", "autumn").delete()
    ready(kind=kind, domain="other.example")
    refused.append(answered())
    ready(kind=kind)
    there = answered()

    assert {one.status_code for one in refused} == {422}
    assert {one.json()["errors"][0]["field"] for one in refused} == {place.split(" ", maxsplit=1)[0]}
    assert there.status_code in (200, 201, 202), there.text
