"""Two people with one name, each of a domain, from their telephones' calls to the feed; and in a meeting of before."""

from collections.abc import Iterator

import pytest

from freeswitch.relay.process import Relay
from functions.configuration.app import app as configuration
from functions.dialplan.app import app as dialplan
from functions.directory.app import app as directory
from functions.shared.commands.hosting import KeepOut
from functions.shared.feed.reading import events_since
from functions.shared.standings.persons import Comer, person_of_user
from functions.shared.state import ConferenceState, MemberState, Standing
from functions.shared.tables.conferences.kept_out import find_room_to_enter, is_kept_out
from functions.shared.tables.conferences.rows import CONFERENCE_KEY, ConferencesItem
from functions.shared.tables.conferences.writes import write_rows
from functions.shared.tables.history.meetings import stays_of
from infra.fake_freeswitch.callers.call import Call
from infra.fake_freeswitch.callers.phone import Phone
from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from tests.freeswitch.relay import play as playing
from tests.freeswitch.relay.play import NODE, REGION, Play, playground, until
from tests.functions.control import TABLES
from tests.functions.lookups import ask, provision
from tests.nodes import serve
from tests.tables import make_tables

FILE = """
domains:
  - name: example.com
    context: public
    users: [{id: "1000", password: ours, name: Ada}]
  - name: other.example
    context: public
    users: [{id: "1000", password: theirs, name: Eve}]
rooms: [{name: board, domain: example.com, number: "3000", open: true}]
contexts: [{name: public, routes: [{name: board, number: "999", target: {kind: room, room: board}}]}]
"""
APPS = {"/directory": directory, "/dialplan": dialplan, "/configuration": configuration}
OURS, THEIRS = "example.com", "other.example"


class Asking(XmlCurl):
    """The functions themselves answer, in this process."""

    def __init__(self, play: Play) -> None:
        super().__init__(play.switch.switch, "", "", "")

    def post(self, path: str, body: str) -> str | None:
        answer = ask(APPS[path], path, content=body)
        return answer.text if answer.status_code == 200 else None


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    monkeypatch.setattr(playing, "make_tables", lambda **_: make_tables(TABLES))
    with playground() as here:
        provision(FILE)
        serve(OURS, THEIRS)
        yield here


def dial(play: Play, domain: str) -> Call:
    password = {OURS: "ours", THEIRS: "theirs"}[domain]
    return Phone(play.switch.switch, Asking(play), "1000", domain, password).dial("999")


def members(play: Play, conference: str = "board") -> dict[str | None, str]:
    """The calls by the names of their users."""
    stored = play.stored(conference)
    return {} if stored is None or stored.ended_at else {one.user: one.uuid for one in stored.state.members}


def test_two_people_with_one_name_are_two_from_the_call_to_the_feed_and_in_the_meeting_that_was(play: Play) -> None:
    ours, theirs = dial(play, OURS).channel.uuid, dial(play, THEIRS).channel.uuid
    until(lambda: members(play) == {"1000": ours, "1000@other.example": theirs})

    done = play.done(KeepOut(member=theirs, entrances=("board",)), "board")
    until(lambda: members(play) == {"1000": ours})
    refused, again = dial(play, THEIRS), dial(play, OURS)
    until(lambda: sorted(one.uuid for one in _state(play).members) == sorted((ours, again.channel.uuid)))

    assert done.state == "confirmed"
    assert refused.channel.hangup_cause == "CALL_REJECTED"
    joined = [one.data["member"] for one in events_since("board", 0) if one.type == "member.joined"]
    left = [one.data for one in events_since("board", 0) if one.type == "member.left"]
    assert [one["user"] for one in joined if isinstance(one, dict)] == ["1000", "1000@other.example", "1000"]
    assert [(one["uuid"], one["user"]) for one in left] == [(theirs, "1000@other.example")]
    until(lambda: [one.user for one in stays_of(_state(play).uuid)[0]] == ["1000@other.example"])


def _state(play: Play, conference: str = "board") -> ConferenceState:
    stored = play.stored(conference)
    assert stored is not None
    return stored.state


def test_a_meeting_of_before_goes_on_with_the_names_that_it_has_and_the_next_one_tells_two_apart() -> None:
    with playground(start=False) as play:
        for call, domain in (("ours", OURS), ("theirs", THEIRS)):
            known = {"sip_authorized": "true", "domain_name": domain}
            play.switch.join("internal", "1000", call, uuid=call, variables=known)
        grace = play.switch.join("internal", "1009", "Grace", uuid="grace", variables={"sip_authorized": "true"})
        meeting = play.conference_uuid("internal")
        host = Standing(person=person_of_user(meeting, "1000"), rank="host", at="2026-11-29T10:00:00.000Z")
        written = [
            MemberState(uuid=call, number=number, user=user)
            for number, (call, user) in enumerate((("ours", "1000"), ("theirs", "1000"), ("grace", "1009")), 1)
        ]
        before = ConferenceState(name="internal", uuid=meeting, node=NODE, domain=OURS, standings=(host,))
        write_rows(before, members=written, told=0, names_domains=False)

        play.start()
        until(lambda: {one.uuid for one in _state(play, "internal").members if one.host} == {"ours", "theirs"})
        # So it stays for the relay after this one.
        play.stop()
        play.relay = Relay(play.settings, REGION)
        play.start()
        play.done(KeepOut(member="theirs", entrances=("internal",)))
        gone = {one.channel.uuid for one in play.switch.conferences["internal"].members}
        kept = find_room_to_enter("internal")[1]
        both = [is_kept_out(kept, "internal", Comer(user=f"1000@{domain}")) for domain in (OURS, THEIRS)]
        told = [one for one in events_since("internal", 0) if one.type == "member.changed"]

        play.switch.hang_up(grace)
        until(lambda: (stored := play.stored("internal")) is not None and stored.ended_at is not None)
        for call, domain in (("ours", OURS), ("theirs", THEIRS)):
            known = {"sip_authorized": "true", "domain_name": domain}
            play.switch.join("internal", "1000", call, uuid=f"{call}-next", variables=known)

        assert (gone, both) == ({"grace"}, [True, True])
        assert not [one for one in told if "user" in str(one.data["changed"])]
        until(lambda: members(play, "internal") == {"1000": "ours-next", "1000@other.example": "theirs-next"})
        assert ConferencesItem.get("internal", CONFERENCE_KEY).names_domains == 1
