"""A user has one name inside a conference, whatever letters their domain was written in."""

import pytest

from functions.shared.standings.persons import user_of
from functions.shared.standings.user_names import authenticated, name_before, name_in, whole_name

HERE = "example.com"


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ("1000@example.com", "1000"),
        ("1000@Example.COM", "1000"),
        ("1000", "1000"),
        ("1000@other.example", "1000@other.example"),
        ("1000@Other.Example", "1000@other.example"),
        # A user's name counts as it is written.
        ("Ada@Other.Example", "Ada@other.example"),
        ("Ada", "Ada"),
        # What is no user is left alone.
        ("@other.example", "@other.example"),
        ("Ada Lovelace", "Ada Lovelace"),
    ],
)
def test_one_of_the_conferences_own_domain_is_named_without_it_and_any_other_with_it(user: str, name: str) -> None:
    assert name_in(HERE, user) == name
    assert name_in(HERE, name_in(HERE, user)) == name
    assert name_in("Example.com", user) == name


@pytest.mark.parametrize("nobodys", [None, ""])
def test_while_nobody_knows_whose_a_conference_is_nobody_is_of_its_own_domain(nobodys: str | None) -> None:
    assert name_in(nobodys, "1000@Example.com") == "1000@example.com"
    assert name_in(HERE, name_in(nobodys, "1000@Example.com")) == "1000"


def test_a_name_from_a_conference_of_another_domain_is_not_taken_for_one_of_this() -> None:
    assert name_in(HERE, "1000", of="other.example") == "1000@other.example"
    assert name_in(HERE, "1000", of=HERE) == "1000"
    assert name_in(HERE, "1000@example.com", of="other.example") == "1000"


def test_in_a_meeting_of_before_nobody_is_named_with_a_domain() -> None:
    assert {name_before(user) for user in ("1000", "1000@example.com", "1000@other.example")} == {"1000"}


@pytest.mark.parametrize(
    ("user", "domain", "name"),
    [
        ("1000", "Example.com", "1000@example.com"),
        ("a\u202eb\nc", "other.example\n", "ab c@other.example"),
        ("1000", "", None),
        ("1000", None, None),
        ("", "example.com", None),
    ],
)
def test_who_is_authenticated_without_a_domain_is_nobody(user: str, domain: str | None, name: str | None) -> None:
    assert authenticated(user, domain) == name


def test_a_whole_name_has_its_domain_in_small_letters() -> None:
    assert whole_name("Ada", "Other.Example") == "Ada@other.example"


@pytest.mark.parametrize(
    ("subject", "user"),
    [
        ("1000", "1000"),
        ("1000@EXAMPLE.com", "1000"),
        ("1000@other.example", "1000@other.example"),
        ("an operator", "an operator"),
    ],
)
def test_a_tokens_subject_names_a_user_of_its_domain_alone_or_with_it_and_any_other_with_theirs(
    subject: str, user: str
) -> None:
    assert user_of(subject, HERE) == user
