"""What cannot be told one by one any more is in a gap that begins with the first of it."""

import pytest

from freeswitch.relay.conferences.telling.account import Account
from functions.shared.state import ConferenceState, MemberState

FIRST, SECOND, LATER = "2026-01-01T00:00:38.000Z", "2026-01-01T00:00:47.000Z", "2026-01-01T00:00:52.000Z"
ADA = MemberState(uuid="ada", number=1)
BEGUN = ConferenceState(name="internal", uuid="u1", node="fs1", members=(ADA,), member_count=1)


def asked(at: str = FIRST) -> Account:
    """An account of a name of which nothing was ever told; the tables were asked."""
    account = Account("internal")
    account.begin(None, [], 0, at=at, heard=None)
    return account


def gap(account: Account) -> tuple[str | None, str]:
    """What is told first once the feed is known again."""
    account.find_again()
    account.note(BEGUN, at=LATER, moment=30.0)
    first = account.waiting[0]
    assert first.type == "gap"
    since, reason = first.data["from"], first.data["reason"]
    assert since is None or isinstance(since, str)
    return since, str(reason)


def test_what_waited_to_be_told_is_in_the_gap() -> None:
    account = asked()
    account.note(BEGUN, at=FIRST, moment=10.0)
    account.lose("moved", since=LATER)

    assert gap(account) == (FIRST, "moved")


@pytest.mark.parametrize("since", [FIRST, None])
def test_so_is_a_gap_that_waited_to_be_told(since: str | None) -> None:
    account = asked()
    account.gap = (since, "connected")
    account.note(BEGUN, at=SECOND, moment=10.0)
    account.lose("moved", since=LATER)

    assert gap(account) == (since, "moved")


def test_so_is_a_gap_that_came_after_what_waited() -> None:
    account = asked()
    account.note(BEGUN, at=FIRST, moment=10.0)
    account.gap = (SECOND, "connected")
    account.lose("moved", since=LATER)

    assert gap(account) == (FIRST, "moved")


def test_so_is_what_was_seen_before_the_tables_were_asked() -> None:
    account = Account("internal")
    account.note(BEGUN, at=FIRST, moment=10.0)
    account.lose("hidden", since=LATER)
    account.begin(None, [], 0, at=LATER, heard=None)

    assert gap(account) == (FIRST, "hidden")


def test_what_was_seen_before_the_tables_were_asked_is_told_of_when_it_was() -> None:
    account = Account("internal")
    account.note(BEGUN, at=FIRST, moment=10.0)
    account.begin(None, [], 0, at=LATER, heard=None)

    assert [(one.type, one.at) for one in account.waiting] == [
        ("conference.started", FIRST),
        ("member.joined", FIRST),
    ]
