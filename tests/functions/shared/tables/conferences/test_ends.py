"""The end of a meeting takes its own rows and no other's, whoever ends it and whatever begins meanwhile."""

from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from moto import mock_aws

from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences import ends
from functions.shared.tables.conferences.ends import LEFT_SECONDS, end_conference, end_unseen, left_alone
from functions.shared.tables.conferences.rows import MEMBER, ConferencesItem, conferences_of_node, find_conference
from functions.shared.tables.conferences.writes import write_conference, write_rows

OLD = ConferenceState(name="internal", uuid="meeting-1", node="fs1", domain="example.com")
NEW = ConferenceState(name="internal", uuid="meeting-2", node="fs2", domain="example.com")
ADA, BOB = MemberState(uuid="call-a", number=1, name="Ada"), MemberState(uuid="call-b", number=2, name="Bob")

ENDS: dict[str, Callable[[], object]] = {
    "by its relay": lambda: end_conference("internal", "meeting-1", now=50.0),
    "by the sweep": lambda: [
        end_unseen(one, at=50.0, reason="node_lost", told=None) for one in left_alone("fs1", most=9)
    ],
}


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    with mock_aws():
        ConferencesItem.create_table(billing_mode="PAY_PER_REQUEST")
        yield


def members() -> dict[str, str]:
    """Whose rows stand under the name: each call's meeting."""
    rows = ConferencesItem.query("internal", ConferencesItem.key.startswith(MEMBER))
    return {row.key.removeprefix(MEMBER): row.uuid for row in rows}


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_members_of_a_meeting_that_is_just_beginning_stay(end: Callable[[], object]) -> None:
    write_rows(OLD, members=[ADA])
    # Members come before the conference's own row.
    write_rows(NEW, members=[BOB], head=False)
    end()
    write_conference(NEW)

    found = find_conference("internal")
    assert found is not None
    assert (found.state.uuid, found.state.members) == ("meeting-2", (BOB,))
    assert members() == {"call-b": "meeting-2"}


@pytest.mark.parametrize("died_at", ["_mark_ended", "_drop_members"])
def test_a_relay_that_dies_in_between_leaves_nobody_behind_whom_the_next_one_does_not_find(died_at: str) -> None:
    write_rows(OLD, members=[ADA])
    with patch.object(ends, died_at, side_effect=SystemExit), pytest.raises(SystemExit):
        end_conference("internal", "meeting-1", now=50.0)

    for left in conferences_of_node("fs1"):
        end_conference(left.name, left.uuid, now=51.0)

    assert members() == {}
    found = find_conference("internal")
    assert found is not None
    assert found.ended_at == 51.0


def test_a_meeting_whose_name_was_taken_takes_only_its_own_rows() -> None:
    write_rows(OLD, members=[ADA])
    write_rows(NEW, members=[BOB], over=["meeting-1"])

    assert not end_conference("internal", "meeting-1", now=50.0)
    assert members() == {"call-b": "meeting-2"}
    assert ConferencesItem.get("internal", MEMBER + "call-b").expires is None


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_members_of_a_meeting_that_was_never_shown_do_not_stay_for_ever(end: Callable[[], object]) -> None:
    # A relay died before it could write the conference's own row.
    write_rows(NEW, members=[BOB], head=False)
    write_rows(OLD, members=[ADA])
    end()

    assert ConferencesItem.get("internal", MEMBER + "call-b").expires == 50 + LEFT_SECONDS


def test_one_that_is_written_anew_stays() -> None:
    write_rows(NEW, members=[BOB], head=False)
    write_rows(OLD, members=[ADA])
    end_conference("internal", "meeting-1", now=50.0)
    write_rows(NEW, members=[BOB])

    assert ConferencesItem.get("internal", MEMBER + "call-b").expires is None
