"""A node that is gone: what it held is shown as lost, ends, is found again, and is in nobody's way."""

from unittest.mock import patch

import pytest
from starlette.testclient import TestClient

from functions.shared.api.sight.output_sight import FORLORN_SECONDS
from functions.shared.tables import base
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.outputs import find_output
from functions.shared.tables.known.nodes import DOUBTED_SECONDS, KNOWN_SECONDS, forget_nodes
from functions.shared.tables.known.people import who_is
from functions.shared.tables.known.revocations import known_revocations
from functions.shared.tables.nodes import LOST_SECONDS, OVER_SECONDS, NodesItem
from functions.shared.tables.own_rows import find_own_conference
from tests.functions.control import bearer, node, start_conference
from tests.functions.mux_control.outputs.rows import recording, stream
from tests.functions.mux_control.picture.test_stills import keep
from tests.functions.mux_control.stage_wishes import PATH, WISH
from tests.functions.mux_control.test_switch_down import ENTRANCES, another_node_is_well

# Who waits is in a conference of their own, which has a node of its own.
OF_THE_CONFERENCE = [name for name in ENTRANCES if not name.endswith("_waiting")]

pytestmark = pytest.mark.usefixtures("told")
CONFERENCE = "/v1/conferences/internal"
LOST, OVER = LOST_SECONDS + 1, OVER_SECONDS + 1


def calls_of(api: TestClient, method: str, path: str, body: object = None, **headers: str) -> list[str]:
    """What a request asks DynamoDB, in order."""
    client = base.shared_connection().client
    with patch.object(client, "_make_api_call", wraps=client._make_api_call) as calls:
        assert api.request(method, path, json=body, headers=headers).status_code < 300
        return [call.args[0] for call in calls.call_args_list]


@pytest.mark.parametrize(
    ("seconds", "state"), [(0, "up"), (LOST_SECONDS - 1, "up"), (LOST, "lost"), (OVER_SECONDS - 1, "lost")]
)
def test_a_conference_is_lost_twenty_seconds_after_its_node_was_heard_of(
    api: TestClient, seconds: float, state: str
) -> None:
    node(beat=seconds, switch=seconds)

    shown, (listed,) = api.get(CONFERENCE).json(), api.get("/v1/conferences").json()["items"]
    (named,) = api.get("/v1/conferences", headers=bearer(conferences=("internal",))).json()["items"]

    assert {shown["node_state"], listed["node_state"], named["node_state"]} == {state}
    assert shown["as_of"] == listed["as_of"] == named["as_of"]
    assert len(shown["members"]) == 2


@pytest.mark.parametrize("entrance", OF_THE_CONFERENCE)
def test_no_change_is_taken_for_what_is_lost(api: TestClient, entrance: str) -> None:
    another_node_is_well()
    recording("live")
    stream("live")
    node(beat=LOST, switch=LOST)
    method, path, body = ENTRANCES[entrance]

    answer = api.request(method, CONFERENCE + path, json=body)

    assert (answer.status_code, answer.json()["code"]) == (503, "node_unserved")
    assert list(CommandsItem.scan()) == []


@pytest.mark.parametrize("entrance", OF_THE_CONFERENCE)
def test_five_minutes_later_it_has_ended_with_its_reason(api: TestClient, entrance: str) -> None:
    recording("live")
    stream("live")
    node(beat=OVER, switch=OVER)
    method, path, body = ENTRANCES[entrance]

    answers = [api.request(method, CONFERENCE + path, json=body), api.get(CONFERENCE), api.get(f"{CONFERENCE}/canvas")]
    for answer in answers:
        problem = answer.json()
        assert (answer.status_code, problem["code"], problem["reason"]) == (410, "conference_ended", "node_lost")
        assert "then its node was lost" in problem["detail"]
    assert api.get("/v1/conferences").json() == {"items": [], "next": None}
    assert api.get("/v1/conferences", headers=bearer(conferences=("internal",))).json()["items"] == []


def test_after_a_day_it_was_never_there(api: TestClient) -> None:
    node(beat=24 * 3600 + 1, switch=24 * 3600 + 1)

    assert (api.get(CONFERENCE).status_code, api.get(CONFERENCE).json()["code"]) == (404, "conference_not_found")


def test_a_node_whose_row_is_gone_has_no_conferences(api: TestClient) -> None:
    NodesItem("fs1").delete()
    forget_nodes()

    assert (api.get(CONFERENCE).status_code, api.get(CONFERENCE).json()["reason"]) == (410, "node_lost")
    assert api.get("/v1/conferences").json()["items"] == []


def test_it_is_found_again_when_the_node_comes_back(api: TestClient, queue: str) -> None:
    node(beat=OVER, switch=OVER)
    assert api.get(CONFERENCE).status_code == 410
    node(queue=queue)

    shown = api.get(CONFERENCE).json()
    assert (shown["uuid"], shown["node_state"]) == ("meeting-internal", "up")
    assert api.patch(CONFERENCE, json={"locked": True}).status_code == 202


def test_what_another_node_holds_is_listed_beside_it_and_pages_lead_through(api: TestClient) -> None:
    node("fs2", beat=OVER, switch=OVER)
    node("fs3", beat=LOST, switch=LOST)
    for number in range(4):
        start_conference(f"gone-{number}", node="fs2")
    start_conference("lost", node="fs3")

    found: list[tuple[str, str]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = api.get(f"/v1/conferences?limit=2&cursor={cursor}" if cursor else "/v1/conferences?limit=2").json()
        found += [(entry["name"], entry["node_state"]) for entry in page["items"]]
        cursor = page["next"]

    assert found == [("internal", "up"), ("lost", "lost")]


def test_whoever_knows_a_revision_is_told_that_its_node_was_lost(api: TestClient, queue: str) -> None:
    tag = api.get(CONFERENCE).headers["etag"]
    assert api.get(CONFERENCE, headers={"If-None-Match": tag}).status_code == 304
    node(beat=LOST, switch=LOST)
    told = api.get(CONFERENCE, headers={"If-None-Match": tag})
    again = api.get(CONFERENCE, headers={"If-None-Match": told.headers["etag"]})
    node(queue=queue)

    assert (told.status_code, again.status_code) == (200, 304)
    # It is the same revision all the same.
    assert api.patch(CONFERENCE, json={"locked": True}, headers={"If-Match": told.headers["etag"]}).status_code == 202


def test_a_wish_for_the_picture_of_a_lost_conference_is_kept(api: TestClient, told: list[object]) -> None:
    node(beat=LOST, switch=LOST)

    answer = api.put(PATH, json=WISH)

    assert (answer.status_code, answer.json()["node_state"], answer.json()["command"]) == (200, "lost", None)
    assert api.get(PATH).json()["stage"] == WISH
    assert told == []


@pytest.mark.parametrize(
    ("state", "shown"),
    [("starting", "interrupted"), ("live", "interrupted"), ("interrupted", "interrupted"), ("stopping", "stopping"),
     ("processing", "processing")],
)  # fmt: skip
def test_a_recording_of_a_lost_node_is_not_said_to_run(api: TestClient, state: str, shown: str) -> None:
    recording(state)  # type: ignore[arg-type]  # one of its words
    node(beat=LOST, switch=LOST)
    path = f"{CONFERENCE}/recordings"

    told = [api.get(path).json()["items"][0], api.get(f"{path}/r1").json(), api.get(CONFERENCE).json()["recordings"][0]]

    assert {(one["state"], one["reason"]) for one in told} == {(shown, "node_lost")}


@pytest.mark.parametrize("state", ["ready", "failed"])
def test_what_was_over_before_stays_so(api: TestClient, state: str) -> None:
    recording(state)  # type: ignore[arg-type]  # one of its words
    stream(state)  # type: ignore[arg-type]  # one of its words
    node(beat=OVER, switch=OVER)

    for noun, output in (("recordings", "r1"), ("streams", "s1")):
        shown = api.get(f"{CONFERENCE}/{noun}/{output}").json()
        assert (shown["state"], shown["reason"]) == (state, None)


def test_a_stream_is_given_up_with_its_conference_a_recording_a_day_later(api: TestClient) -> None:
    recording("live")
    stream("live")
    told = []
    for seconds in (LOST, OVER, FORLORN_SECONDS + 1):
        node(beat=seconds, switch=seconds)
        told.append(tuple(api.get(f"{CONFERENCE}/{path}").json()["state"] for path in ("streams/s1", "recordings/r1")))

    assert told == [("interrupted", "interrupted"), ("failed", "interrupted"), ("failed", "failed")]


def test_a_recording_that_was_given_up_can_be_deleted_and_its_node_erases_it_if_it_comes_back(api: TestClient) -> None:
    recording("live")
    node(beat=FORLORN_SECONDS + 1, switch=FORLORN_SECONDS + 1)

    assert api.delete(f"{CONFERENCE}/recordings/r1").status_code == 204
    row = find_output("internal", "recording", "r1")
    assert row is not None
    assert (row.job.erase, row.is_open) == (True, True)
    assert api.get(f"{CONFERENCE}/recordings/r1").status_code == 404


def test_a_still_that_was_not_stored_yet_lies_in_the_memory_of_its_node(api: TestClient) -> None:
    keep("processing")
    told = []
    for seconds in (0, LOST, OVER):
        node(beat=seconds, switch=seconds)
        shown = api.get(f"{CONFERENCE}/stills/p1").json()
        told.append((shown["state"], shown["reason"]))

    assert told == [("processing", None), ("processing", "node_lost"), ("failed", "node_lost")]


def test_a_request_makes_the_same_few_table_calls_however_many_conferences_and_nodes_there_are(
    api: TestClient, queue: str
) -> None:
    for number in range(12):
        node(f"fs{number}", queue=queue, beat=LOST * (number % 2), switch=LOST * (number % 2))
        start_conference(f"room-{number}", node=f"fs{number}")
    node(queue=queue)
    # Remembered for half a minute, whatever is asked.
    known_revocations("example.com")

    assert calls_of(api, "GET", "/v1/conferences") == ["Query", "BatchGetItem"]
    # The rows of nodes that are well are remembered for five seconds, those of others for one.
    # That a name is the domain's is remembered for a minute.
    assert calls_of(api, "GET", CONFERENCE) == ["Query", "Query"]
    assert calls_of(api, "GET", CONFERENCE) == ["Query"]
    assert calls_of(api, "GET", "/v1/conferences/room-4") == ["Query", "Query"]
    forget_nodes()
    assert calls_of(api, "GET", CONFERENCE) == ["Query", "GetItem"]
    assert calls_of(api, "GET", CONFERENCE) == ["Query"]
    # Who it is is remembered for five minutes.
    who_is("example.com", "tester")
    # A command always asks: what is well may have gone a moment ago.
    for _ in range(2):
        assert calls_of(api, "PATCH", CONFERENCE, {"max_members": 7}) == ["Query", "GetItem", "TransactWriteItems"]


@pytest.mark.parametrize(("beat", "seconds"), [(0.0, KNOWN_SECONDS), (LOST, DOUBTED_SECONDS)])
def test_a_node_is_remembered_for_so_long_and_no_longer(
    api: TestClient, monkeypatch: pytest.MonkeyPatch, beat: float, seconds: float
) -> None:
    node(beat=beat, switch=beat)
    now = 1000.0
    monkeypatch.setattr("functions.shared.tables.known.nodes.time.monotonic", lambda: now)
    known_revocations("example.com")
    find_own_conference("internal", "example.com")
    calls = [calls_of(api, "GET", CONFERENCE)]
    for step in (seconds - 0.1, 0.2):
        now += step
        calls.append(calls_of(api, "GET", CONFERENCE))

    assert calls == [["Query", "GetItem"], ["Query"], ["Query", "GetItem"]]
