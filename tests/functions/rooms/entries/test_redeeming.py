"""Coming in by a link: once, with words when not, again after a reload, and guessing at codes."""

import concurrent.futures
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from functions.rooms.app import create_app
from functions.rooms.entries import making, networks, redeeming
from functions.rooms.entries.networks import MOST_TRIES, WINDOW_SECONDS
from functions.shared.provisioning.documents import a1_hash
from functions.shared.settings import PinSettings, read
from functions.shared.standings.persons import Comer
from functions.shared.tables import base
from functions.shared.tables.counters.allowances import AllowancesItem
from functions.shared.tables.entries import find_entry
from infra.local.aws import dynamodb
from tests.functions.control import SETTINGS, bearer, client
from tests.functions.keeping_out import end, keep_out
from tests.functions.rooms.entries.links import come_in, make_link, redeem, registers
from tests.lost_answers import lost_answer


@pytest.fixture(autouse=True)
def board(api: TestClient) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000"}).status_code == 201


def at(**off: float) -> str:
    return (datetime.now(UTC) + timedelta(**off)).isoformat()


def test_a_code_gives_all_that_a_browser_needs(api: TestClient) -> None:
    made = make_link(api, name="Grace", role="moderator", slot="presenter")
    entrance = come_in(api, made)

    assert entrance["user"] == f"entry-{made['id']}"
    assert a1_hash(entrance["user"], "example.com", entrance["password"]) in registers(entrance)
    told = ("domain", "address", "number", "conference", "name", "role")
    assert [entrance[name] for name in told] == [
        "example.com", "wss://sip.example.com:7443", "3000", "board", "Grace", "moderator",
    ]  # fmt: skip
    assert [server["urls"][0] for server in entrance["ice_servers"]] == [
        "stun:turn.example.com",
        "turn:turn.example.com",
    ]


def test_a_code_is_used_up_by_one_browser_which_comes_again_as_often_as_it_likes(api: TestClient) -> None:
    made = make_link(api)
    first = come_in(api, made)
    other = redeem(api, code=made["code"])
    again = redeem(api, resume=first["resume"])

    assert (other.status_code, other.json()["code"]) == (410, "entry_used_up")
    assert "once and has been" in other.json()["detail"]
    assert again.status_code == 200
    assert [again.json()[name] for name in ("user", "password", "resume")] == [
        first[name] for name in ("user", "password", "resume")
    ]
    assert api.get("/v1/rooms/board/entries").json()["items"][0]["used"] == 1


def test_a_browser_that_lost_the_answer_asks_again_with_its_own_secret(api: TestClient) -> None:
    made, mine = make_link(api), "a-secret-of-this-browser-0123456789"
    first = redeem(api, code=made["code"], browser=mine)
    again = redeem(api, code=made["code"], browser=mine)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["resume"] == again.json()["resume"] == f"{made['id']}.{mine}"
    assert mine not in str(find_entry(made["id"]))


def test_an_answer_that_the_tables_lost_uses_nothing_up_twice(api: TestClient) -> None:
    made = make_link(api, uses=2)
    with lost_answer("TransactWriteItems"):
        first = redeem(api, code=made["code"])

    assert first.status_code == 200
    assert [one["used"] for one in api.get("/v1/rooms/board/entries").json()["items"]] == [1]


def test_of_many_browsers_at_once_as_many_come_in_as_there_are_uses(
    api: TestClient, request: pytest.FixtureRequest
) -> None:
    # As DynamoDB does, and moto does not.
    request.addfinalizer(dynamodb.install())
    made = make_link(api, uses=3)
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: redeem(api, code=made["code"]), range(12)))

    codes = sorted(one.json().get("code", "in") for one in answers if one.status_code != 503)
    entry = find_entry(made["id"])
    assert entry is not None
    assert codes.count("in") == 3 == entry.used == len(entry.browsers)
    assert set(codes) == {"in", "entry_used_up"}


def test_too_early_and_too_late_have_their_words(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_link(api, **{"from": at(hours=1), "until": at(hours=2)})
    early = redeem(api, code=made["code"])
    later = time.time() + 3 * 3600
    monkeypatch.setattr("functions.rooms.entries.redeeming.time.time", lambda: later)
    late = redeem(api, code=made["code"])

    assert (early.status_code, early.json()["code"]) == (404, "entry_early")
    assert "is good from " in early.json()["detail"]
    assert (late.status_code, late.json()["code"]) == (410, "entry_over")
    assert "was good until " in late.json()["detail"]


def test_a_link_works_within_the_rooms_own_times(api: TestClient) -> None:
    made = make_link(api)
    api.patch("/v1/rooms/board", json={"not_before": at(hours=1)})
    early = redeem(api, code=made["code"])
    api.patch("/v1/rooms/board", json={"not_before": None, "not_after": at(hours=-1)})
    late = redeem(api, code=made["code"])
    listed = api.get("/v1/rooms/board/entries").json()["items"][0]

    assert [one.json()["code"] for one in (early, late)] == ["entry_early", "entry_over"]
    assert (listed["state"], listed["used"]) == ("over", 0)


@pytest.mark.parametrize(
    "said",
    [
        {"code": "A" * 22},
        {"code": "../../etc"},
        {"code": "x" * 10_000},
        {"resume": "0" * 32 + "." + "A" * 22},
        {"resume": "nothing"},
    ],
)
def test_what_opens_nothing_is_answered_alike(api: TestClient, said: dict[str, str]) -> None:
    answer = redeem(api, **said)

    assert (answer.status_code, answer.json()["code"]) == (404, "entry_unknown")


@pytest.mark.parametrize(
    "said", [{}, {"code": "a", "resume": "b"}, {"code": "A" * 22, "browser": "short"}, {"cod": "x"}, {"code": 7}]
)
def test_a_body_that_is_none_is_refused_field_by_field(api: TestClient, said: dict[str, str]) -> None:
    assert redeem(api, **said).json()["code"] == "invalid_field"


def test_another_browsers_resume_secret_is_not_guessed_from_the_entry(api: TestClient) -> None:
    made = make_link(api)
    entrance = come_in(api, made)
    mine, theirs = entrance["resume"], f"{made['id']}.{'A' * 22}"

    assert mine != theirs
    assert redeem(api, resume=theirs).json()["code"] == "entry_unknown"
    # The user's name is seen by everybody in the meeting; the code cannot be had from it.
    assert redeem(api, code=entrance["user"].removeprefix("entry-")[:22]).json()["code"] == "entry_unknown"


def test_an_address_may_try_so_many_links_a_minute_and_those_that_open_cost_nothing(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = (time.time() // WINDOW_SECONDS + 1) * WINDOW_SECONDS
    monkeypatch.setattr("functions.rooms.entries.redeeming.time.time", lambda: began)
    made = make_link(api, uses=5)
    tries = [redeem(api, code="A" * 22).status_code for _ in range(MOST_TRIES - 1)]
    good = [redeem(api, code=made["code"]).status_code for _ in range(3)]
    last, over = redeem(api, code="A" * 22), redeem(api, code=made["code"])
    elsewhere = TestClient(create_app(SETTINGS), client=("203.0.113.9", 1), raise_server_exceptions=False)
    other = redeem(elsewhere, code=made["code"])
    monkeypatch.setattr("functions.rooms.entries.redeeming.time.time", lambda: began + WINDOW_SECONDS)
    after = redeem(api, code=made["code"])

    assert (set(tries), good, last.status_code) == ({404}, [200, 200, 200], 404)
    assert (over.status_code, over.json()["code"], over.headers["retry-after"]) == (429, "rate_limited", "60")
    assert (other.status_code, after.status_code) == (200, 200)


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_whoever_has_a_network_of_ipv6_is_one(host: str, network: str) -> None:
    class Asking:
        client = type("Address", (), {"host": host})

    assert networks.network_of(Asking()) == network  # type: ignore[arg-type]  # all of a request that counts


def test_no_row_of_the_limit_names_an_address(api: TestClient) -> None:
    redeem(api, code="A" * 22)

    assert "testclient" not in str([item.serialize() for item in AllowancesItem.scan()])


def test_the_token_is_for_its_conference_and_its_abilities_and_no_other(api: TestClient) -> None:
    api.put("/v1/rooms/other", json={})
    guest = {"Authorization": f"Bearer {come_in(api, make_link(api))['token']}"}
    host = {"Authorization": f"Bearer {come_in(api, make_link(api, role='moderator'))['token']}"}
    control = client()

    def status(headers: dict[str, str], method: str, path: str, body: object = None) -> int:
        return control.request(method, path, json=body, headers=headers).status_code

    assert status(guest, "GET", "/v1/conferences/internal") == 404
    # It is granted; there is just no meeting at the moment.
    assert control.get("/v1/conferences/board", headers=guest).json()["code"] == "conference_not_found"
    assert status(guest, "DELETE", "/v1/conferences/board/members") == 403
    assert status(host, "DELETE", "/v1/conferences/board/members") == 404
    assert status(host, "POST", "/v1/conferences/board/recordings", {}) == 403
    assert status(host, "GET", "/v1/audit") == 403
    assert api.get("/v1/rooms", headers=host).status_code == 403
    assert api.get("/v1/rooms", headers=bearer()).status_code == 200


def test_an_installation_without_its_addresses_makes_no_links(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "settings", replace(making.settings, call_page=""))
    answer = api.post("/v1/rooms/board/entries", json={})

    assert (answer.status_code, answer.json()["code"]) == (409, "wrong_state")
    assert "CALL_PAGE_URL" in answer.json()["detail"]


def test_a_link_outlives_the_first_key_of_a_rotation_and_not_the_last(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_link(api, uses=3)
    first = come_in(api, made)
    old = read(PinSettings).hash_keys[0]
    monkeypatch.setattr(redeeming, "pin_keys", ("another-key-that-is-long-enough-for-it", old))
    during = come_in(api, made)
    monkeypatch.setattr(redeeming, "pin_keys", ("another-key-that-is-long-enough-for-it",))
    after = redeem(api, resume=first["resume"])

    assert during["password"] == first["password"]
    assert (after.status_code, after.json()["code"]) == (410, "entry_over")


def test_tables_that_do_not_answer_are_told_as_503(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_link(api)

    def broken(*_: object, **__: object) -> None:
        raise base.TablesUnavailable("gone")

    monkeypatch.setattr(redeeming, "find_entry", broken)

    assert redeem(api, code=made["code"]).status_code == 503


def test_who_is_kept_out_of_the_meeting_comes_in_by_no_browser_until_it_ends(api: TestClient) -> None:
    made = make_link(api, uses=2)
    first = come_in(api, made)
    keep_out(Comer(user=first["user"]), "board")

    again, other = redeem(api, resume=first["resume"]), redeem(api, code=made["code"])
    end()

    assert [(one.status_code, one.json()["code"]) for one in (again, other)] == [(410, "entry_kept_out")] * 2
    assert redeem(api, code=made["code"]).status_code == 200
