"""What a client says over its WebSocket, and what it is told."""

import time
from datetime import datetime

import msgspec
import pytest

from functions.live.answers import MOST_CONFERENCES, MOST_MISSED
from functions.shared.feed.appending import append
from functions.shared.feed.changes import changes
from functions.shared.feed.events import ConferenceChanged, MemberJoined
from functions.shared.feed.reading import events_since
from functions.shared.live.frames import MOST_BYTES
from functions.shared.state import ConferenceState, MemberState
from functions.shared.tables.conferences.ends import end_conference
from functions.shared.tables.conferences.rows import find_conference
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.known.nodes import forget_nodes
from functions.shared.tables.known.revocations import forget_revocations
from functions.shared.tables.live.connections import ConnectionsItem, beginnings, find_viewer, listeners
from functions.shared.tables.nodes import OVER_SECONDS
from functions.shared.tables.revocations import revoke_token
from tests.functions.control import ADA, node, start_conference
from tests.functions.control import client as api
from tests.functions.live.listening import GatewayStub, ask, connect, event, happen, muted, say, ticket


@pytest.fixture
def me(gateway: GatewayStub) -> str:
    """An open connection."""
    assert connect("me", ticket()) == 200
    return "me"


def test_who_subscribes_gets_the_conference_and_its_seq(gateway: GatewayStub, me: str) -> None:
    told = happen(muted(True))

    say(me, type="subscribe", conference="internal")

    (frame,) = gateway.taken(me)
    assert (frame["type"], frame["name"], frame["seq"], frame["part"], frame["of"]) == (
        "snapshot", "internal", told[-1].seq, 1, 1
    )  # fmt: skip
    assert frame["conference"].keys() == api().get("/v1/conferences/internal").json().keys()


def test_what_was_told_and_is_not_in_the_rows_yet_is_in_the_snapshot(gateway: GatewayStub, me: str) -> None:
    # The relay tells, and then writes.
    happen(muted(True))

    say(me, type="subscribe", conference="internal")

    (frame,) = gateway.taken(me)
    assert {one["uuid"]: one["muted"] for one in frame["conference"]["members"]}[ADA] is True


def begin(name: str, people: int, *, node: str = "fs1") -> tuple[ConferenceState, int]:
    """A meeting is told, and nothing of it is written yet; gives it and its newest seq."""
    crowd = tuple(MemberState(uuid=f"call-{number}", number=number) for number in range(people))
    state = ConferenceState(
        name=name, uuid=f"meeting-{name}", node=node, domain="example.com", members=crowd, member_count=people
    )
    told = append(changes(None, state, at="2026-01-01T00:00:00.000Z"), domain="example.com", now=time.time())
    return state, told.seq


@pytest.mark.parametrize("people", [0, 1, 300])
def test_who_subscribes_between_a_beginning_and_its_rows_has_not_missed_it(
    gateway: GatewayStub, me: str, people: int
) -> None:
    _, seq = begin("fresh", people)

    say(me, type="subscribe", conference="fresh")

    frames = gateway.taken(me)
    assert {frame["seq"] for frame in frames} == {seq}
    assert {frame["conference"]["uuid"] for frame in frames} == {"meeting-fresh"}
    assert sum(len(frame["conference"]["members"]) for frame in frames) == people


def test_however_much_was_told_since_the_rows_were_written_it_is_in_the_snapshot(gateway: GatewayStub, me: str) -> None:
    state, seq = begin("fresh", 3)
    write_rows(state, members=state.members, told=seq)
    crowd = tuple(MemberState(uuid=f"more-{number}", number=10 + number) for number in range(300))
    more = msgspec.structs.replace(state, members=(*state.members, *crowd), member_count=303)
    told = append(changes(state, more, at="2026-01-01T00:00:00.000Z"), domain="example.com", now=time.time())

    say(me, type="subscribe", conference="fresh")

    frames = gateway.taken(me)
    assert {frame["seq"] for frame in frames} == {told.seq}
    assert sum(len(frame["conference"]["members"]) for frame in frames) == 303


def test_of_a_beginning_whose_node_is_gone_nothing_goes_on(gateway: GatewayStub, me: str) -> None:
    node("fs2", beat=OVER_SECONDS + 1, switch=OVER_SECONDS + 1)
    begin("fresh", 2, node="fs2")

    say(me, type="subscribe", conference="fresh")

    assert [frame["conference"] for frame in gateway.taken(me)] == [None]


def test_another_domains_beginning_is_not_there(gateway: GatewayStub) -> None:
    begin("fresh", 2)
    assert connect("stranger", ticket(domain="other.example")) == 200

    say("stranger", type="subscribe", conference="fresh")

    assert [frame["conference"] for frame in gateway.taken("stranger")] == [None]


def test_who_has_a_seq_gets_what_came_after_it(gateway: GatewayStub, me: str) -> None:
    told = happen(muted(True), muted(False), muted(True))

    say(me, type="subscribe", conference="internal", after=told[0].seq)

    (frame,) = gateway.taken(me)
    assert (frame["type"], frame["conference"]) == ("events", "internal")
    assert [one["seq"] for one in frame["events"]] == [told[1].seq, told[2].seq]


def test_who_has_everything_gets_nothing(gateway: GatewayStub, me: str) -> None:
    told = happen(muted(True))

    say(me, type="subscribe", conference="internal", after=told[-1].seq)

    assert gateway.taken(me) == []
    assert [one for one, _ in listeners("internal")] == [me]


def test_a_seq_from_nowhere_is_a_gap_and_a_snapshot(gateway: GatewayStub, me: str) -> None:
    told = happen(muted(True))

    say(me, type="subscribe", conference="internal", after=told[0].seq + 9)

    assert [frame["type"] for frame in gateway.taken(me)] == ["gap", "snapshot"]


def test_who_missed_very_much_gets_a_snapshot_instead(gateway: GatewayStub, me: str) -> None:
    first, *_ = happen(*[muted(bool(number % 2)) for number in range(MOST_MISSED + 3)])

    say(me, type="subscribe", conference="internal", after=first.seq)

    assert [frame["type"] for frame in gateway.taken(me)] == ["gap", "snapshot"]


def test_a_conference_that_does_not_go_on_is_null_and_its_beginning_is_told(gateway: GatewayStub, me: str) -> None:
    end_conference("internal", "meeting-internal", now=time.time())

    say(me, type="subscribe", conference="internal")
    say(me, type="subscribe", conference="later")

    frames = gateway.taken(me)
    assert [(frame["name"], frame["conference"]) for frame in frames] == [("internal", None), ("later", None)]
    assert [one for one, _ in listeners("later")] == [me]


def test_a_large_conference_comes_in_parts_that_fit(gateway: GatewayStub, me: str) -> None:
    stored = find_conference("internal")
    assert stored is not None
    crowd = tuple(MemberState(uuid=f"{number:036}", number=number, name="ä" * 200) for number in range(200))
    write_rows(stored.state, members=crowd)

    say(me, type="subscribe", conference="internal")

    frames = gateway.taken(me)
    assert [(frame["part"], frame["of"]) for frame in frames] == [(n, len(frames)) for n in range(1, len(frames) + 1)]
    assert len(frames) > 2
    assert max(gateway.sizes) <= MOST_BYTES
    members = [one["uuid"] for frame in frames for one in frame["conference"]["members"]]
    assert sorted(set(members)) == sorted(members)
    assert {one.uuid for one in crowd} <= set(members)


def test_many_events_come_in_frames_that_fit(gateway: GatewayStub, me: str) -> None:
    told = happen(*[ConferenceChanged(changed={"layout": "x" * 900}) for _ in range(90)])

    say(me, type="subscribe", conference="internal", after=told[0].seq - 1)

    frames = gateway.taken(me)
    assert [one["seq"] for frame in frames for one in frame["events"]] == [one.seq for one in told]
    assert max(gateway.sizes) <= MOST_BYTES
    assert len(frames) > 2


def test_a_single_event_that_fits_no_frame_is_a_gap(gateway: GatewayStub, me: str) -> None:
    huge = MemberJoined(member={"uuid": "x", "name": "n" * MOST_BYTES})
    first, _ = happen(muted(True), huge)

    say(me, type="subscribe", conference="internal", after=first.seq - 1)

    assert [frame["type"] for frame in gateway.taken(me)] == ["events", "gap"]
    assert max(gateway.sizes) <= MOST_BYTES


def test_a_ping_says_the_newest_seq_of_all_that_is_listened_to(gateway: GatewayStub, me: str) -> None:
    start_conference("other")
    told = happen(muted(True))
    say(me, type="subscribe", conference="internal", after=told[0].seq)
    say(me, type="subscribe", conference="other", after=0)
    gateway.taken(me)

    say(me, type="ping")

    # After each subscription everybody was told who came.
    newest = {name: events_since(name, 0)[-1].seq for name in ("internal", "other")}
    (pong,) = gateway.taken(me)
    assert (pong["type"], pong["seqs"]) == ("pong", newest)
    assert newest["internal"] == told[0].seq + 1


def test_a_ping_says_how_the_nodes_are_for_one_that_is_gone_tells_nothing(gateway: GatewayStub, me: str) -> None:
    say(me, type="subscribe", conference="internal")
    say(me, type="subscribe", conference="later")
    gateway.taken(me)
    node(beat=60, switch=60)
    forget_nodes()

    say(me, type="ping")

    (pong,) = gateway.taken(me)
    assert pong["nodes"]["internal"]["node_state"] == "lost"
    assert datetime.fromisoformat(pong["nodes"]["internal"]["as_of"]).timestamp() == pytest.approx(
        time.time() - 60, abs=5
    )
    assert pong["nodes"]["later"] is None


def test_a_conference_whose_node_was_gone_for_too_long_is_over(gateway: GatewayStub, me: str) -> None:
    say(me, type="subscribe", conference="internal")
    gateway.taken(me)
    node(beat=OVER_SECONDS + 60, switch=OVER_SECONDS + 60)
    forget_nodes()

    say(me, type="ping")

    assert gateway.taken(me)[0]["nodes"] == {"internal": None}


def test_who_listens_to_all_beginnings_is_in_no_pong_and_is_forgotten_with_the_rest(
    gateway: GatewayStub, me: str
) -> None:
    say(me, type="subscribe", conference="*")
    assert [one for one, _ in listeners(beginnings("example.com"))] == [me]

    say(me, type="ping")
    assert gateway.taken(me) == [{"type": "pong", "seqs": {}, "nodes": {}}]

    say(me, type="unsubscribe", conference="*")
    assert listeners(beginnings("example.com")) == []


def test_a_problem_says_which_conference_it_is_about(gateway: GatewayStub) -> None:
    assert connect("me", ticket(conferences=("mine",))) == 200
    say("me", type="subscribe", conference="internal")
    say("me", type="subscribe", conference="no name")

    covered, named = gateway.taken("me")
    assert (covered["problem"]["code"], covered["conference"]) == ("conference_not_found", "internal")
    assert (named["problem"]["code"], "conference" in named) == ("invalid_field", False)


def test_who_unsubscribes_is_told_no_more(gateway: GatewayStub, me: str) -> None:
    say(me, type="subscribe", conference="internal")
    say(me, type="unsubscribe", conference="internal")
    say(me, type="unsubscribe", conference="internal")

    assert listeners("internal") == []


@pytest.mark.parametrize(
    ("body", "code", "fields"),
    [
        ("", "invalid_json", []),
        ("{", "invalid_json", []),
        ("[]", "invalid_field", [""]),
        ('{"type": "shout"}', "invalid_field", ["type"]),
        ('{"type": "subscribe"}', "invalid_field", ["conference"]),
        (
            '{"type": "subscribe", "conference": "a b", "after": -1, "x": 1}',
            "invalid_field",
            ["x", "conference", "after"],
        ),
        ('{"type": "subscribe", "conference": "#me"}', "invalid_field", ["conference"]),
        ('{"type": "ping", "loud": true}', "invalid_field", ["loud"]),
    ],
)
def test_what_makes_no_sense_is_answered_with_what_is_wrong(
    gateway: GatewayStub, me: str, body: str, code: str, fields: list[str]
) -> None:
    ask(event("MESSAGE", me, body=body))

    (frame,) = gateway.taken(me)
    assert (frame["type"], frame["problem"]["code"]) == ("problem", code)
    assert [one["field"] for one in frame["problem"].get("errors", [])] == fields
    assert frame["problem"]["request_id"] == "r"


def test_a_conference_that_the_token_does_not_cover_is_not_there(gateway: GatewayStub) -> None:
    connect("narrow", ticket("view", conferences=("other",)))

    say("narrow", type="subscribe", conference="internal")

    (frame,) = gateway.taken("narrow")
    assert frame["problem"]["code"] == "conference_not_found"
    assert listeners("internal") == []


def test_another_domains_conference_looks_as_if_it_were_not_there(gateway: GatewayStub) -> None:
    happen(muted(True))
    connect("them", ticket("view", domain="other.example"))

    say("them", type="subscribe", conference="internal")
    say("them", type="subscribe", conference="no-such")

    mine, none = gateway.taken("them")
    assert (mine["conference"], mine["seq"]) == (none["conference"], none["seq"]) == (None, 0)


def test_a_connection_listens_to_so_many_conferences(gateway: GatewayStub, me: str) -> None:
    for number in range(MOST_CONFERENCES):
        say(me, type="subscribe", conference=f"c{number}")
    gateway.taken(me)

    say(me, type="subscribe", conference="one-more")
    say(me, type="subscribe", conference="c0")

    problem, snapshot = gateway.taken(me)
    assert (problem["problem"]["code"], snapshot["type"]) == ("wrong_state", "snapshot")


def test_who_is_gone_is_forgotten(gateway: GatewayStub, me: str) -> None:
    for number in range(30):
        say(me, type="subscribe", conference=f"c{number}")

    assert ask(event("DISCONNECT", me)) == {"statusCode": 200}
    assert list(ConnectionsItem.scan()) == []


def test_who_does_not_take_an_answer_is_dropped(gateway: GatewayStub, me: str) -> None:
    gateway.slow.add(me)

    say(me, type="subscribe", conference="internal")

    assert gateway.closed == {me}
    assert find_viewer(me) is None


def test_a_token_that_ended_or_was_revoked_ends_its_connection(
    gateway: GatewayStub, me: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = find_viewer(me)
    assert viewer is not None
    assert viewer.ends > time.time()
    connect("revoked", ticket())
    revoked = find_viewer("revoked")
    assert revoked is not None
    revoke_token("example.com", revoked.token, until=time.time() + 60)
    forget_revocations()

    say("revoked", type="ping")
    monkeypatch.setattr("functions.live.connections.time.time", lambda: viewer.ends + 1)
    say(me, type="ping")

    assert gateway.closed == {"revoked", me}
    assert gateway.frames == {}
