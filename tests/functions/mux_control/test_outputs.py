"""Recordings, streams and prompts as plain commands."""

import pytest
from starlette.testclient import TestClient

from functions.shared.media import PROMPTS
from tests.functions.control import ADA, body_of, start_conference

RECORDINGS = "/v1/conferences/internal/recordings"
STREAMS = "/v1/conferences/internal/streams"


def test_a_recording_is_started_paused_and_stopped_under_the_same_text(api: TestClient) -> None:
    started = api.post(RECORDINGS, json={"format": "mp4", "width": 1280, "height": 720}).json()
    paused = api.patch(f"{RECORDINGS}/{started['id']}", json={"paused": True}).json()
    resumed = api.patch(f"{RECORDINGS}/{started['id']}", json={"paused": False}).json()
    stopped = api.delete(f"{RECORDINGS}/{started['id']}").json()

    kinds = ["start_recording", "pause_recording", "resume_recording", "stop_recording"]
    bodies = [body_of(command["id"]) for command in (started, paused, resumed, stopped)]
    text = {"recording": started["id"], "format": "mp4", "width": 1280, "height": 720}
    assert bodies == [{"kind": kind, **text} for kind in kinds]


def test_a_stream_is_started_and_stopped(api: TestClient) -> None:
    started = api.post(STREAMS, json={"url": "rtmps://live.example.com/app"}).json()
    stopped = api.delete(f"{STREAMS}/{started['id']}").json()

    assert body_of(stopped["id"]) == {
        "kind": "stop_stream",
        "stream": started["id"],
        "url": "rtmps://live.example.com/app",
    }


@pytest.mark.parametrize(
    "url", ["http://example.com/x", "rtmp://user:secret@example.com/a", "rtmp://a/b c", "rtmp://a/{b}"]
)
def test_an_address_that_is_none_is_refused_and_not_repeated(api: TestClient, url: str) -> None:
    answer = api.post(STREAMS, json={"url": url})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")
    assert url not in answer.text


def test_what_was_not_started_here_cannot_be_stopped(api: TestClient) -> None:
    start_conference("external")
    recording = api.post(RECORDINGS, json={}).json()["id"]
    muting = api.patch(f"/v1/conferences/internal/members/{ADA}", json={"muted": True}).json()["id"]

    answers = [
        api.delete(f"{RECORDINGS}/unknown"),
        api.delete(f"/v1/conferences/external/recordings/{recording}"),
        api.delete(f"{RECORDINGS}/{muting}"),
        api.delete(f"{STREAMS}/{recording}"),
    ]

    codes = [answer.json()["code"] for answer in answers]
    assert codes == ["recording_not_found"] * 3 + ["stream_not_found"]


def test_there_are_no_outputs_until_the_relay_tells(api: TestClient) -> None:
    assert api.get(RECORDINGS).json() == {"items": []}
    assert api.get(STREAMS).json() == {"items": []}


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
