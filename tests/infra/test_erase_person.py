"""A person is erased from the audit: entries stay, and nothing in the tables leads from them to the person any more."""

import time
from collections.abc import Iterator

import pytest

from functions.shared.audit.entry import Entry
from functions.shared.audit.private import Private
from functions.shared.tables.audit import AuditItem, append
from functions.shared.tables.known.people import forget_people, pseudonyms_of, who_is
from functions.shared.tables.people import PeopleItem, find_person, people_of, the_person
from infra.erase_person import main
from infra.operators import operator
from tests.functions.audits import all_words, audit_refuses, entries
from tests.functions.control import installation

DOMAIN = "example.com"
ADA = ["--domain", DOMAIN, "--name", "ada"]


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    with installation():
        yield


def act(subject: str = "ada", *, about: str = "") -> Entry:
    who = who_is(DOMAIN, subject, Private(token="token-7", address="192.0.2.7"))
    entry = Entry(
        domain=DOMAIN, at=time.time(), operation="o", result="done", pseudonym=who.pseudonym, private=who.private,
        about=about,
    )  # fmt: skip
    append(entry)
    return entry


def everything() -> str:
    return all_words() + "\n".join(str(item.to_simple_dict()) for item in PeopleItem.scan())


def test_entries_stay_and_nothing_leads_to_the_person(capsys: pytest.CaptureFixture[str]) -> None:
    about = pseudonyms_of(DOMAIN, ["ada"])["ada"]
    done, suffered = act(), act("bob", about=about)
    assert "ada" in everything()

    assert main(ADA) == 0

    assert "ada" not in everything()
    assert people_of(DOMAIN, {done.pseudonym}, time.time()) == {}
    assert [entry for entry in entries() if entry.operation == "o"] == [done, suffered]
    assert done.pseudonym in capsys.readouterr().out


def test_the_erasure_itself_is_in_the_audit_without_the_name() -> None:
    done = act()
    main(ADA)

    erased = entries()[-1]
    known = people_of(DOMAIN, {erased.pseudonym}, time.time())
    assert (erased.operation, erased.about) == ("erase_person", done.pseudonym)
    assert known[erased.pseudonym].name == operator()


def test_whoever_comes_again_gets_another_pseudonym_and_the_old_entries_stay_nameless() -> None:
    old = act()
    main(ADA)
    forget_people()

    new = act()

    assert new.pseudonym != old.pseudonym
    assert people_of(DOMAIN, {old.pseudonym}, time.time()) == {}


def test_a_process_that_remembers_goes_on_under_a_pseudonym_that_leads_to_nobody() -> None:
    old = act()
    main(ADA)

    still = act()

    assert still.pseudonym == old.pseudonym
    assert find_person(DOMAIN, "ada", time.time()) is None


def test_an_erasure_that_the_audit_cannot_take_is_not_made() -> None:
    done = act()
    who_is(DOMAIN, operator())
    with audit_refuses():
        assert main(ADA) == 2

    assert set(people_of(DOMAIN, {done.pseudonym}, time.time())) == {done.pseudonym}


def test_nobody_of_that_name_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    act("bob")

    assert main(ADA) == 1
    assert "nobody called 'ada'" in capsys.readouterr().err
    assert len(list(AuditItem.query(DOMAIN))) == 1


def test_a_person_is_known_for_a_day_longer_than_the_entries_and_no_longer_than_needed() -> None:
    now = time.time()
    first = the_person(DOMAIN, "ada", key="a", now=now, until=now + 1000)
    again = the_person(DOMAIN, "ada", key="b", now=now, until=now + 500_000)
    expires = {item.key: item.expires for item in PeopleItem.query(DOMAIN)}
    late = the_person(DOMAIN, "ada", key="c", now=now + 1_000_000, until=now + 2_000_000)

    assert again == first
    assert {expiry is not None and expiry > now + 500_000 + 86400 for expiry in expires.values()} == {True}
    assert len(expires) == 2
    # What is over is gone, though DynamoDB deletes it later.
    assert late.pseudonym != first.pseudonym
    assert people_of(DOMAIN, {late.pseudonym}, now + 1_000_000)[late.pseudonym].key == "c"


def test_of_a_domain_that_keeps_its_entries_for_ever_people_stay_too() -> None:
    person = the_person(DOMAIN, "ada", key="a", now=1.0, until=1000.0)

    assert the_person(DOMAIN, "ada", key="b", now=2.0, until=None) == person
    assert {item.expires for item in PeopleItem.query(DOMAIN)} == {None}
