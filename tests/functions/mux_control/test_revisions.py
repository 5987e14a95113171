"""Revisions over the whole API: whoever wants to make something changes nothing that is there already."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from functions.mux_control.assets import bucket
from functions.mux_control.operations import ALL_OPERATIONS
from functions.shared.settings import AssetSettings
from functions.shared.tables.counters.attempts import AttemptsItem
from functions.shared.tables.known.identities import forget_identities
from functions.shared.tables.provisioned.users import forget_domains
from tests.functions import control
from tests.functions.lookups import provision
from tests.functions.whole_api import whole_client
from tests.tables import make_tables

HERE = "/v1/conferences/internal"
# Every thing that a PUT makes: its place, and what is sent there. A room comes before those who have a PIN of it.
MADE: dict[str, tuple[str, object]] = {
    "/v1/users/{user}": ("/v1/users/2000", {"name": "Eve"}),
    "/v1/rooms/{room}": ("/v1/rooms/board", {"dial_in": {}}),
    "/v1/rooms/{room}/invitees/{invitee}": ("/v1/rooms/board/invitees/grace", {"name": "Grace"}),
    "/v1/groups/{group}": ("/v1/groups/all", {"members": ["1000"]}),
    "/v1/gateways/{gateway}": ("/v1/gateways/carrier", {"proxy": "sip.carrier.example"}),
    "/v1/layouts/{layout}": ("/v1/layouts/mine", {"images": [{"x": 0, "y": 0, "scale": 180}]}),
    "/v1/layout-groups/{group}": ("/v1/layout-groups/ours", {"layouts": ["2x2"]}),
    "/v1/assets/{asset}": ("/v1/assets/autumn", {"kind": "picture", "bytes": 100}),
    "/v1/webhooks/{webhook}": ("/v1/webhooks/crm", {"url": "https://203.0.114.7/"}),
    "/v1/conferences/{conference}/stage": (f"{HERE}/stage", {"layout": "2x2"}),
    "/v1/conferences/{conference}/scenes/{scene}": (f"{HERE}/scenes/opening", {"stage": {"layout": "1x1"}}),
    "/v1/conferences/{conference}/cues": (f"{HERE}/cues", {"scenes": []}),
}
NEW = {"If-None-Match": "*"}


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(bucket, "settings", AssetSettings(bucket="own-files", region="us-east-1"))
    bucket.s3_client.cache_clear()
    with control.installation():
        make_tables([AttemptsItem])
        provision()
        yield whole_client()
    bucket.s3_client.cache_clear()
    forget_domains()
    forget_identities()


def test_none_of_what_a_put_makes_is_left_out() -> None:
    assert {one.path for one in ALL_OPERATIONS if one.method == "PUT"} == set(MADE)


@pytest.mark.parametrize("path", MADE)
def test_of_two_who_want_to_make_the_same_one_makes_it_and_the_other_is_told(api: TestClient, path: str) -> None:
    place, body = MADE[path]
    if "invitees" in path:
        room, wish = MADE["/v1/rooms/{room}"]
        assert api.put(room, json=wish).status_code == 201

    first = api.put(place, json=body, headers=NEW)
    second = api.put(place, json=body, headers=NEW)
    seen = api.put(place, json=body, headers={"If-None-Match": f'"{first.json()["revision"]}"'})
    known = api.put(place, json=body, headers={"If-Match": f'"{first.json()["revision"]}"'})

    assert first.status_code in (200, 201), first.text
    for refused in (second, seen):
        assert (refused.status_code, refused.json()["code"]) == (412, "revision_moved"), refused.text
        assert refused.headers["etag"] == f'"{first.json()["revision"]}"'
    assert known.status_code == 200, known.text
