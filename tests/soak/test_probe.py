"""How soon commands run again: from the fault's end to the switch, without what the API itself took."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from infra.fake_freeswitch.state.diary import Entry
from tests.soak.history import Asked
from tests.soak.probe import Probe

OVER = 1000.0


@dataclass
class Soak:
    """A relay that carries out what was accepted 0.2 s after it was there, and an API that takes its time."""

    # Of each request: its status, when it was sent, when its command was there.
    answers: list[tuple[int, float, float]]
    entries: list[Entry] = field(default_factory=list)
    name: str = "probe"

    def ask(self, asked: Asked) -> object:
        if asked.method != "POST":
            return None
        asked.status, asked.sent, asked.created = self.answers.pop(0)
        if asked.status != 202:
            asked.created = 0.0
            return None
        assert isinstance(asked.body, dict)
        asked.command = "fs1.one"
        at = asked.created + 0.2
        self.entries.append(
            Entry(
                number=len(self.entries),
                at=at,
                what="command",
                text=f"conference room-0 setvar x_probe '{asked.body['value']}'",
            )
        )
        return None

    def wait_for(self, wanted: Callable[[Entry], bool], place: int, seconds: float) -> Entry | None:
        del seconds
        return next((one for one in self.entries[place:] if wanted(one)), None)


def seconds(*answers: tuple[int, float, float], by_api: bool) -> float | None:
    soak = Soak(list(answers))
    return Probe(soak, soak).run_commands(OVER, by_api=by_api)  # type: ignore[arg-type]


def test_what_the_api_took_counts_only_where_it_was_struck_too() -> None:
    slow = (202, OVER + 0.1, OVER + 1.1)

    assert seconds(slow, by_api=True) == pytest.approx(1.3)
    assert seconds(slow, by_api=False) == pytest.approx(0.3)


def test_what_the_api_refused_counts_always() -> None:
    refused = [(410, OVER + 0.1, 0.0), (503, OVER + 4.0, 0.0)]

    assert seconds(*refused, (202, OVER + 8.0, OVER + 8.5), by_api=False) == pytest.approx(8.2)
