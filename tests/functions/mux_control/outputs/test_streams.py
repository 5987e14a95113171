"""Streams over HTTP: the key goes in and never comes out, private targets are refused."""

import msgspec
import pytest
from starlette.testclient import TestClient

from functions.mux_control.outputs import streams
from functions.mux_control.submission import stream_hosts
from functions.shared.outputs.sealed_keys import open_key
from functions.shared.settings import StreamSettings
from functions.shared.state import OutputLife
from functions.shared.tables.commands.rows import CommandsItem
from functions.shared.tables.conferences.rows import ConferencesItem
from tests.functions.control import body_of
from tests.functions.mux_control.outputs.rows import stream

STREAMS = "/v1/conferences/internal/streams"
SECRET = "a secret for stream keys, long enough"
KEY = "abcd-efgh-canary-1234"


@pytest.fixture(autouse=True)
def no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names have public addresses, and there is a secret."""

    def resolve(host: str, _port: int) -> list[str]:
        return ["10.0.0.1"] if host.startswith("inside") else ["93.184.215.14"]

    monkeypatch.setattr("functions.shared.reach.hosts.resolve_host", resolve)
    monkeypatch.setattr(streams, "_settings", StreamSettings(key_secrets=(SECRET,)))


def test_a_stream_is_started_with_its_key_sealed(api: TestClient) -> None:
    answer = api.post(STREAMS, json={"url": "rtmps://live.example.com/app", "key": KEY, "name": "launch"})
    body = msgspec.convert(body_of(answer.json()["id"]), dict[str, str])
    sealed = body.pop("sealed_key")

    assert body == {
        "kind": "start_stream",
        "stream": answer.json()["id"],
        "url": "rtmps://live.example.com/app",
        "name": "launch",
    }
    assert open_key(sealed, stream=answer.json()["id"], secrets=[SECRET]) == KEY


@pytest.mark.parametrize(
    "body",
    [
        {"url": "rtmps://live.example.com/app", "key": KEY},
        {"url": f"rtmps://live.example.com/app/{KEY}"},
        {"preset": "youtube", "key": KEY},
        {"preset": "custom", "url": f"rtmps://live.example.com/app/{KEY}"},
        {"url": f"rtmp://live.example.com/app?key={KEY}"},
        {"url": f"rtmp://live.example.com/{KEY}"},
        {"url": f"rtmp://live.example.com/{KEY}/"},
        {"url": f"rtmp://{KEY}@live.example.com/app"},
        {"url": "rtmp://10.0.0.1/app", "key": KEY},
        {"url": "rtmp://live.example.com/app", "key": KEY + "{"},
        {"preset": "youtube", "url": "rtmp://a.example/app", "key": KEY},
        {"url": 7, "key": KEY},
        {"url": "rtmp://live.example.com/app", "key": [KEY]},
        {"url": "rtmp://live.example.com/app", "stream_key": KEY},
    ],
)
def test_no_answer_and_no_row_holds_the_key(api: TestClient, body: dict[str, object]) -> None:
    answer = api.post(STREAMS, json=body)
    rows = [item.serialize() for kind in (CommandsItem, ConferencesItem) for item in kind.scan()]

    assert answer.status_code in (202, 422)
    assert KEY not in answer.text.replace("stream_key", "")
    assert KEY not in str(rows)


@pytest.mark.parametrize("preset", ["youtube", "twitch", "facebook"])
def test_a_preset_knows_the_address(api: TestClient, preset: str) -> None:
    started = api.post(STREAMS, json={"preset": preset, "key": KEY}).json()

    assert msgspec.convert(body_of(started["id"]), dict[str, str])["url"].startswith("rtmps://")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "url"),
        ({"preset": "youtube"}, "key"),
        ({"preset": "custom", "key": KEY}, "url"),
        ({"preset": "vimeo", "key": KEY}, "preset"),
        ({"url": "http://example.com/x"}, "url"),
        ({"url": "rtmp://user:secret@example.com/a"}, "url"),
        ({"url": "rtmp://a.example/b c"}, "url"),
        ({"url": "rtmp://a.example/{b}"}, "url"),
        ({"url": "rtmp://a.example/" + "x" * 2000}, "url"),
        ({"url": "rtmp://2130706433/a"}, "url"),
        ({"url": "rtmp://[::1]/a"}, "url"),
        ({"url": "rtmp://127.0.0.1/a"}, "url"),
        ({"url": "rtmp://169.254.169.254/a"}, "url"),
        ({"url": "rtmp://localhost/a"}, "url"),
        ({"url": "rtmp://inside.example/a"}, "url"),
        ({"url": "rtmp://a.example/live", "key": "two words"}, "key"),
        ({"url": "rtmp://a.example/live", "key": "k" * 501}, "key"),
    ],
)
def test_what_cannot_be_streamed_to_is_refused_by_its_field(
    api: TestClient, body: dict[str, object], field: str
) -> None:
    answer = api.post(STREAMS, json=body)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)
    assert len(answer.text) < 2000


def test_the_general_way_in_checks_the_target_too(api: TestClient) -> None:
    command = {"kind": "start_stream", "url": "rtmp://127.0.0.1/live"}
    answer = api.post("/v1/conferences/internal/commands", json=command)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "url")


def test_settings_may_allow_a_private_target(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_hosts, "_settings", StreamSettings(allowed_targets=("127.0.0.0/8",)))

    assert api.post(STREAMS, json={"url": "rtmp://127.0.0.1:1935/live"}).status_code == 202


def test_without_a_secret_no_key_is_taken(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_settings", StreamSettings())
    answer = api.post(STREAMS, json={"url": "rtmps://live.example.com/app", "key": KEY})

    assert (answer.status_code, "STREAM_KEY_SECRET" in answer.json()["detail"]) == (503, True)


def test_a_running_stream_is_shown_and_stopped(api: TestClient) -> None:
    stream("interrupted")
    shown, listed = api.get(f"{STREAMS}/s1"), api.get(STREAMS)
    stopped = api.delete(f"{STREAMS}/s1")

    assert (shown.json()["state"], shown.json()["key"]) == ("interrupted", "…1234")
    assert "sealed" not in shown.text + listed.text
    assert body_of(stopped.json()["id"]) == {"kind": "stop_stream", "stream": "s1", "url": "rtmp://a.example/live"}


@pytest.mark.parametrize("state", ["ready", "failed"])
def test_a_stream_that_is_over_cannot_be_stopped(api: TestClient, state: OutputLife) -> None:
    stream(state)

    assert api.delete(f"{STREAMS}/s1").json()["code"] == "wrong_state"


def test_an_unknown_stream_is_not_there_and_none_can_be_paused(api: TestClient) -> None:
    answers = [
        api.get(f"{STREAMS}/none"),
        api.delete(f"{STREAMS}/none"),
        api.patch(f"{STREAMS}/s1", json={"paused": True}),
    ]

    assert [answer.json()["code"] for answer in answers] == [
        "stream_not_found",
        "stream_not_found",
        "method_not_allowed",
    ]
