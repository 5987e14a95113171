"""A link into a room with a lobby: its caller waits, and its token shows nothing of who is inside until they are."""

import jwt
import pytest
from starlette.testclient import TestClient

from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.own_rows import forget_names
from tests.functions.control import client
from tests.functions.rooms.entries.links import calls, come_in, make_link
from tests.functions.whole_api import whole_client

VIEW, HOST = ["view", "chat"], ["view", "chat", "host"]
HALL = "/v1/conferences/board"


@pytest.mark.parametrize(
    ("lobby", "role", "can", "shown", "place"),
    [
        ("off", "participant", VIEW, 200, "board@video"),
        ("outside", "participant", VIEW, 409, "waiting.board@waiting+flags"),
        ("everybody", "participant", VIEW, 409, "waiting.board@waiting+flags"),
        ("everybody", "moderator", HOST, 200, "board@video"),
    ],
)
@pytest.mark.parametrize("when", ["before", "in the middle"])
def test_whoever_waits_has_a_token_that_counts_in_the_meeting_only(
    api: TestClient, *, lobby: str, role: str, can: list[str], shown: int, place: str, when: str
) -> None:
    """Also where the lobby is switched on when the link is open already."""
    begin = {"number": "3000"} if when == "in the middle" else {"number": "3000", "lobby": lobby}
    assert api.put("/v1/rooms/board", json=begin).status_code == 201
    entrance = come_in(api, make_link(api, role=role))
    there("1000")
    assert api.patch("/v1/rooms/board", json={"lobby": lobby}).status_code == 200

    whole = whole_client()
    whole.headers["Authorization"] = f"Bearer {entrance['token']}"
    looks = [whole.get(f"{HALL}{path}").status_code for path in ("", "/messages", "/presence", "/events?after=0")]

    claims = jwt.decode(entrance["token"], options={"verify_signature": False})
    assert claims["can"] == can
    assert looks == [shown] * 4
    assert place in calls(entrance, "3000")


def test_in_a_room_without_a_lobby_a_guest_needs_no_call(api: TestClient) -> None:
    """Whoever finds the door locked, or was hung up, is told why."""
    api.put("/v1/rooms/board", json={"number": "3000", "lobby": "everybody"})
    entrance = come_in(api, make_link(api))
    there("1000")
    whole = whole_client()
    whole.headers["Authorization"] = f"Bearer {entrance['token']}"
    paths = (HALL, f"{HALL}/messages", "/v1/conferences")

    bound = [whole.get(path).status_code for path in paths]
    api.patch("/v1/rooms/board", json={"lobby": "off"})

    assert (bound, [whole.get(path).status_code for path in paths]) == ([409, 409, 403], [200, 200, 200])


def there(*users: str, gone: tuple[str, ...] = ()) -> None:
    """The meeting, with calls of these users in it, and of those no more."""
    members = [MemberState(uuid=f"call-{user}", number=n, user=user, name=user) for n, user in enumerate(users)]
    state = ConferenceState(
        name="board", uuid="m1", node="fs1", domain="example.com", layout="2x2", member_count=len(members)
    )
    write_rows(state, members=members, gone=[f"member#call-{user}" for user in gone])
    forget_names()


def test_who_waits_is_shown_nothing_and_who_is_in_reads_and_writes(api: TestClient) -> None:
    """Every question about the conference, by whoever waits, is let in, goes, and waits again."""
    api.put("/v1/rooms/board", json={"number": "3000", "lobby": "outside"})
    entrance = come_in(api, make_link(api))
    whole = whole_client()
    whole.headers["Authorization"] = f"Bearer {entrance['token']}"
    looks = [("GET", HALL), ("GET", f"{HALL}/messages"), ("GET", f"{HALL}/presence"), ("GET", f"{HALL}/events?after=0"),
             ("GET", f"{HALL}/stage"), ("POST", f"{HALL}/messages")]  # fmt: skip

    def answers() -> set[tuple[int, str]]:
        told = [
            whole.request(method, path, json={"text": "hello"} if method == "POST" else None) for method, path in looks
        ]
        return {(one.status_code // 100, one.json().get("code", "")) for one in told if one.status_code != 404}

    nobody = answers()
    there("1000")
    waits = answers()
    there("1000", entrance["user"])
    inside = answers()
    told = whole.get(HALL).json()
    there("1000", gone=(entrance["user"],))
    again = answers()

    assert nobody == waits == again == {(4, "not_inside")}
    assert inside == {(2, "")}
    assert {one["user"] for one in told["members"]} == {"1000", entrance["user"]}
    # Where no conference is named there is nothing for them.
    assert {whole.get(path).status_code for path in ("/v1/conferences", "/v1/layouts", "/v1/assets")} == {403}


def test_who_is_in_by_such_a_link_is_no_host_and_who_is_made_one_is(api: TestClient) -> None:
    api.put("/v1/rooms/board", json={"number": "3000", "lobby": "outside"})
    entrance = come_in(api, make_link(api))
    there("1000", entrance["user"])
    control = client()

    refused = control.post(f"{HALL}/mute-all", headers={"Authorization": f"Bearer {entrance['token']}"})

    assert (refused.status_code, refused.json()["code"]) == (403, "missing_ability")
