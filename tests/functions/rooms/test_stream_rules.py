"""A room's rule that streams: its key is taken, kept sealed for that conference, and told to nobody."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from functions.shared.outputs.sealed_keys import open_rule_key
from functions.shared.provisioning import stream_rules
from functions.shared.settings import StreamSettings, read
from functions.shared.tables.provisioned.rooms import find_rules
from infra.provision import changes_of
from infra.provisioning.applying import apply
from infra.provisioning.source import Refused, Source
from tests.functions.control import TABLES

KEY = "abcd-efgh-1234"
# On the public internet.
URL = "rtmps://203.0.114.7/app"
BOARD = "/v1/rooms/board"


def put(api: TestClient, **rule: Any) -> Any:
    answer = api.put(BOARD, json={"rules": {"stream": rule}})
    assert answer.status_code in (200, 201), answer.text
    return answer.json()["rules"]["stream"]


def kept(conference: str = "board", domain: str = "example.com") -> str:
    """The key that the relay of the conference's node would have."""
    sealed = find_rules(conference, domain).stream_key
    secrets = read(StreamSettings).key_secrets
    return open_rule_key(sealed, domain=domain, conference=conference, secrets=secrets) if sealed else ""


def test_the_key_is_in_no_answer_and_in_no_table_and_the_relay_can_open_it(api: TestClient) -> None:
    shown = put(api, preset="youtube", key=KEY, people=3)
    answers = api.get(BOARD).text + api.get("/v1/rooms").text + json.dumps(shown)
    rows = [json.dumps(item.serialize()) for kind in TABLES for item in kind.scan()]

    assert kept() == KEY
    assert KEY not in answers
    assert [row for row in rows if KEY in row] == []
    assert (shown["preset"], shown["people"], shown.get("key")) == ("youtube", 3, None)


def test_a_key_that_is_left_out_stays_and_an_empty_one_takes_it_away(api: TestClient) -> None:
    put(api, url=URL, key=KEY)
    api.patch(BOARD, json={"lobby": "outside", "rules": {"stream": {"people": 5}}})
    stayed = kept()
    put(api, url=URL)
    stayed_too = kept()
    api.patch(BOARD, json={"rules": {"stream": {"key": ""}}})

    assert (stayed, stayed_too, kept()) == (KEY, KEY, "")


def test_a_key_goes_to_no_other_address_than_it_was_given_for(api: TestClient) -> None:
    put(api, url=URL, key=KEY)
    api.patch(BOARD, json={"rules": {"stream": {"url": "rtmps://203.0.114.8/app/x"}}})

    assert kept() == "x"


def test_a_key_that_stands_in_the_address_is_taken_out_of_it(api: TestClient) -> None:
    shown = put(api, url=f"{URL}/{KEY}")
    again = put(api, url=shown["url"])

    assert (shown["url"], again["url"], kept()) == (URL, URL, KEY)


def test_a_room_that_streams_no_more_has_no_key(api: TestClient) -> None:
    put(api, url=URL, key=KEY)
    api.patch(BOARD, json={"rules": {"stream": None, "longest_minutes": 60}})

    assert (find_rules("board", "example.com").stream_key, find_rules("board", "example.com").rules.stream) == (
        "",
        None,
    )


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({}, "url"),
        ({"url": URL, "preset": "youtube"}, "url"),
        ({"url": "http://203.0.114.7/app", "key": KEY}, "url"),
        ({"url": "rtmp://10.1.2.3/app", "key": KEY}, "url"),
        ({"url": "rtmp://169.254.169.254/latest/meta-data"}, "url"),
        ({"url": "rtmp://203.0.114.7:22/app", "key": KEY}, "url"),
        ({"preset": "youtube", "key": "a b|c"}, "key"),
        ({"preset": "youtube", "people": 0}, "people"),
        ({"preset": "youtube", "name": ".weekly"}, "name"),
        ({"url": URL, "preset": "mine"}, "preset"),
    ],
)
def test_what_is_wrong_is_named_and_no_key_is_shown(api: TestClient, rule: dict[str, object], field: str) -> None:
    refused = api.put(BOARD, json={"rules": {"stream": rule}})

    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == [f"rules.stream.{field}"]
    assert str(rule.get("key", "no key")) not in refused.text


def test_an_installation_that_cannot_keep_a_key_says_so(api: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_rules, "_secrets", ())

    refused = api.put(BOARD, json={"rules": {"stream": {"url": URL, "key": KEY}}})

    assert "STREAM_KEY_SECRET" in refused.json()["errors"][0]["problem"]
    assert api.put(BOARD, json={"rules": {"stream": {"url": URL, "key": ""}}}).status_code == 201


@pytest.mark.usefixtures("api")
def test_a_file_that_is_applied_again_changes_nothing_and_its_errors_show_no_key() -> None:
    room = "rooms:\n  - name: hall\n    domain: example.com\n    rules: {{stream: {{url: {url}, key: {key}}}}}\n"
    source = Source("test.yaml", room.format(url=URL, key=KEY))
    first = changes_of(source, prune=False)
    apply(first)
    second = changes_of(source, prune=False)
    with pytest.raises(Refused) as refused:
        changes_of(Source("test.yaml", room.format(url="http://x", key=KEY)), prune=False)

    assert (kept("hall"), len(second)) == (KEY, 0)
    assert KEY not in "\n".join(map(str, first))
    assert KEY not in str(refused.value)
