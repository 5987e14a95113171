"""What FreeSWITCH says that it records: of this FreeSWITCH, and as far as it can be read."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import cast

import pytest

from freeswitch.relay.commands.plain.plain_runs import PlainRuns
from freeswitch.relay.outputs.switchboard import Switchboard
from freeswitch.relay.switch.errors import ReplyTimeout
from freeswitch.relay.switch.link import Link
from tests.freeswitch.relay.fake_clock import FakeClock
from tests.freeswitch.relay.outputs.switch import new_room

LISTED = (
    '[{"conference_name":"internal","conference_uuid":"meeting-1","members":['
    '{"type":"recording_node","record_path":"/x/r1.mkv","status":"paused"},'
    '{"type":"caller","id":1,"uuid":"call-1","caller_id_name":"%s","flags":{"has_video":true}}]}]'
)


class Line:
    """A link on which a test answers."""

    def __init__(self, answer: Callable[[], str]) -> None:
        self.generation = 1
        self._answer = answer
        self.commands = SimpleNamespace(api=lambda _: self._answer())

    def renewed(self) -> str:
        """The answer of a FreeSWITCH that has gone since."""
        self.generation += 1
        return LISTED % "Ada"


def switchboard(answer: Callable[[], str]) -> Switchboard:
    return Switchboard(cast("PlainRuns", None), cast("Link", Line(answer)), FakeClock())


@pytest.mark.parametrize("name", ["Ada", "\\ud800 half a sign"])
def test_what_it_lists_is_read_whatever_people_are_called(name: str) -> None:
    one = switchboard(lambda: LISTED % name)

    assert one.listed(new_room()) == {"/x/r1.mkv": True}
    assert one.has_video(new_room()) is True


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", "-ERR no", '[{"conference_name":"internal","conference_uuid":"m2"}]']
)
def test_what_it_does_not_say_is_not_known(answer: str) -> None:
    assert switchboard(lambda: answer).listed(new_room()) is None


def test_one_that_does_not_answer_does_not_say() -> None:
    def late() -> str:
        raise ReplyTimeout("no reply")

    assert switchboard(late).has_video(new_room()) is None


def test_what_an_earlier_freeswitch_said_is_not_true_of_this_one() -> None:
    one = Switchboard(cast("PlainRuns", None), cast("Link", line := Line(str)), FakeClock())
    line._answer = line.renewed

    assert one.listed(new_room()) is None
