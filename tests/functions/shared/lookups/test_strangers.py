"""What is remembered of scans has an end, however long they last and however much they vary."""

import sys
from collections.abc import Sized

import pytest

from functions.shared.lookups import strangers as module
from functions.shared.lookups.strangers import (
    LONGEST_LOOK,
    MINUTE,
    OF_AN_ADDRESS,
    Question,
    Strangers,
    address_of,
)


def sizes(strangers: Strangers) -> list[int]:
    purses = [strangers._first, strangers._again]
    kept: list[Sized] = [strangers._known, strangers._asked, strangers._asked_before, strangers._looks]
    kept += [budgets._left for purse in purses for budgets in (purse._addresses, purse._nodes)]
    return [len(one) for one in kept]


def test_memory_has_an_end_whatever_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MOST_KNOWN", "MOST_ADDRESSES", "MOST_NODES", "MOST_ASKED"):
        monkeypatch.setattr(module, name, 50)
    now = 1000.0
    strangers = Strangers(lambda: now)
    for number in range(5_000):
        now += 0.01
        asked = Question(f"fs{number % 200}", f"192.0.2.{number}", "example.com", f"user{number}")
        purse = strangers.purse_for(asked)
        strangers.looked(0.001)
        if number % 3 == 0:
            strangers.found(asked)
        elif purse is not None:
            strangers.missed(asked, purse)
        strangers.purse_for(Question("fs1", "192.0.2.1", "example.com", f"user{number}"))

    assert max(sizes(strangers)) <= 50


def test_the_longest_memory_of_a_process_is_a_few_megabytes() -> None:
    strangers = Strangers(lambda: 1000.0)
    for number in range(module.MOST_KNOWN):
        strangers.found(Question("fs1", "192.0.2.1", "example.com", f"user{number:08}"))
    strangers._asked = set(range(module.MOST_ASKED))

    known = sum(sys.getsizeof(key) + sys.getsizeof(key[1]) + 24 for key in strangers._known)
    assert sys.getsizeof(strangers._known) + known + 2 * sys.getsizeof(strangers._asked) < 12_000_000


def test_who_was_turned_away_two_minutes_ago_asks_for_the_first_time() -> None:
    now = 10 * MINUTE
    strangers = Strangers(lambda: now)
    busy, late = (Question("fs1", "192.0.2.1", "example.com", user) for user in ("busy", "late"))

    def uses_up() -> None:
        for _ in range(OF_AN_ADDRESS):
            strangers.missed(busy, strangers._first)

    uses_up()
    assert strangers.purse_for(late) is None
    now += 2 * MINUTE
    uses_up()
    assert strangers.purse_for(late) is None
    now += 0.9 * MINUTE
    uses_up()
    assert strangers.purse_for(late) is strangers._again


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", "?"),
        ("192.0.2.1, 198.51.100.1", "?"),
        ("x" * 5000, "?"),
    ],
)
def test_an_address_is_one_customers(said: str, meant: str) -> None:
    assert address_of(said) == meant


def test_no_answer_waits_longer_than_its_end_and_none_before_a_look_was_made() -> None:
    strangers = Strangers()
    assert strangers.as_long_as_a_look() == 0.0

    strangers.looked(60.0)
    assert strangers.as_long_as_a_look() == LONGEST_LOOK
