"""Conferences in their table: rows of one meeting, indexes of the living."""

from collections.abc import Iterator
from typing import Any

import pytest
from moto import mock_aws
from pynamodb.expressions.operand import Path

from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.base import TablesUnavailable, shared_connection
from functions.shared.tables.batches import BATCH_TRIES
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import (
    CONFERENCE_KEY,
    ConferencesItem,
    conferences_named,
    conferences_of_domain,
    conferences_of_node,
    find_conference,
    find_left_behind,
)
from functions.shared.tables.conferences.writes import write_conference, write_rows

STATE = ConferenceState(name="internal", uuid="meeting-1", node="fs1", domain="example.com", revision=3)
MEMBERS = tuple(MemberState(uuid=f"call-{number}", number=number) for number in range(60))


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        ConferencesItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def test_a_conference_is_read_as_it_was_written() -> None:
    write_rows(STATE, members=MEMBERS)

    found = find_conference("internal")

    assert found is not None
    assert found.ended_at is None
    assert (found.state.revision, found.state.members) == (3, MEMBERS)


def test_who_left_is_gone() -> None:
    write_rows(STATE, members=MEMBERS[:3])
    write_rows(STATE, gone=["member#call-1"])

    found = find_conference("internal")

    assert found is not None
    assert [member.number for member in found.state.members] == [0, 2]


def test_what_an_earlier_meeting_left_behind_is_not_read() -> None:
    write_rows(STATE, members=MEMBERS[:2])
    later = ConferenceState(name="internal", uuid="meeting-2", node="fs1", domain="example.com")
    write_conference(later, over=["meeting-1"])

    found = find_conference("internal")

    assert found is not None
    assert (found.state.uuid, found.state.members) == ("meeting-2", ())


def test_a_name_that_another_meeting_has_is_taken_only_from_one_that_is_named_or_has_ended() -> None:
    write_conference(STATE)
    later = ConferenceState(name="internal", uuid="meeting-2", node="fs2", domain="example.com", revision=4)
    tries = [write_conference(later), write_conference(later, over=["meeting-0"])]
    kept = find_conference("internal")
    tries += [write_conference(later, over=["meeting-1"]), write_conference(STATE)]
    end_conference("internal", "meeting-2", now=50.0)
    tries += [write_conference(later), write_conference(STATE)]

    # Nor does a meeting go on that somebody has ended, before its relay has looked.
    assert tries == [False, False, True, False, False, True]
    assert kept is not None
    assert kept.state.uuid == "meeting-1"


def test_an_ended_conference_is_told_but_not_listed() -> None:
    write_rows(STATE, members=MEMBERS)

    ended = end_conference("internal", "meeting-1", now=50.0)

    found = find_conference("internal")
    assert ended
    assert found is not None
    assert (found.ended_at, found.state.members, found.state.domain) == (50.0, (), "example.com")
    assert conferences_of_domain("example.com", limit=9) == []
    assert conferences_of_node("fs1") == []
    assert conferences_named(["internal"], domain="example.com", limit=9) == []
    assert ConferencesItem.get("internal", CONFERENCE_KEY).expires == 50 + 24 * 3600


def test_only_the_stored_meeting_is_ended_and_only_once() -> None:
    write_conference(STATE)

    results = [end_conference("internal", uuid, now=50.0) for uuid in ("meeting-0", "meeting-1", "meeting-1")]

    assert results == [False, True, False]


def test_a_new_meeting_under_the_same_name_lives() -> None:
    write_conference(STATE)
    end_conference("internal", "meeting-1", now=50.0)
    write_conference(ConferenceState(name="internal", uuid="meeting-2", node="fs1", domain="example.com"))

    found = find_conference("internal")

    assert found is not None
    assert found.ended_at is None
    assert [conference.uuid for conference in conferences_of_node("fs1")] == ["meeting-2"]


def test_a_row_of_another_version_is_unavailable_rather_than_wrong() -> None:
    ConferencesItem("odd", CONFERENCE_KEY, body='{"name": 7}', uuid="x").save()

    with pytest.raises(TablesUnavailable, match="is not a ConferenceState"):
        find_conference("odd")


def other(name: str) -> ConferenceState:
    return ConferenceState(name=name, uuid=f"meeting-{name}", node="fs1", domain="example.com", revision=4)


def damage(name: str, key: str = CONFERENCE_KEY, body: str = "{") -> None:
    item = ConferencesItem.get(name, key)
    item.body = body
    item.save()


def test_a_member_that_cannot_be_read_hides_no_other() -> None:
    write_rows(STATE, members=MEMBERS[:3])
    damage("internal", "member#call-1")

    found = find_conference("internal")

    assert found is not None
    assert [member.number for member in found.state.members] == [0, 2]


def test_a_conference_that_cannot_be_read_hides_no_other_of_its_domain() -> None:
    for name in "abcd":
        write_conference(other(name))
    damage("b")

    pages = [
        conferences_of_domain("example.com", limit=2),
        conferences_of_domain("example.com", limit=2, after="c"),
        conferences_named(["a", "b", "c"], domain="example.com", limit=9),
    ]

    # Nor does it make a page shorter: whoever reads one takes a short page for the last.
    assert [[state.name for state in page] for page in pages] == [["a", "c"], ["d"], ["a", "c"]]


def test_of_a_nodes_conference_that_cannot_be_read_the_meeting_is_known() -> None:
    for name in "ab":
        write_conference(other(name))
    damage("a", body='{"name": 7, "revision": 4}')

    found = conferences_of_node("fs1")

    assert sorted((state.name, state.uuid, state.revision) for state in found) == [
        ("a", "meeting-a", 4),
        ("b", "meeting-b", 4),
    ]


def test_an_attribute_of_another_type_hides_no_other_row() -> None:
    for name in "ab":
        write_conference(other(name))
    table = ConferencesItem._get_connection()
    table.update_item("a", CONFERENCE_KEY, actions=[Path("body").set({"N": "7"})])

    assert [state.name for state in conferences_of_domain("example.com", limit=9)] == ["b"]
    assert [state.name for state in conferences_named(["a", "b"], domain="example.com", limit=9)] == ["b"]


def test_what_will_be_written_anew_is_read_as_far_as_it_can_be() -> None:
    write_rows(STATE, members=MEMBERS[:2])
    damage("internal", body='{"name": "internal", "revision": 41, "uuid": []}')

    found = find_left_behind("internal")

    assert found is not None
    assert (found.state.uuid, found.state.revision) == ("meeting-1", 41)
    assert [member.number for member in found.state.members] == [0, 1]


def test_a_table_that_leaves_rows_out_ends_the_write(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def throttled(put_items: list[object], delete_items: list[object]) -> dict[str, object]:
        asked.append(len(put_items))
        left = [{"PutRequest": {"Item": item}} for item in put_items[:1]]
        return {"UnprocessedItems": {ConferencesItem.Meta.table_name: left}}

    monkeypatch.setattr(ConferencesItem._get_connection(), "batch_write_item", throttled)

    with pytest.raises(TablesUnavailable, match="1 changes were left out"):
        write_rows(STATE, members=MEMBERS[:2])
    assert asked == [2] + [1] * (BATCH_TRIES - 1)
    assert find_conference("internal") is None


def test_the_revision_is_written_after_everything_that_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    client, calls = shared_connection().client, list[tuple[str, int]]()
    honest = client._make_api_call

    def noted(operation: str, parameters: dict[str, Any]) -> object:
        calls.append((operation, sum(map(len, parameters.get("RequestItems", {}).values()))))
        return honest(operation, parameters)

    monkeypatch.setattr(client, "_make_api_call", noted)
    write_rows(STATE, members=MEMBERS, gone=["member#gone"])

    assert calls == [("BatchWriteItem", 25), ("BatchWriteItem", 25), ("BatchWriteItem", 11), ("PutItem", 0)]
