"""The file that the reducers of other languages are tested with says what this one does."""

import msgspec
import pytest

from functions.shared.feed.events import KINDS
from functions.shared.feed.folding import fold
from tests.functions.shared.feed.vectors import FILE, Vector, text

VECTORS = msgspec.json.decode(FILE.read_bytes(), type=list[Vector])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)
def test_the_events_make_the_new_state_of_the_old_one(vector: Vector) -> None:
    assert fold(vector.old, vector.events) == vector.new


def test_the_file_is_what_the_events_are_today() -> None:
    assert FILE.read_bytes() == text(), "python -m tests.functions.shared.feed.vectors"


def test_every_type_that_changes_a_state_is_in_the_file() -> None:
    told = {event.type for vector in VECTORS for event in vector.events}

    # Who waits stands in the waiting conference's state, not in that of the one they wait for; files and nodes in none.
    of_others = {kind for kind in KINDS if kind.startswith(("waiting.", "asset.", "node."))}
    assert set(KINDS) - told == {"gap", "still.ready", "still.failed"} | of_others
