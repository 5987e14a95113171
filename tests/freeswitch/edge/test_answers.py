"""What is kept has an end, in number, in bytes and in time."""

import pytest

from freeswitch.edge import answers as module
from freeswitch.edge.answers import Answer, Answers, Key
from functions.shared.lookups.keeping import KEPT, NEVER

ANSWER = Answer(200, b"x" * 1000, keeping=KEPT)


def key(user: str, credential: bytes = b"a") -> Key:
    return Key(credential, "/directory", user, ("example.com", user))


def test_those_that_were_used_last_stay() -> None:
    answers = Answers(most=3)
    for number in range(3):
        answers.keep(key(str(number)), ANSWER, 0)
    answers.get(key("0"))
    answers.keep(key("3"), ANSWER, 0)

    assert len(answers) == 3
    assert answers.get(key("1")) is None
    assert answers.get(key("0")) is not None


def test_their_bytes_have_an_end_however_large_each_is() -> None:
    answers = Answers(most_bytes=10_000)
    for number in range(100):
        answers.keep(key(str(number)), ANSWER, 0)
        # The same again takes no more.
        answers.keep(key(str(number)), ANSWER, 0)

    assert len(answers) == 10
    answers.keep(key("large"), Answer(200, b"x" * 10_001, keeping=KEPT), 0)
    assert len(answers) == 0


def test_one_that_may_not_be_kept_takes_away_the_one_before() -> None:
    answers = Answers()
    answers.keep(key("1000"), ANSWER, 0)
    answers.keep(key("1000"), Answer(200, keeping=NEVER), 1)

    assert answers.get(key("1000")) is None


def test_an_answer_that_was_asked_for_earlier_takes_nothing_away() -> None:
    answers = Answers()
    answers.keep(key("1000"), ANSWER, 2)
    answers.keep(key("1000"), Answer(200, b"old", keeping=KEPT), 1)
    answers.keep(key("1000"), Answer(200, keeping=NEVER), 1)
    kept = answers.get(key("1000"))

    assert kept is not None
    assert kept.answer is ANSWER


def test_a_user_is_forgotten_whoever_asked_and_what_was_asked_before_is_not_kept() -> None:
    answers = Answers()
    answers.keep(key("1000", b"a"), ANSWER, 1)
    answers.keep(key("1000", b"b"), ANSWER, 1)

    assert answers.forget_user(("example.com", "1000"), 2) == 2
    answers.keep(key("1000"), ANSWER, 1.5)
    assert len(answers) == 0
    answers.keep(key("1000"), ANSWER, 2.5)
    assert len(answers) == 1


def test_who_was_forgotten_is_remembered_for_so_many_and_then_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FORGOTTEN", 10)
    answers = Answers()
    for number in range(20):
        answers.forget_user(("example.com", str(number)), float(number))

    answers.keep(key("0"), ANSWER, 5)
    assert len(answers) == 0
    answers.keep(key("0"), ANSWER, 9.5)
    assert len(answers) == 1


def test_a_credential_that_is_none_any_more_loses_what_it_was_told() -> None:
    answers = Answers()
    answers.keep(key("1000", b"a"), ANSWER, 0)
    answers.keep(key("1000", b"b"), ANSWER, 0)

    assert answers.forget_credential(b"a") == 1
    assert answers.get(key("1000", b"b")) is not None


def test_it_is_fresh_and_then_good_for_an_outage_and_then_neither() -> None:
    answers = Answers()
    answers.keep(key("1000"), ANSWER, 100)
    kept = answers.get(key("1000"))

    assert kept is not None
    assert [kept.fresh_for(now) > 0 for now in (100, 104.9, 105)] == [True, True, False]
    assert [kept.serves_outage(now, 900) for now in (100, 999, 1000)] == [True, True, False]
    assert [kept.serves_outage(now, 60) for now in (159, 160)] == [True, False]
