"""`GET /v1/audit`: who did what, for whoever administers the domain and for nobody else."""

import csv
import io
import time
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from functions.mux_control.audit import reading
from functions.shared.audit.entry import Entry
from functions.shared.command_life.outcomes import Evidence, Step
from functions.shared.tables.history import audit as table
from functions.shared.tables.history.audit import AuditItem, append
from functions.shared.tables.history.people import forget_person
from tests.functions.control import bearer, start_conference
from tests.functions.mux_control.test_access import signed

HERE = "/v1/conferences/internal"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp()

pytestmark = pytest.mark.usefixtures("told")


def as_person(subject: str, token_id: str = "") -> dict[str, str]:
    """Somebody with all rights of the domain."""
    return {"Authorization": f"Bearer {signed(sub=subject, jti=token_id, can=['admin'])}"}


def entry(number: int = 0, **fields: object) -> Entry:
    """One that was written so many seconds after noon."""
    known = {"domain": "example.com", "at": NOON + number, "operation": f"o{number}", "result": "done"}
    return Entry(**{**known, **fields})  # type: ignore[arg-type]  # the test names real fields


def operations(answer: object) -> list[str]:
    return [item["operation"] for item in answer.json()["items"]]  # type: ignore[attr-defined]  # an answer of httpx


def test_it_says_who_whence_what_on_which_revision_and_under_which_request(api: TestClient) -> None:
    made = api.patch(HERE, json={"locked": True}, headers=as_person("Ada Lovelace", "token-7"))

    (shown,) = api.get("/v1/audit").json()["items"]

    pseudonym, at = shown.pop("pseudonym"), shown.pop("at")
    assert len(pseudonym) == 16
    assert abs(datetime.fromisoformat(at).timestamp() - time.time()) < 60
    assert shown == {
        "id": made.json()["id"], "operation": "update_conference", "result": "accepted", "subject": "Ada Lovelace",
        "token": "token-7", "address": "testclient", "conference": "internal", "object": None, "about": None,
        "fields": ["locked"], "command": made.json()["id"], "kinds": ["lock"], "revision": 17, "reason": None,
        "detail": None, "reply": None, "evidence": None, "steps": [], "request_id": made.headers["x-request-id"],
    }  # fmt: skip


def test_the_end_of_a_command_shows_reply_evidence_and_steps(api: TestClient) -> None:
    seen = Evidence(kind="event", event="lock", at="2026-01-01T12:00:00Z")
    append(entry(reply="+OK", evidence=seen, steps=(Step(kind="lock", state="confirmed"),), reason="x", detail="y"))

    (shown,) = api.get("/v1/audit").json()["items"]

    assert (shown["reply"], shown["reason"], shown["detail"]) == ("+OK", "x", "y")
    assert shown["evidence"] == {"kind": "event", "event": "lock", "at": "2026-01-01T12:00:00Z"}
    assert shown["steps"] == [{"kind": "lock", "state": "confirmed"}]
    assert (shown["subject"], shown["pseudonym"]) == (None, None)


def test_only_who_administers_the_domain_reads_it_and_only_that_domains(api: TestClient) -> None:
    api.patch(HERE, json={"locked": True})
    start_conference("theirs", domain="other.example")
    api.patch("/v1/conferences/theirs", json={"locked": True}, headers=bearer(domain="other.example"))
    everything_else = ("view", "control", "record", "stream", "call", "chat", "host", "observe", "operate")

    refused = api.get("/v1/audit", headers=bearer(*everything_else))
    theirs = api.get("/v1/audit", headers=bearer("admin", domain="other.example"))

    assert (refused.status_code, refused.json()["code"]) == (403, "missing_ability")
    assert [item["conference"] for item in theirs.json()["items"]] == ["theirs"]
    assert [item["conference"] for item in api.get("/v1/audit").json()["items"]] == ["internal"]


def test_a_token_for_some_conferences_sees_what_was_done_in_those(api: TestClient) -> None:
    start_conference("board")
    for name in ("internal", "board"):
        api.patch(f"/v1/conferences/{name}", json={"locked": True})
    api.put("/v1/layouts/mine", json={"images": [{"x": 0, "y": 0, "scale": 180}]})
    some = bearer("admin", conferences=("board",))

    shown = api.get("/v1/audit", headers=some).json()["items"]
    other = api.get("/v1/audit?conference=internal", headers=some)

    assert [item["conference"] for item in shown] == ["board"]
    assert (other.status_code, other.json()["code"]) == (404, "conference_not_found")
    assert len(api.get("/v1/audit").json()["items"]) == 3


def test_it_is_asked_for_by_conference_and_by_subject(api: TestClient) -> None:
    start_conference("board")
    for name, subject in (("internal", "Ada"), ("internal", "Bob"), ("board", "Ada")):
        api.patch(f"/v1/conferences/{name}", json={"locked": True}, headers=as_person(subject))

    def asked(**query: str) -> list[tuple[str, str]]:
        items = api.get("/v1/audit", params=query).json()["items"]
        return [(item["conference"], item["subject"]) for item in items]

    assert asked(conference="internal") == [("internal", "Bob"), ("internal", "Ada")]
    assert asked(subject="Ada") == [("board", "Ada"), ("internal", "Ada")]
    assert asked(subject="Ada", conference="board") == [("board", "Ada")]
    assert asked(subject="Grace") == []
    assert asked(conference="nothing") == []


def test_it_is_asked_for_by_time_the_newest_first(api: TestClient) -> None:
    for number in range(4):
        append(entry(number))

    def asked(**query: str) -> list[str]:
        return operations(api.get("/v1/audit", params=query))

    assert asked() == ["o3", "o2", "o1", "o0"]
    assert asked(**{"from": "2026-01-01T12:00:01Z", "to": "2026-01-01T12:00:03Z"}) == ["o2", "o1"]
    assert asked(**{"from": "2026-01-01T13:00:02+01:00"}) == ["o3", "o2"]
    assert asked(to="2026-01-01T12:00:00.5Z") == ["o0"]
    assert asked(to="2020-01-01T12:00:00Z") == []


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2026-01-01T12:00:00", "1767268800", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-05:00"],
)
def test_what_is_no_time_is_told(api: TestClient, name: str, text: str) -> None:
    answer = api.get("/v1/audit", params={name: text})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, name)
    assert "such as 2026" in answer.json()["errors"][0]["expected"]


def test_a_period_that_ends_before_it_begins_is_told_with_both_of_its_times(api: TestClient) -> None:
    early, late = "2026-01-01T12:00:00Z", "2026-01-01T13:30:00+01:00"

    answer = api.get("/v1/audit", params={"from": late, "to": early})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_field")
    assert [(one["field"], one["value"], one["expected"]) for one in answer.json()["errors"]] == [
        ("from", late, f"{early} or earlier"), ("to", early, f"{late} or later")
    ]  # fmt: skip
    assert api.get("/v1/audit", params={"from": early, "to": early}).json()["items"] == []


def test_two_times_that_are_none_are_told_at_once(api: TestClient) -> None:
    answer = api.get("/v1/audit", params={"from": "yesterday", "to": "today"})

    assert [one["field"] for one in answer.json()["errors"]] == ["from", "to"]


def test_pages_follow_each_other_without_a_gap_or_a_double(api: TestClient) -> None:
    for number in range(7):
        append(entry(number, conference="internal" if number % 2 else ""))

    shown, cursor, pages = [], None, 0
    while pages == 0 or cursor is not None:
        query = {"limit": "3", **({} if cursor is None else {"cursor": cursor})}
        answer = api.get("/v1/audit", params=query).json()
        shown += [item["operation"] for item in answer["items"]]
        cursor, pages = answer["next"], pages + 1

    assert (shown, pages) == ([f"o{number}" for number in reversed(range(7))], 3)


def test_a_request_reads_so_many_rows_and_no_more_and_the_next_one_goes_on(
    api: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "PAGE_ROWS", 2)
    monkeypatch.setattr(table, "MOST_ROWS", 4)
    for number in range(7):
        append(entry(number, conference="internal" if number == 0 else "board"))

    first = api.get("/v1/audit?conference=internal").json()
    second = api.get("/v1/audit", params={"conference": "internal", "cursor": first["next"]}).json()

    assert first["items"] == []
    assert ([item["operation"] for item in second["items"]], second["next"]) == (["o0"], None)


def test_another_domains_cursor_is_none(api: TestClient) -> None:
    for number in range(2):
        append(entry(number))
    cursor = api.get("/v1/audit?limit=1").json()["next"]

    answer = api.get(f"/v1/audit?cursor={cursor}", headers=bearer("admin", domain="other.example"))

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "cursor")


def test_what_is_over_or_cannot_be_read_hides_nothing_else(api: TestClient) -> None:
    append(entry(0))
    append(entry(1, expires=time.time() - 1))
    append(entry(2))
    broken = AuditItem.get("example.com", entry(2).key.partition("#")[0] + "#" + _id_of(2))
    broken.body = "{"
    broken.save()

    assert operations(api.get("/v1/audit")) == ["o0"]


def _id_of(number: int) -> str:
    begins = entry(number).key.partition("#")[0]
    (item,) = AuditItem.query("example.com", AuditItem.key.startswith(begins))
    return str(item.key).partition("#")[2]


@pytest.mark.parametrize(
    ("query", "accept", "media"),
    [
        ("", "text/csv", "text/csv; charset=utf-8"),
        ("", "text/html, text/csv;q=0.9, */*", "text/csv; charset=utf-8"),
        ("", "application/json, text/csv", "application/json"),
        ("", "*/*", "application/json"),
        ("", "image/png", "application/json"),
        ("?format=csv", "application/json", "text/csv; charset=utf-8"),
        ("?format=json", "text/csv", "application/json"),
    ],
)
def test_it_is_csv_for_whoever_asks_for_that(api: TestClient, query: str, accept: str, media: str) -> None:
    assert api.get(f"/v1/audit{query}", headers={"Accept": accept}).headers["content-type"] == media


def test_another_format_is_told(api: TestClient) -> None:
    answer = api.get("/v1/audit?format=xml")

    assert (answer.status_code, answer.json()["errors"][0]["expected"]) == (422, "json or csv")


def test_csv_has_a_column_for_each_field_no_formulas_and_a_link_to_the_next_page(api: TestClient) -> None:
    api.patch(HERE, json={"locked": True}, headers=as_person('=HYPERLINK("http://evil.example")'))
    append(entry(0, reply="+OK locked"))

    first = api.get("/v1/audit?format=csv&limit=1&conference=internal")
    # The table that was fetched has an entry, too.
    whole = api.get("/v1/audit?format=csv&limit=2")
    follow = whole.headers["link"].partition(">")[0].removeprefix("<")
    (row,), (second,) = _rows(first.text), _rows(api.get(follow).text)

    assert tuple(row) == reading.AuditEntry.__struct_fields__
    assert row["subject"] == '\'=HYPERLINK("http://evil.example")'
    assert (second["operation"], second["reply"]) == ("o0", "'+OK locked")
    assert [one["operation"] for one in _rows(whole.text)] == ["get_audit", "update_conference"]
    assert whole.headers["link"].endswith('>; rel="next"')
    assert whole.headers["content-disposition"] == 'attachment; filename="audit.csv"'
    assert "link" not in api.get(follow).headers


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_who_was_erased_has_no_name_token_or_address_any_more_and_a_new_pseudonym_afterwards(api: TestClient) -> None:
    api.patch(HERE, json={"locked": True}, headers=as_person("Ada Lovelace", "token-7"))
    (before,) = api.get("/v1/audit").json()["items"]

    assert forget_person("example.com", "Ada Lovelace") == before["pseudonym"]

    (after,) = api.get("/v1/audit").json()["items"]
    gone = {"subject": None, "token": None, "address": None}
    assert after == {**before, **gone}
    assert api.get("/v1/audit", params={"subject": "Ada Lovelace"}).json()["items"] == []
    assert api.get("/v1/audit", params={"subject": before["pseudonym"]}).json()["items"] == [after]


def test_the_description_knows_both_kinds(api: TestClient) -> None:
    described = api.get("/v1/openapi.json").json()["paths"]["/v1/audit"]["get"]

    assert set(described["responses"]["200"]["content"]) == {"application/json", "text/csv"}
    assert described["x-abilities"] == ["admin"]
