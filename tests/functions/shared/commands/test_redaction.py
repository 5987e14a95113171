"""No stream key, password, PIN or dialled digit is left in a text that was redacted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.shared.commands import redact, shown_key
from tests.functions.shared.commands.recorded import events, replies

CANARY = "k4n4ry-0000-1111-2222"

HIDES = [
    f"conference internal record rtmp://live.example.com/app/{CANARY}",
    f"internal record {{vw=640,vh=480}}rtmps://live.example.com:443/app/{CANARY}",
    f"conference internal norecord RTMPS://live.example.com/app/{CANARY}?backup=1",
    f"+OK Record file rtmp://[::1]:1935/live/{CANARY} canvas 1",
    f"-ERR file [{{a=b}}rtmp://live.example.com/app/{CANARY}] is already being used for recording.",
    f"-ERR non-existant recording 'rtmp://live.example.com/app/{CANARY}'",
    f"Stopped recording file rtmp://live.example.com/app/x/{CANARY}",
    f"rtmp://live.example.com/{CANARY}-{CANARY}",
    f"conference internal record rtmp://live.example.com/{CANARY}",
    f"+OK Record file rtmp://live.example.com/{CANARY}/ canvas 1",
    f"rtmp://user:{CANARY}@live.example.com/app/key",
    f"rtmp%3A%2F%2Flive.example.com%2Fapp%2F{CANARY}",
    f"https://user:{CANARY}@example.com/x.wav",
    f"internal pin {CANARY}",
    f"conference internal pin mod {CANARY}",
    f"+OK Pin for conference internal set: {CANARY}",
    f"+OK Moderator Pin for conference internal set: {CANARY}",
    f"originate user/1000 &conference(internal@video+{CANARY})",
    f"conference other transfer internal@video+{CANARY}+flags{{moderator}} 3",
    f"uuid_setvar 3aa09c8c sip_auth_password {CANARY}",
    f"{{auth_username=a,auth_password={CANARY},vw=640}}/a.mkv",
    f'{{"password": "{CANARY}", "key": 1}}',
    f"a1-hash={CANARY}",
    f"supplied_pin={CANARY}",
    f"auth {CANARY}",
    f"userauth 1000@example.com:{CANARY}",
    f"conference internal dtmf 3 {CANARY}",
    f"uuid_send_dtmf 3aa09c8c {CANARY}",
    f"+OK sent {CANARY} to 3",
    f"Authorization: Bearer {CANARY}",
]


@pytest.mark.parametrize("text", HIDES)
def test_what_is_secret_is_hidden(text: str) -> None:
    redacted = redact(text)

    assert CANARY not in redacted
    assert CANARY[:-4] not in redacted
    assert "…" in redacted


@pytest.mark.parametrize("text", HIDES)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    assert redact(redact(text)) == redact(text)


def test_the_address_of_a_stream_stays_and_the_end_of_a_long_key() -> None:
    text = "conference internal record {vw=640}rtmps://a.rtmps.youtube.com:443/live2/abcd-efgh-ijkl-mnop"

    assert redact(text) == "conference internal record {vw=640}rtmps://a.rtmps.youtube.com:443/live2/…mnop"


@pytest.mark.parametrize(("key", "shown"), [("abcd-efgh-ijkl-mnop", "…mnop"), ("short", "…"), ("", "…")])
def test_a_short_key_is_not_shown_at_all(key: str, shown: str) -> None:
    assert shown_key(key) == shown


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", min_size=16, max_size=60))
def test_no_key_of_any_shape_is_left(key: str) -> None:
    assert key not in redact(f"+OK Record file rtmps://host.example/app/{key} canvas 1")


PLAIN_COMMANDS = [
    "conference internal mute 3",
    "conference internal vid-layout 2x2",
    "conference internal vid-res-id 3 presenter force",
    "conference internal vid-banner 3 {font_scale=5,bg=#f5f7fa}Hello%20World",
    "conference internal nopin",
    "+OK Pin for conference internal deleted",
    "+OK mute 3",
    "xml_flush_cache id 1000 example.com",
]


@pytest.mark.parametrize("text", PLAIN_COMMANDS)
def test_what_is_not_secret_stays(text: str) -> None:
    assert redact(text) == text


def test_the_recorded_api_events_keep_everything_but_keys_pins_and_digits() -> None:
    arguments = [event.get("API-Command-Argument", "") for event in events()]
    changed = [argument for argument in arguments if redact(argument) != argument]

    assert changed == [
        "internal pin 1234",
        "internal record rtmp://127.0.0.1:1935/live/x",
        "internal record rtmps://127.0.0.1:1936/live/x",
        "internal dtmf 3 1",
        "internal record rtmp://127.0.0.1:1935/live/x",
        "internal record rtmps://127.0.0.1:1936/live/y",
    ]


def test_a_recorded_pin_is_hidden_in_its_reply() -> None:
    (reply,) = replies("conference internal pin 1234")

    assert redact(reply).strip() == "+OK Pin for conference internal set: …"
