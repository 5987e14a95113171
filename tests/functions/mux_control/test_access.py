"""Who may do what: 401, 403, 404, 410, 429 and 503."""

import time

import jwt
import pytest
from starlette.testclient import TestClient

from functions.mux_control.operations import OPERATIONS
from functions.shared.api.operation import Operation
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import ENDED_SECONDS
from functions.shared.tables.fleet.leases import release_lease
from functions.shared.tables.known.revocations import forget_revocations, known_revocations
from functions.shared.tables.revocations import revoke_token
from tests.functions.control import ADA, SETTINGS, bearer, client, node, start_conference
from tests.permissions import acting

(SECRET,) = SETTINGS.token_secrets
CLAIMS = {"sub": "me", "domain": "example.com", "conferences": ["*"], "can": ["view"], "exp": int(time.time()) + 3600}

PLACES = {
    "conference": "internal",
    "member": ADA,
    "command": "x",
    "recording": "x",
    "stream": "x",
    "layout": "x",
    "asset": "x",
    "scene": "x",
    "still": "x",
    "group": "x",
    "meeting": "x",
    "webhook": "x",
    "delivery": "x",
    "person": "0123456789abcdef0123",
    "node": "fs1",
}
PATHS = [(operation, operation.path.format(**PLACES)) for operation in OPERATIONS]
GUARDED = [(operation, path) for operation, path in PATHS if not operation.public]


def signed(secret: str = SECRET, algorithm: str = "HS256", **claims: object) -> str:
    return jwt.encode(
        {name: value for name, value in (CLAIMS | claims).items() if value is not None}, secret, algorithm
    )


@pytest.mark.parametrize(("operation", "path"), GUARDED, ids=lambda value: getattr(value, "name", ""))
def test_nothing_is_answered_without_a_token(api: TestClient, operation: Operation, path: str) -> None:
    answer = api.request(operation.method, path, headers={"Authorization": ""})

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_only_the_description_needs_none_whatever_comes_with_it(api: TestClient) -> None:
    answer = api.get("/v1/openapi.json", headers={"Authorization": "Bearer nonsense"})

    assert [operation.name for operation, _ in PATHS if operation.public] == ["get_description"]
    assert (answer.status_code, answer.json()["openapi"][:3]) == (200, "3.1")


@pytest.mark.parametrize(("operation", "path"), PATHS, ids=lambda value: getattr(value, "name", ""))
def test_no_browser_keeps_frames_or_guesses_at_an_answer(api: TestClient, operation: Operation, path: str) -> None:
    for headers in ({}, {"Authorization": ""}):
        answer = api.request(operation.method, path, headers=headers)

        assert "no-store" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/docs", "/healthz", "/nothing"])
def test_no_browser_keeps_frames_or_guesses_at_a_page(api: TestClient, path: str) -> None:
    answer = api.get(path)

    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "token",
    [
        signed(exp=1_000_000_000),
        signed(secret="another-secret-that-is-long-enough"),
        signed(algorithm="HS384"),
        jwt.encode(CLAIMS, "", "none"),
        signed(exp=None),
        signed(sub=None),
        signed(domain=None),
        signed(domain=7),
        signed(conferences="*"),
        signed(nbf=3_000_000_000),
        signed(sub="\u202eme"),
        signed(sub="me\nothers"),
        "not.a.token",
        "ü",
        "x" * 10_000,
    ],
    ids=[
        "expired", "wrong secret", "wrong algorithm", "unsigned", "endless", "nobody's", "no domain", "odd domain",
        "odd conferences", "not yet", "a name written backwards", "two lines", "garbage",
        "not ascii", "too long",
    ],
)  # fmt: skip
def test_a_bad_token_is_refused(api: TestClient, token: str) -> None:
    answer = api.get("/v1/conferences", headers={b"Authorization": f"Bearer {token}".encode()})

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    # RFC 9110: parameters of a challenge have commas between them.
    assert answer.headers["www-authenticate"] == 'Bearer realm="freeswitch-functions", error="invalid_token"'


def test_a_good_token_is_taken(api: TestClient) -> None:
    assert api.get("/v1/conferences", headers={"Authorization": f"bearer {signed()}"}).status_code == 200


def test_a_tokens_domain_is_the_same_in_capitals(api: TestClient) -> None:
    answer = api.get("/v1/conferences", headers=bearer(domain="Example.COM"))

    assert "internal" in [conference["name"] for conference in answer.json()["items"]]


CHANGING = [
    ("PATCH", "", {"locked": True}, "control"),
    ("PATCH", f"/members/{ADA}", {"muted": True}, "control"),
    ("DELETE", f"/members/{ADA}", None, "control"),
    ("POST", "/commands", {"kind": "lock", "locked": True}, "control"),
    ("POST", "/commands", {"kind": "dial", "user": "1002"}, "call"),
    ("POST", "/commands", {"kind": "start_recording"}, "record"),
    ("POST", "/commands", {"kind": "start_stream", "url": "rtmp://example.com/live"}, "stream"),
    ("POST", "/scenes", {"steps": [{"kind": "lock", "locked": True}]}, "control"),
    ("POST", "/scenes", {"steps": [{"kind": "lock", "locked": True}, {"kind": "dial", "user": "1002"}]}, "call"),
    ("POST", "/calls", {"user": "1002"}, "call"),
    ("POST", "/recordings", {}, "record"),
    ("POST", "/streams", {"url": "rtmp://example.com/live"}, "stream"),
]


@pytest.mark.parametrize(("method", "path", "body", "ability"), CHANGING)
def test_an_ability_that_is_missing_is_named(
    api: TestClient, method: str, path: str, body: object, ability: str
) -> None:
    held = {"view", "control", "record", "stream", "call"} - {ability}

    answer = api.request(method, f"/v1/conferences/internal{path}", json=body, headers=bearer(*held))

    assert (answer.status_code, answer.json()["code"]) == (403, "missing_ability")
    assert repr(ability) in answer.json()["detail"]


HOSTED: list[tuple[str, str, object]] = [
    ("PATCH", "", {"locked": True}),
    ("PATCH", f"/members/{ADA}", {"muted": True}),
    ("PATCH", f"/members/{ADA}", {"muted": False, "name": "Ada L.", "video_muted": True}),
    ("PATCH", f"/members/{ADA}", {"banner": {"text": "Ada"}}),
    ("DELETE", f"/members/{ADA}", None),
    ("DELETE", f"/members/{ADA}?hangup=true", None),
    ("DELETE", "/members", None),
    ("POST", "/commands", {"kind": "kick", "member": ADA}),
    ("POST", "/scenes", {"steps": [{"kind": "lock", "locked": True}, {"kind": "mute", "member": ADA, "muted": True}]}),
]
NOT_HOSTED: list[tuple[str, str, object]] = [
    ("PATCH", "", {"layout": "2x2"}),
    ("PATCH", "", {"locked": True, "layout": "2x2"}),
    ("PATCH", f"/members/{ADA}", {"deaf": True}),
    ("PATCH", f"/members/{ADA}", {"muted": True, "slot": "presenter"}),
    ("POST", "/commands", {"kind": "transfer", "member": ADA, "conference": "internal"}),
    ("POST", "/scenes", {"steps": [{"kind": "lock", "locked": True}, {"kind": "clear_slots"}]}),
    ("POST", "/slots/clear", None),
    ("PUT", "/stage", {"layout": "2x2"}),
    ("PATCH", "/stage", {"newcomers": "leave"}),
    ("POST", "/recordings", {}),
]


def as_host(api: TestClient, method: str, path: str, body: object, *can: str) -> int:
    answer = api.request(method, f"/v1/conferences/internal{path}", json=body, headers=bearer(*can))
    return answer.status_code


@pytest.mark.parametrize(("method", "path", "body"), HOSTED)
def test_a_host_may_do_what_a_meetings_host_needs_and_a_participant_may_not(
    api: TestClient, method: str, path: str, body: object
) -> None:
    assert as_host(api, method, path, body, "view", "chat", "host") == 202
    assert as_host(api, method, path, body, "view", "chat") == 403


@pytest.mark.parametrize(("method", "path", "body"), NOT_HOSTED)
def test_a_host_may_not_do_what_needs_more(api: TestClient, method: str, path: str, body: object) -> None:
    assert as_host(api, method, path, body, "view", "chat", "host") == 403


def test_reading_needs_view(api: TestClient) -> None:
    paths = ["", "/internal", "/internal/members", "/internal/recordings", "/internal/streams"]

    answers = [api.get(f"/v1/conferences{path}", headers=bearer("control")) for path in paths]

    assert [answer.status_code for answer in answers] == [403] * len(paths)


def test_admin_may_do_everything(api: TestClient) -> None:
    answers = [
        api.request(method, f"/v1/conferences/internal{path}", json=body, headers=bearer("admin")).status_code
        for method, path, body, ability in CHANGING
        if ability != "call"
    ]

    assert set(answers) == {202}


@pytest.mark.parametrize(
    ("name", "token", "status"),
    [
        ("internal", bearer(), 202),
        ("nowhere", bearer(), 404),
        ("theirs", bearer(), 404),
        ("internal", bearer(domain="other.example"), 404),
        ("internal", bearer(conferences=("external",)), 404),
        ("internal", bearer("view", conferences=("external",)), 404),
        ("ended", bearer(), 410),
        ("ended", bearer(domain="other.example"), 404),
        ("ended long ago", bearer(), 404),
        ("unowned", bearer(), 404),
        ("%00%0A", bearer(), 404),
    ],
)
def test_what_is_not_ours_is_not_found(api: TestClient, name: str, token: dict[str, str], status: int) -> None:
    start_conference("theirs", domain="other.example")
    start_conference("ended")
    end_conference("ended", "meeting-ended", now=time.time() - 60)
    start_conference("ended long ago")
    end_conference("ended long ago", "meeting-ended long ago", now=time.time() - ENDED_SECONDS - 60)

    answer = api.patch(f"/v1/conferences/{name}", json={"locked": True}, headers=token)

    assert answer.status_code == status


def test_another_domains_conference_looks_like_none(api: TestClient) -> None:
    start_conference("theirs", domain="other.example")

    theirs, none = (api.get(f"/v1/conferences/{name}").json() for name in ("theirs", "neverr"))

    assert theirs.pop("request_id") != none.pop("request_id")
    assert str(theirs).replace("theirs", "") == str(none).replace("neverr", "")


def test_a_node_without_a_relay_is_503(api: TestClient) -> None:
    release_lease("fs1", owner="relay-1")
    node("fs2", beat=16, switch=16)
    start_conference("elsewhere", node="fs2")

    answers = [api.patch(f"/v1/conferences/{name}", json={"locked": True}) for name in ("internal", "elsewhere")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(503, "node_unserved")] * 2
    assert [answer.headers["retry-after"] for answer in answers] == ["5", "5"]


@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_tables_that_do_not_answer_are_503(api: TestClient, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def gone(*_: object) -> None:
        raise TablesUnavailable("gone")

    monkeypatch.setattr("functions.shared.api.sight.presence.find_own_conference", gone)

    answer = api.request(method, "/v1/conferences/internal", json={"locked": True})

    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "unavailable", "1")


def test_a_token_that_asks_too_often_is_told_when_to_come_back(queue: str) -> None:
    slow = client(type(SETTINGS)(token_secrets=(SECRET,), requests_at_once=2, requests_per_second=0.1))

    answers = [slow.get("/v1/conferences") for _ in range(3)]
    other = slow.get("/v1/conferences", headers={"Authorization": f"Bearer {signed(sub='another')}"})

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "rate_limited"
    assert 1 <= int(answers[2].headers["retry-after"]) <= 10
    assert other.status_code == 200


@pytest.mark.parametrize("path", ["conferences/{x}", "conferences/{x}/members", "commands/{x}", "layouts/{x}"])
def test_a_name_too_long_for_a_key_is_not_found_and_not_looked_up(api: TestClient, path: str) -> None:
    # DynamoDB (not moto) refuses keys over 2048 bytes, which would be a 503 and an alarm.
    known_revocations("example.com")

    with acting("MuxControlFunction") as used:
        answer = api.get(f"/v1/{path.format(x='x' * 2049)}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert used == set()


@pytest.mark.parametrize("name", ["", "a b", "x" * 3000, "internal@stills"])
def test_a_token_may_name_what_is_no_conference(api: TestClient, name: str) -> None:
    known_revocations("example.com")

    with acting("MuxControlFunction") as used:
        answer = api.get("/v1/conferences", headers=bearer(conferences=(name,)))

    assert (answer.status_code, answer.json()) == (200, {"items": [], "next": None})
    assert used == set()


def test_a_revoked_token_gets_401(api: TestClient) -> None:
    revoke_token("example.com", "the-token-s-id", until=time.time() + 60)
    forget_revocations()

    answer = api.get("/v1/conferences", headers={"Authorization": f"Bearer {signed(jti='the-token-s-id')}"})

    assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token")
    assert "revoked" in answer.json()["detail"]
