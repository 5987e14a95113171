"""A recording that began is ready, failed with a reason, or was erased because a client wanted it gone."""

import pytest

from functions.shared.commands.outputs.recordings import StartRecording
from tests.soak.history import Asked
from tests.soak.recordings import erased_by, recordings_of, unfinished
from tests.soak.story import Story


class Answers:
    """An API that shows one recording, or none."""

    name = "soak"

    def __init__(self, shown: dict[str, object] | None) -> None:
        self._shown = shown

    def ask(self, asked: Asked, /) -> object:
        asked.status = 200 if self._shown else 404
        return self._shown


@pytest.mark.parametrize(
    ("shown", "deleted", "told"),
    [
        ({"state": "ready", "reason": None}, None, 0),
        ({"state": "failed", "reason": "conference_gone"}, None, 0),
        ({"state": "failed", "reason": None}, None, 1),
        ({"state": "processing", "reason": None}, None, 1),
        (None, None, 1),
        (None, 204, 0),
        (None, 0, 0),
        (None, 404, 1),
        (None, 202, 1),
        # It was to be erased, and is still there, unfinished.
        ({"state": "processing", "reason": None}, 503, 1),
    ],
)
def test_what_became_of_a_recording_is_told(shown: dict[str, object] | None, deleted: int | None, told: int) -> None:
    story = Story()
    began = story.command(StartRecording(recording="r1"), "confirmed")
    path = f"/v1/conferences/{began.conference}/recordings/{began.id}"
    asked = [] if deleted is None else [Asked(client="client-0", method="DELETE", path=path, status=deleted)]

    found = recordings_of(story.rows, Answers(shown), 0, erased=erased_by(asked))

    assert len(list(unfinished(found))) == told
