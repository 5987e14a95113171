"""Prompts are played out of the catalogue only; texts are spoken."""

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


def test_a_text_is_spoken_to_all_or_one_by_its_own_path_and_as_a_command(api: TestClient) -> None:
    say, commands = "/v1/conferences/internal/say", "/v1/conferences/internal/commands"
    told = {"text": "Noch fünf Minuten.", "language": "de", "member": ADA}

    made = [
        api.post(say, json={"text": "Five minutes left."}),
        api.post(say, json=told),
        api.post(commands, json={"kind": "say", **told}),
    ]

    assert [body_of(command.json()["id"]) for command in made] == [
        {"kind": "say", "text": "Five minutes left."},
        {"kind": "say", **told},
        {"kind": "say", **told},
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "a\nb"),
        ("text", "x" * 501),
        ("language", "tlh"),
        ("member", "nobody"),
        ("prompt", "wrong"),
    ],
    ids=lambda value: str(value)[:10],
)
def test_a_text_that_cannot_be_spoken_is_refused_by_its_field(api: TestClient, field: str, value: str) -> None:
    answer = api.post("/v1/conferences/internal/say", json={"text": "Hello.", field: value})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
