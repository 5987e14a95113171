"""Several operators change a domain's layouts at once: what was checked holds when it is written."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from functions.mux_control.picture import layout_changes
from functions.shared.layout_sets import in_rooms
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.layouts import DomainLayouts, LayoutsItem, ShownIn, layouts_of
from functions.shared.tables.provisioned.rendered import find_layouts
from tests.lost_answers import lost_answer

HALF = {"x": 0, "y": 0, "scale": 180}
MINE, OURS = "/v1/layouts/mine", "/v1/layout-groups/ours"


def show_in(room: str, *names: str) -> None:
    LayoutsItem("example.com", f"room#{room}", body=encode(ShownIn(room=room, names=names))).save()


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen after the next time that the layouts were read to be changed."""

    def once(happens: Callable[[], object]) -> None:
        def read(domain: str) -> DomainLayouts:
            found = layouts_of(domain)
            monkeypatch.setattr(layout_changes, "layouts_of", layouts_of)
            happens()
            return found

        monkeypatch.setattr(layout_changes, "layouts_of", read)

    return once


Between = Callable[[Callable[[], object]], None]


def test_a_group_never_lists_a_layout_that_went_while_it_was_checked(api: TestClient, between: Between) -> None:
    api.put(MINE, json={"images": [HALF]})
    between(lambda: api.delete(MINE))

    answer = api.put(OURS, json={"layouts": ["mine"]})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "layouts[0]")
    assert api.get(OURS).status_code == 404


def test_a_layout_stays_that_a_group_lists_by_the_time_it_is_removed(api: TestClient, between: Between) -> None:
    api.put(MINE, json={"images": [HALF]})
    between(lambda: api.put(OURS, json={"layouts": ["mine"]}))

    answer = api.delete(MINE)

    assert (answer.status_code, answer.json()["code"]) == (409, "layout_in_use")
    assert api.get(MINE).status_code == 200


def test_who_changes_another_layout_meanwhile_is_in_nobodys_way(api: TestClient, between: Between) -> None:
    api.put(MINE, json={"images": [HALF]})
    between(lambda: api.put("/v1/layouts/other", json={"images": [HALF]}))

    answer = api.put(MINE, json={"images": [{**HALF, "scale": 90}]}, headers={"If-Match": '"1"'})

    assert answer.status_code == 200
    assert api.get("/v1/layouts/other").status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_who_changes_the_same_layout_meanwhile_comes_first(api: TestClient, between: Between, method: str) -> None:
    api.put(MINE, json={"images": [HALF]})
    between(lambda: api.put(MINE, json={"images": [{**HALF, "scale": 90}]}))

    answer = api.request(method, MINE, json={"images": [HALF]} if method == "PUT" else None)

    assert (answer.status_code, answer.json()["code"]) == (412, "revision_moved")
    assert api.get(MINE).json()["images"][0]["scale"] == 90


def test_of_one_that_goes_and_comes_again_no_revision_means_two_things(api: TestClient, between: Between) -> None:
    seen = api.put(MINE, json={"images": [HALF]}).headers["etag"]

    def again() -> None:
        api.delete(MINE)
        api.put(MINE, json={"images": [{**HALF, "scale": 90}]})

    between(again)

    assert api.put(MINE, json={"images": [HALF]}).status_code == 412
    assert api.put(MINE, json={"images": [HALF]}, headers={"If-Match": seen}).status_code == 412
    assert api.get(MINE).json()["images"][0]["scale"] == 90


def test_others_who_never_stop_changing_layouts_end_it(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = 0

    def busy(domain: str) -> DomainLayouts:
        nonlocal reads
        reads += 1
        assert reads < 50, "it goes on for ever"
        found = layouts_of(domain)
        monkeypatch.setattr(layout_changes, "layouts_of", layouts_of)
        assert api.put("/v1/layouts/other", json={"images": [HALF]}).status_code == 200
        monkeypatch.setattr(layout_changes, "layouts_of", busy)
        return found

    monkeypatch.setattr(layout_changes, "layouts_of", busy)
    answer = api.put(MINE, json={"images": [HALF]})

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert api.get(MINE).status_code == 404


def test_a_layout_whose_answer_was_lost_is_kept_and_goes(api: TestClient) -> None:
    with lost_answer("TransactWriteItems"):
        assert api.put(MINE, json={"images": [HALF]}).status_code == 200
    with lost_answer("TransactWriteItems"):
        assert api.delete(MINE).status_code == 204

    assert api.get(MINE).status_code == 404


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_where_a_room_could_not_be_told_it_is_said_and_doing_it_again_mends_it(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    # Over the library's: rooms may show it while it goes.
    path = "/v1/layouts/2x2"
    api.put(path, json={"images": [{**HALF, "scale": 90}]})
    show_in("one", "2x2")
    api.put(path, json={"images": [{**HALF, "scale": 100}]})

    def away(_room: str) -> None:
        raise TablesUnavailable("throttled")

    body = {"images": [{**HALF, "scale": 110}]} if method == "PUT" else None
    with monkeypatch.context() as broken:
        broken.setattr(in_rooms, "read_rendered", away)
        failed = api.request(method, path, json=body)
    before = find_layouts("one")
    again = api.request(method, path, json=body)
    after = find_layouts("one")

    assert (failed.status_code, "not every room" in failed.json()["detail"]) == (503, True)
    assert again.status_code == (200 if method == "PUT" else 404)
    assert before is not None
    assert after is not None
    assert 'scale="100"' in before.content
    assert 'scale="100"' not in after.content
