"""The request of a call can be had without sending it."""

import msgspec
import pytest

from freeswitch_functions_client import Problem, request_of
from freeswitch_functions_client.schemas import Mute, RoomBody
from tests.clients.python.both import Asked, json


def test_the_request_is_the_one_that_is_sent() -> None:
    body = RoomBody(number="7001", open=True)
    made = request_of(lambda api: api.put_room("a/b", body, if_match=3, idempotency_key="k"))
    asked = Asked("waiting", [json({})])
    with pytest.raises(Problem, match="no answer"):
        asked.get(lambda api: api.put_room("a/b", body, if_match=3, idempotency_key="k"))
    sent = asked.requests[0]

    assert (made.method, made.target.encode()) == (sent.method, sent.url.raw_path)
    assert made.content == sent.content
    assert {name: sent.headers[name] for name in made.headers("other")} == made.headers("other")
    assert "Authorization" not in made.headers("other")


def test_a_list_is_asked_for_by_its_first_page() -> None:
    made = request_of(lambda api: api.all_rooms(prefix="b"))

    assert (made.method, made.target) == ("GET", "/v1/rooms?prefix=b")


def test_each_request_has_a_key_of_its_own_unless_it_was_given_one() -> None:
    made = request_of(lambda api: api.run_command("internal", Mute(member="m", muted=True)))

    assert made.headers("one")["Idempotency-Key"] == "one"
    assert msgspec.json.decode(made.content or b"") == {"kind": "mute", "member": "m", "muted": True}


def test_what_asks_nothing_has_no_request() -> None:
    with pytest.raises(ValueError, match="no request"):
        request_of(lambda _: None)
