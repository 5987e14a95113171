"""Things of different names are done beside each other, those of one name in order; after a failure none is begun."""

from dataclasses import dataclass

import gevent
import pytest
from gevent.event import Event as Signal

from freeswitch.relay.loops.side_by_side import side_by_side

WAIT_SECONDS = 10.0


@dataclass(frozen=True)
class Thing:
    name: str
    number: int = 0


def test_what_takes_long_holds_up_no_other_name() -> None:
    quick_is_done, done = Signal(), []

    def act(thing: Thing) -> bool:
        if thing.name == "slow":
            assert quick_is_done.wait(WAIT_SECONDS)
        done.append(thing.name)
        if thing.name == "quick":
            quick_is_done.set()
        return True

    side_by_side([Thing("slow"), Thing("quick")], act, where="here", at_once=2)

    assert done == ["quick", "slow"]


def test_one_name_s_things_are_done_in_their_order_and_so_many_names_at_a_time() -> None:
    done: list[Thing] = []
    at_it: set[str] = set()
    most = 0

    def act(thing: Thing) -> bool:
        nonlocal most
        assert thing.name not in at_it
        at_it.add(thing.name)
        most = max(most, len(at_it))
        gevent.idle()
        at_it.remove(thing.name)
        done.append(thing)
        return True

    things = [Thing(name, number) for number in range(3) for name in "abcd"]
    side_by_side(things, act, where="here", at_once=2)

    assert [[one.number for one in done if one.name == name] for name in "abcd"] == [[0, 1, 2]] * 4
    assert most == 2


def test_after_a_failure_nothing_more_is_begun() -> None:
    begun = []

    def act(thing: Thing) -> bool:
        begun.append(thing.name)
        return thing.name != "refused"

    side_by_side([Thing("refused"), Thing("refused", 1), Thing("other")], act, where="here", at_once=1)

    assert begun == ["refused"]


def test_what_ends_one_is_raised_when_nobody_is_at_it_any_more() -> None:
    class Ended(BaseException):
        pass

    goes_on, done = Signal(), []

    def act(thing: Thing) -> bool:
        if thing.name == "ends":
            goes_on.set()
            raise Ended
        assert goes_on.wait(WAIT_SECONDS)
        done.append(thing.name)
        return True

    with pytest.raises(Ended):
        side_by_side([Thing("longer"), Thing("ends")], act, where="here", at_once=2)

    assert done == ["longer"]
