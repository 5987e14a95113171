"""Who is known again: each of their calls, and nobody else."""

import pytest

from functions.shared.standings.persons import (
    Comer,
    all_persons,
    person_of_number,
    person_of_user,
    persons_of,
    rank_of,
    sure_person,
)
from functions.shared.state import MemberState, Standing
from tests.functions.shared.grammars.test_numbers import WITHHELD

AT = "2026-11-29T10:00:00Z"
USER = MemberState(uuid="call-1", user="1001", name="Ada")
BY_PIN = MemberState(uuid="call-2", invitee="ada")
TELEPHONE = MemberState(uuid="call-3", name="+4930123456")


def test_a_users_calls_are_one_person_and_in_another_meeting_another() -> None:
    again = MemberState(uuid="call-9", user="1001", name="A. Lovelace")

    assert sure_person("m1", USER) == sure_person("m1", again) == person_of_user("m1", "1001")
    assert sure_person("m1", USER) != sure_person("m2", USER)
    assert "1001" not in sure_person("m1", USER)


def test_a_number_is_known_again_and_makes_nobody_a_host() -> None:
    persons = all_persons("m1", TELEPHONE, "+4930123456")

    assert person_of_number("m1", "+4930123456") in persons
    assert sure_person("m1", TELEPHONE) != person_of_number("m1", "+4930123456")


@pytest.mark.parametrize("hidden", WITHHELD)
def test_who_hides_the_number_is_known_by_this_call_alone(hidden: str) -> None:
    other = MemberState(uuid="call-4", name="Anonymous")

    assert len(all_persons("m1", TELEPHONE, hidden)) == 1
    assert not set(all_persons("m1", TELEPHONE, hidden)) & set(all_persons("m1", other, hidden))
    assert persons_of("m1", Comer(number=hidden)) == set()
    assert persons_of("m1", Comer(user="anonymous")) == {person_of_user("m1", "anonymous")}


def test_an_extension_that_a_user_shows_is_not_looked_at() -> None:
    assert person_of_number("m1", "1001") not in all_persons("m1", USER, "1001")


@pytest.mark.parametrize("kind", [USER, BY_PIN, TELEPHONE], ids=["user", "PIN", "telephone"])
def test_the_same_name_of_another_kind_is_somebody_else(kind: MemberState) -> None:
    others = [one for one in (USER, BY_PIN, TELEPHONE) if one is not kind]

    assert not set(all_persons("m1", kind)) & {person for one in others for person in all_persons("m1", one)}


def test_what_was_made_of_somebody_last_counts() -> None:
    number = person_of_number("m1", "+49")
    standings = (
        Standing(person="a", rank="host", at=AT),
        Standing(person="b", rank="kept_out", at=AT, also=(number,)),
    )

    assert rank_of(standings, ["a"]) == "host"
    assert rank_of(standings, [number]) == "kept_out"
    assert rank_of(standings, ["a", number]) == "kept_out"
    assert rank_of(standings, ["c"]) is None
