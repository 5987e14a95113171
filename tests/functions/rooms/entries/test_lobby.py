"""A link into a room with a lobby: its caller waits, and its token shows nothing of who is inside."""

import jwt
import pytest
from starlette.testclient import TestClient

from tests.functions.rooms.entries.links import calls, come_in, make_link

NOTHING: list[str] = []


@pytest.mark.parametrize(
    ("lobby", "role", "can", "place"),
    [
        ("off", "participant", ["view", "chat"], "board@video"),
        ("outside", "participant", NOTHING, "waiting.board@waiting+flags"),
        ("everybody", "participant", NOTHING, "waiting.board@waiting+flags"),
        ("everybody", "moderator", ["view", "chat", "host"], "board@video"),
    ],
)
def test_whoever_waits_sees_nothing_of_the_conference_by_the_links_token(
    api: TestClient, lobby: str, role: str, can: list[str], place: str
) -> None:
    assert api.put("/v1/rooms/board", json={"number": "3000", "lobby": lobby}).status_code == 201

    entrance = come_in(api, make_link(api, role=role))

    assert jwt.decode(entrance["token"], options={"verify_signature": False})["can"] == can
    assert place in calls(entrance, "3000")
