"""A person is erased from the audit: entries stay, and nothing in the tables leads from them to the person any more."""

import time
from collections.abc import Iterator

import pytest
from msgspec import structs

from functions.shared.audit.entry import Entry
from functions.shared.audit.private import Private
from functions.shared.feed.appending import append as tell
from functions.shared.feed.appending import last_seq
from functions.shared.feed.events import MessagePosted
from functions.shared.feed.page_events import message_posted
from functions.shared.feed.reading import events_since
from functions.shared.meetings.meeting import Meeting, Stay
from functions.shared.tables.history.audit import AuditItem, append
from functions.shared.tables.history.meetings import end_meeting, stays_of, write_stays
from functions.shared.tables.history.people import PeopleItem, find_person, people_of, the_person
from functions.shared.tables.known.people import forget_people, pseudonyms_of, who_is
from functions.shared.tables.live.messages import StoredMessage, find_message, messages_by, put_message
from functions.sweep.settled_meetings import settle_meetings
from infra.erase_person import main
from infra.operators import operator
from tests.functions.audits import all_words, audit_refuses, entries, stands_in
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
    assert stands_in("ada", everything())

    assert main(ADA) == 0

    assert not stands_in("ada", everything())
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


def test_of_stays_in_meetings_only_the_times_are_left(capsys: pytest.CaptureFixture[str]) -> None:
    act()
    ada = Stay(uuid="call-1", user="ada", name="Ada L.", joined_at="2026-01-01T10:00:00.000Z", cause="kicked")
    invited = structs.replace(ada, uuid="call-2", user=None, invitee="ada")
    bob = structs.replace(ada, uuid="call-3", user="bob", name="Bob")
    # One is listed, one has just ended, one goes on.
    for meeting in ("m1", "m2", "meeting-internal"):
        write_stays([(meeting, one) for one in (ada, invited, bob)], now=time.time())
        if meeting != "meeting-internal":
            over = Meeting(uuid=meeting, conference="c", domain=DOMAIN, node="fs1", ended_at="2026-01-01T11:00:00.000Z")
            end_meeting(over, now=time.time())
        if meeting == "m1":
            settle_meetings(lambda: True, now=time.time())

    assert main(ADA) == 0

    for meeting in ("m1", "m2", "meeting-internal"):
        stays, _ = stays_of(meeting)
        assert [(one.user, one.invitee, one.name, one.erased, one.cause) for one in stays] == [
            (None, None, None, True, "kicked"),
            (None, None, None, True, "kicked"),
            ("bob", None, "Bob", False, "kicked"),
        ]
    assert "erased from 6 stays in 3 meetings" in capsys.readouterr().out
    # Counting afterwards brings nothing back.
    settle_meetings(lambda: True, now=time.time())
    assert {one.name for one in stays_of("m2")[0]} == {None, "Bob"}


def test_of_messages_is_left_that_there_was_one(capsys: pytest.CaptureFixture[str]) -> None:
    act()
    written = [wrote("1", "ada"), wrote("2", f"ada@{DOMAIN}"), wrote("3", "bob"), wrote("4", "ada", domain="other")]
    before = messages_by(DOMAIN, {"bob"})

    assert main(ADA) == 0

    assert "erased 2 messages" in capsys.readouterr().out
    assert messages_by(DOMAIN, {"ada", f"ada@{DOMAIN}"}) == []
    assert messages_by(DOMAIN, {"bob"}) == before
    assert len(messages_by("other", {"ada"})) == 1
    for one in written[:2]:
        found = find_message("meeting-internal", one.id, DOMAIN)
        assert found is not None
        assert (found.sender, found.name, found.text, found.at) == ("", None, None, one.at)
        assert found.deleted_at is not None
    # Nor does the feed have the words any more.
    words = [one.data["text"] for one in events_since("internal", 0) if one.type == "message.posted"]
    assert words == [None, None, "words of bob", "words of ada"]


def wrote(name: str, sender: str, *, domain: str = DOMAIN) -> StoredMessage:
    after = last_seq("internal", now=time.time())
    message = StoredMessage(
        id=name, conference="internal", meeting="meeting-internal", domain=domain, sender=sender, name="A name",
        text=f"words of {sender}", at=f"2026-01-01T10:00:0{name}.000Z", told_after=after,
    )  # fmt: skip
    assert put_message(message, expires=None)
    told = MessagePosted(id=name, sender=sender, name="A name", text=message.text)
    event = message_posted("internal", "meeting-internal", told, at=message.at)
    tell([event], domain=domain, now=time.time(), after=after)
    return message


def test_who_is_known_from_meetings_alone_is_erased_with_an_entry() -> None:
    write_stays([("meeting-internal", Stay(uuid="call-1", user="ada"))], now=time.time())

    assert main(ADA) == 0

    assert (entries()[-1].operation, entries()[-1].object) == ("erase_person", "meetings")
    assert stays_of("meeting-internal")[0][0].erased
    assert main(ADA) == 1


@pytest.mark.parametrize(
    ("name", "left"),
    [("ada", "theirs"), ("ada@Example.com", "theirs"), ("ada@Other.Example", "ours")],
)
def test_of_two_people_with_one_name_one_is_erased(name: str, left: str) -> None:
    both = (Stay(uuid="ours", user="ada"), Stay(uuid="theirs", user="ada@other.example"))
    write_stays([("meeting-internal", one) for one in both], now=time.time())

    assert main(["--domain", DOMAIN, "--name", name]) == 0

    assert [one.uuid for one in stays_of("meeting-internal")[0] if not one.erased] == [left]


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
