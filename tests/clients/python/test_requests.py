"""What is asked, how often, and what comes back."""

from functools import partial
from typing import Any

import httpx2
import msgspec
import pytest

from freeswitch_functions_client import VERSION, Problem
from freeswitch_functions_client.schemas import ConferencePatch, EntryBody, MemberPatch, Mute, NodeView, Redeeming
from tests.clients.python.both import LOST, Asked, both, command, json, refusal


@both
def test_a_change_whose_answer_was_lost_is_asked_again_under_its_key(kind: str) -> None:
    asked = Asked(kind, [LOST, json(command("queued"), 202)])

    told = asked.get(lambda api: api.update_conference("internal", ConferencePatch(locked=True), if_match=7, wait=5))

    first, second = asked.headers("Idempotency-Key")
    assert first
    assert first == second
    assert asked.slept == [1.0]
    assert told.state == "queued"
    assert asked.requests[0].content == b'{"locked":true}'
    assert asked.headers("If-Match") == ['"7"', '"7"']
    assert asked.headers("Prefer") == ["wait=5", "wait=5"]
    assert asked.headers("Authorization") == ["Bearer old", "Bearer old"]
    assert asked.headers("User-Agent")[0] == f"freeswitch-functions-client/{VERSION} (Python)"


@both
def test_two_changes_have_two_keys_and_ones_own_is_taken(kind: str) -> None:
    asked = Asked(kind, [json(command("queued"), 202)])
    for key in (None, None, "mine"):
        asked.get(partial(_muted, key=key))

    one, other, own = asked.headers("Idempotency-Key")
    assert one != other
    assert own == "mine"
    assert asked.requests[0].content == b'{"kind":"mute","member":"m","muted":true}'


@both
def test_what_has_no_key_and_is_made_anew_each_time_is_asked_once(kind: str) -> None:
    asked = Asked(kind, [LOST])

    with pytest.raises(Problem) as raised:
        asked.get(lambda api: api.redeem_entry(Redeeming(code="c", browser="b")))

    assert (raised.value.status, str(raised.value)) == (0, "no answer")
    assert len(asked.requests) == 1


@both
def test_a_refusal_after_a_lost_answer_says_nothing_of_a_change(kind: str) -> None:
    asked = Asked(kind, [LOST, refusal(404, "scene_not_found")])

    with pytest.raises(Problem) as raised:
        asked.get(lambda api: api.delete_scene("internal", "opening"))

    assert raised.value.status == 0
    assert asked.slept == [1.0, 3.0]


@both
def test_a_refusal_after_a_lost_answer_is_one_of_what_only_reads(kind: str) -> None:
    asked = Asked(kind, [LOST, refusal(404, "room_not_found")])

    with pytest.raises(Problem) as raised:
        asked.get(lambda api: api.get_room("internal"))

    assert raised.value.code == "room_not_found"
    assert len(asked.requests) == 2


@both
def test_a_server_that_is_overloaded_says_when_it_is_asked_again(kind: str) -> None:
    asked = Asked(kind, [json({}, 503, **{"Retry-After": "7"}), json({"items": []})])

    asked.get(lambda api: api.list_members("internal"))

    assert asked.slept == [7.0]


@both
def test_a_problem_names_every_field_at_once(kind: str) -> None:
    errors = [
        {"field": "number", "problem": "is taken", "value": "1000", "expected": "a number that nobody has"},
        {"field": "slot", "problem": "is not there"},
    ]
    asked = Asked(kind, [refusal(422, "invalid_field", errors=errors, reason="first")])

    with pytest.raises(Problem) as raised:
        asked.get(lambda api: api.create_entry("internal", EntryBody(name="Grace")))

    problem = raised.value
    assert (problem.status, problem.code, problem.reason) == (422, "invalid_field", "first")
    assert [error.field for error in problem.errors] == ["number", "slot"]
    assert str(problem) == (
        "it is invalid_field\nnumber: is taken (it is 1000); expected: a number that nobody has\nslot: is not there"
    )


@both
def test_a_page_of_a_proxy_is_a_problem_without_a_body(kind: str) -> None:
    asked = Asked(kind, [httpx2.Response(413, content=b"<html>too large</html>")])

    with pytest.raises(Problem) as raised:
        asked.get(lambda api: api.list_layouts())

    assert (raised.value.status, raised.value.code, raised.value.body) == (413, "", None)


@both
def test_an_answer_that_breaks_off_is_none(kind: str) -> None:
    asked = Asked(kind, [httpx2.Response(200, content=b'{"items": ['), json({"items": []})])

    assert asked.get(lambda api: api.list_members("internal")).items == []
    assert len(asked.requests) == 2


@both
def test_a_token_that_is_refused_is_renewed_once(kind: str) -> None:
    asked = Asked(kind, [refusal(401, "invalid_token"), json({"items": []})])
    asked.get(lambda api: api.list_members("internal"), renews=True)

    assert asked.headers("Authorization") == ["Bearer old", "Bearer new"]


@both
def test_without_another_token_the_refusal_is_told(kind: str) -> None:
    asked = Asked(kind, [refusal(401, "invalid_token")])
    asked.renewed = [None]

    with pytest.raises(Problem, match="invalid_token"):
        asked.get(lambda api: api.list_members("internal"), renews=True)


@both
def test_whatever_a_name_contains_stays_one_part_of_the_address(kind: str) -> None:
    asked = Asked(kind, [json({})])
    with pytest.raises(Problem):
        asked.get(lambda api: api.remove_member("a/b?c", "m", hangup=True, keep_out=None))

    assert asked.requests[0].url.raw_path == b"/v1/conferences/a%2Fb%3Fc/members/m?hangup=true"


@both
def test_what_is_asked_to_wait_is_waited_for(kind: str) -> None:
    asked = Asked(kind, [json(command("queued"))])
    asked.get(lambda api: api.get_command("c1", wait=20))
    asked.get(lambda api: api.mute_all("internal", wait=5))

    assert [request.extensions["timeout"]["read"] for request in asked.requests] == [30.0, 15.0]


@both
def test_a_file_is_fetched_from_where_the_answer_points_to_without_the_token(kind: str) -> None:
    there = "https://files.example.com/film.mp4?signed"
    asked = Asked(kind, [httpx2.Response(302, headers={"Location": there}), httpx2.Response(200, content=b"film")])

    assert asked.get(lambda api: api.get_recording_file("internal", "r1")) == b"film"
    assert [str(request.url) for request in asked.requests][1] == there
    assert asked.headers("Authorization") == ["Bearer old", None]


@both
def test_a_table_is_text(kind: str) -> None:
    asked = Asked(kind, [httpx2.Response(200, content=b"at,who\n", headers={"Content-Type": "text/csv"})])

    assert asked.get(lambda api: api.get_audit_csv(from_="2026-05-04T12:00:00+02:00", limit=3)) == "at,who\n"
    assert asked.requests[0].url.query == b"from=2026-05-04T12%3A00%3A00%2B02%3A00&limit=3&format=csv"


def test_what_is_left_out_is_not_sent_and_null_is() -> None:
    assert msgspec.json.encode(MemberPatch(slot=None, muted=False)) == b'{"muted":false,"slot":null}'


def test_a_word_or_a_field_of_a_later_version_is_no_fault() -> None:
    node = msgspec.json.decode(b'{"node_state": "asleep", "as_of": "now", "since": 3}', type=NodeView)

    assert msgspec.to_builtins(node)["node_state"] == "asleep"


def _muted(api: Any, key: str | None) -> Any:
    return api.run_command("internal", Mute(member="m", muted=True), idempotency_key=key)
