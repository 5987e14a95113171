"""Prompts are played out of the catalogue only."""

import pytest
from starlette.testclient import TestClient

from functions.shared.grammars.media import PROMPTS
from tests.functions.control import ADA, body_of


def test_a_known_prompt_is_played_to_all_or_one_and_stopped(api: TestClient) -> None:
    prompt = min(PROMPTS)
    play = "/v1/conferences/internal/play"

    commands = [
        api.post(play, json={"prompt": prompt}),
        api.post(play, json={"prompt": prompt, "member": ADA}),
        api.delete(play),
    ]

    assert [body_of(command.json()["id"]) for command in commands] == [
        {"kind": "play", "prompt": prompt},
        {"kind": "play", "prompt": prompt, "member": ADA},
        {"kind": "stop_playing"},
    ]


@pytest.mark.parametrize("prompt", ["unheard-of", "../../etc/passwd", "/etc/passwd", "say:hello", ""])
def test_a_prompt_that_is_not_in_the_catalogue_is_refused(api: TestClient, prompt: str) -> None:
    answer = api.post("/v1/conferences/internal/play", json={"prompt": prompt})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "prompt")
