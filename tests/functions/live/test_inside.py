"""Whoever has to be in the meeting hears of it over a WebSocket while they are, and at no other time.

A room that nobody knows any more lets in nobody without asking, either.
"""

import time
from typing import Any

from functions.shared.api.entry_tokens import sign
from functions.shared.feed.events import ConferenceEnded, Event, MemberLeft
from functions.shared.live.viewers import last_for
from functions.shared.rooms.waiting import Lobby
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.live.connections import Viewer, listening
from functions.shared.tables.own_rows import forget_names
from functions.shared.tables.provisioned.documents import encode
from functions.shared.tables.provisioned.rooms import ROOM_KEY, Room, RoomsItem
from tests.functions.control import SETTINGS
from tests.functions.live.listening import GatewayStub, connect, happen, muted, say, ticket_of

GRACE = "entry-grace"


def guest() -> str:
    now = time.time()
    text = sign(
        SETTINGS.entry_secrets[0], GRACE, domain="example.com", conference="internal", role="participant", name="Grace",
        now=now, ends=now + 3600,
    )  # fmt: skip
    return ticket_of(text)


def there(*users: str) -> None:
    members = [MemberState(uuid=f"call-{user}", number=n, user=user, name=user) for n, user in enumerate(users)]
    state = ConferenceState(name="internal", uuid="meeting-internal", node="fs1", domain="example.com")
    write_rows(state, members=members)
    forget_names()


def frames_of(gateway: GatewayStub) -> list[tuple[str, str]]:
    """What came, and of a problem its code."""
    return [(one["type"], one.get("problem", {}).get("code", "")) for one in gateway.taken("grace")]


def test_who_waits_follows_nothing_says_nothing_and_who_is_in_does(gateway: GatewayStub) -> None:
    frames: list[dict[str, Any]] = [
        {"type": "subscribe", "conference": "internal"},
        {"type": "subscribe", "conference": "internal", "after": 0},
        {"type": "say", "conference": "internal", "text": "hello", "id": "m1"},
        {"type": "hand", "conference": "internal", "raised": True},
    ]
    there("1000")
    assert connect("grace", guest()) == 200
    for frame in frames:
        say("grace", **frame)
    outside = frames_of(gateway)
    say("grace", type="subscribe", conference="*")
    every = frames_of(gateway)
    listened = [one.connection for one in listening("internal", "example.com", now=time.time())]
    there("1000", GRACE)
    for frame in frames:
        say("grace", **frame)

    assert outside == [("problem", "not_inside")] * 4
    assert every == [("problem", "conference_not_found")]
    assert listened == []
    assert {kind for kind, _ in frames_of(gateway)} <= {"snapshot", "events"}
    assert [one.connection for one in listening("internal", "example.com", now=time.time())] == ["grace"]


def lobby(which: Lobby) -> None:
    RoomsItem(
        "internal", ROOM_KEY,
        body=encode(Room(name="internal", domain="example.com", conference="internal", lobby=which)),
    ).save()  # fmt: skip


def test_a_lobby_that_is_switched_on_binds_whoever_follows_already(gateway: GatewayStub) -> None:
    """What they have still they had before; whoever is in the meeting follows it as long as they are in it."""
    lobby("off")
    there("1000")
    assert connect("grace", guest()) == 200
    say("grace", type="subscribe", conference="internal")
    say("grace", type="subscribe", conference="*")
    say("grace", type="say", conference="internal", text="hello", id="m1")
    before = frames_of(gateway)
    lobby("everybody")
    for frame in ({"type": "say", "text": "I wait", "id": "m2"}, {"type": "hand", "raised": True},
                  {"type": "subscribe", "after": 0}):  # fmt: skip
        say("grace", conference="internal", **frame)
    bound = frames_of(gateway)
    there("1000", GRACE)
    say("grace", type="subscribe", conference="internal")
    (listens,) = listening("internal", "example.com", now=time.time())

    assert {kind for kind, _ in before} <= {"snapshot", "events"}
    assert bound == [("problem", "not_inside")] * 3
    assert {kind for kind, _ in frames_of(gateway)} <= {"snapshot", "events"}
    assert (listens.viewer.guest, listens.viewer.inside) == (True, True)


def events() -> list[Event]:
    left = MemberLeft(uuid="call-1", user="1000")
    return happen(muted(True), left, MemberLeft(uuid="call-2", user=GRACE), muted(False))


def test_what_such_a_viewer_may_be_told_ends_with_their_own_end_or_the_meetings(gateway: GatewayStub) -> None:
    told = events()
    ended = happen(ConferenceEnded(reason="destroyed"))
    inside = Viewer(subject=f"{GRACE}@example.com", domain="example.com", inside=True)
    other = Viewer(subject=GRACE, domain="example.com")

    assert gateway.posts == 0
    assert last_for(inside, told) == told[2].seq
    assert last_for(inside, told[:2]) is None
    assert last_for(inside, ended) == ended[0].seq
    assert last_for(other, [*told, *ended]) is None
