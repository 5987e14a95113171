"""Meetings that were, as who administers a domain sees them."""

import csv
import io
import time
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.shared.meetings.meeting import Meeting, MeetingOutput, Stay
from functions.shared.tables.history.meetings import MeetingsItem, end_meeting, write_stays
from functions.shared.tables.provisioned.users import UsersItem, forget_domains
from functions.sweep.settled_meetings import settle_meetings
from tests.functions.control import ADA, BOB, bearer
from tests.functions.mux_control.outputs.rows import recording

DAY = 24 * 3600


def at(hour: int, minute: int = 0) -> str:
    return f"2026-01-01T{hour:02}:{minute:02}:00.000Z"


def stay(call: str = ADA, *, joined: int = 10, left: int = 11, **more: Any) -> Stay:
    return Stay(uuid=call, joined_at=at(joined), left_at=at(left), **more)


def was(
    uuid: str = "m1",
    *stays: Stay,
    hour: int = 10,
    conference: str = "internal",
    domain: str = "example.com",
    outputs: tuple[MeetingOutput, ...] = (),
    settled: bool = True,
) -> None:
    """A meeting that is over, as a relay wrote it, and as the sweep left it."""
    write_stays([(uuid, one) for one in stays], now=time.time())
    meeting = Meeting(
        uuid=uuid, conference=conference, domain=domain, node="fs1", started_at=at(hour), ended_at=at(hour + 1),
        outputs=outputs,
    )  # fmt: skip
    end_meeting(meeting, now=time.time())
    if settled:
        settle_meetings(lambda: True, now=time.time())


def listed(api: TestClient, **query: Any) -> list[str]:
    answer = api.get("/v1/meetings", params={name.rstrip("_"): value for name, value in query.items()})
    assert answer.status_code == 200, answer.text
    return [one["uuid"] for one in answer.json()["items"]]


def test_a_meeting_tells_who_came_and_went_when_and_why(api: TestClient) -> None:
    recording("ready", output_id="r1", meeting="m1")
    outputs = (MeetingOutput(kind="recording", id="r1", name="weekly"), MeetingOutput(kind="stream", id="gone"))
    was(
        "m1",
        stay(ADA, user="1001", name="Ada", moderator=True, cause="NORMAL_CLEARING"),
        stay(BOB, user="1000", name="Bob", joined=10, left=11, cause="kicked"),
        outputs=outputs,
    )

    shown = api.get("/v1/meetings/m1").json()

    assert (shown["from"], shown["to"], shown["seconds"]) == (at(10), at(11), 3600)
    assert (shown["peak"], shown["stays"], shown["moderators"]) == (2, 2, [ADA])
    assert [(one["user"], one["name"], one["cause"], one["seconds"]) for one in shown["members"]] == [
        ("1001", "Ada", "NORMAL_CLEARING", 3600),
        ("1000", "Bob", "kicked", 3600),
    ]
    assert [(one["id"], one["state"]) for one in shown["outputs"]] == [("r1", "ready"), ("gone", None)]
    assert shown["next"] is None


def test_meetings_are_listed_newest_first_page_by_page(api: TestClient) -> None:
    for number in range(5):
        was(f"m{number}", hour=10 + number)
    first = api.get("/v1/meetings", params={"limit": 2}).json()
    second = api.get("/v1/meetings", params={"limit": 2, "cursor": first["next"]}).json()
    third = api.get("/v1/meetings", params={"limit": 2, "cursor": second["next"]}).json()

    pages = [[one["uuid"] for one in page["items"]] for page in (first, second, third)]
    assert pages == [["m4", "m3"], ["m2", "m1"], ["m0"]]
    assert third["next"] is None


def test_meetings_are_asked_for_by_conference_and_time(api: TestClient) -> None:
    was("early", hour=8)
    was("ours", hour=10)
    was("elsewhere", hour=12, conference="external")

    assert listed(api, conference="internal") == ["ours", "early"]
    # `from` is in, `to` is not.
    assert listed(api, from_="2026-01-01T10:00:00Z") == ["elsewhere", "ours"]
    assert listed(api, to="2026-01-01T10:00:00Z") == ["early"]
    assert listed(api, from_="2026-01-01T10:00:00+02:00", to="2026-01-01T11:00:00Z") == ["ours", "early"]


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_time_that_is_none_is_refused(api: TestClient, name: str) -> None:
    answer = api.get("/v1/meetings", params={name: "yesterday"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, name)


def test_a_period_that_ends_before_it_begins_is_refused(api: TestClient) -> None:
    answer = api.get("/v1/meetings", params={"from": "2026-01-02T00:00:00Z", "to": "2026-01-01T00:00:00Z"})

    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, ["from", "to"])


def test_whoever_administers_some_conferences_sees_those_alone(api: TestClient) -> None:
    was("ours")
    was("theirs", conference="external")
    some = bearer("admin", conferences=("internal",))

    assert [one["uuid"] for one in api.get("/v1/meetings", headers=some).json()["items"]] == ["ours"]
    assert api.get("/v1/meetings/ours", headers=some).status_code == 200
    assert api.get("/v1/meetings/theirs", headers=some).status_code == 404
    assert api.get("/v1/meetings/theirs.csv", headers=some).status_code == 404


@pytest.mark.parametrize("path", ["/v1/meetings", "/v1/meetings/m1", "/v1/meetings/m1.csv"])
def test_it_takes_the_ability_to_administer(api: TestClient, path: str) -> None:
    was("m1")

    assert api.get(path, headers=bearer("view", "control", "record", "host")).status_code == 403


def test_another_domains_meetings_are_not_there(api: TestClient) -> None:
    was("theirs", stay(), domain="other.example")

    assert listed(api) == []
    assert api.get("/v1/meetings/theirs").status_code == 404
    assert api.get("/v1/meetings/theirs", headers=bearer(domain="other.example")).status_code == 200


def test_many_stays_come_in_pages(api: TestClient) -> None:
    was("m1", *[stay(f"call-{number}", joined=number) for number in range(5)])
    first = api.get("/v1/meetings/m1", params={"limit": 3}).json()
    then = api.get("/v1/meetings/m1", params={"limit": 3, "cursor": first["next"]}).json()

    calls = [[one["uuid"] for one in page["members"]] for page in (first, then)]
    assert calls == [["call-0", "call-1", "call-2"], ["call-3", "call-4"]]
    assert (first["peak"], then["next"]) == (5, None)


def test_a_table_for_a_spreadsheet_has_no_formula(api: TestClient) -> None:
    was("m1", stay(name='=HYPERLINK("x")', user="1001"), stay(BOB, joined=11, name="Bob"))
    answer = api.get("/v1/meetings/m1.csv", params={"limit": 1})
    rows = list(csv.DictReader(io.StringIO(answer.text)))

    assert answer.headers["content-type"].startswith("text/csv")
    assert [row["name"] for row in rows] == ['\'=HYPERLINK("x")']
    assert 'rel="next"' in answer.headers["link"]
    rest = api.get(answer.headers["link"].partition("<")[2].partition(">")[0])
    assert [row["name"] for row in csv.DictReader(io.StringIO(rest.text))] == ["Bob"]
    assert "link" not in rest.headers


def test_one_that_has_just_ended_is_there_and_not_counted_yet(api: TestClient) -> None:
    was("m1", stay(), settled=False)
    shown = api.get("/v1/meetings/m1").json()

    assert (shown["peak"], shown["stays"], len(shown["members"])) == (None, None, 1)
    assert listed(api) == []


@pytest.mark.parametrize(("days", "kept"), [(None, 90), (7, 7), (0, None)])
def test_a_domain_says_for_how_long_its_meetings_are_kept(api: TestClient, days: int | None, kept: int | None) -> None:
    body = '{"name":"example.com"}' if days is None else f'{{"name":"example.com","meeting_days":{days}}}'
    UsersItem("example.com", "#", body=body).save()
    forget_domains()
    was("m1", stay())

    for item in MeetingsItem.scan():
        left = None if item.expires is None else round((float(item.expires) - time.time()) / DAY)
        assert (item.key, left) == (item.key, kept)


def test_what_has_expired_is_gone_before_dynamodb_forgets_it(api: TestClient) -> None:
    was("m1", stay())
    for item in MeetingsItem.scan():
        item.expires = int(time.time()) - 1
        item.save()

    assert listed(api) == []
    assert api.get("/v1/meetings/m1").status_code == 404


def test_one_that_ended_once_more_is_counted_once_more_and_listed_once(api: TestClient) -> None:
    # The sweep ended it with its node, which came back with it.
    was("m1", stay())
    was("m1", stay(), stay(BOB, joined=11, left=12), hour=11)

    assert listed(api) == ["m1"]
    assert api.get("/v1/meetings/m1").json()["stays"] == 2


def test_whoever_is_sent_a_name_that_is_none_is_told_so(api: TestClient) -> None:
    assert api.get("/v1/meetings/none").json()["code"] == "meeting_not_found"
