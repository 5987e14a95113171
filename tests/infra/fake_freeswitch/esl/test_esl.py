"""The event socket of the stand-in, command by command."""

import pytest

from infra.fake_freeswitch import FakeFreeswitch
from infra.fake_freeswitch.state.event import Event
from tests.infra.fake_freeswitch.esl_client import EslClient


@pytest.mark.parametrize("line", ["auth wrong", "userauth 1000@example.com:secret", "auth "])
def test_a_wrong_password_is_refused_and_the_connection_ended(switch: FakeFreeswitch, line: str) -> None:
    with EslClient(switch.port) as client:
        client.read()

        assert client.ask(line).reply == "-ERR invalid"
        assert client.read().kind == "text/disconnect-notice"
        with pytest.raises(EOFError):
            client.read()


def test_nothing_is_done_before_the_password(switch: FakeFreeswitch) -> None:
    with EslClient(switch.port) as client:
        client.read()

        assert client.ask("api status").reply == "-ERR command not found"
        assert switch.commands == []


@pytest.mark.parametrize(
    ("line", "reply"),
    [
        ("event json BACKGROUND_JOB", "+OK event listener enabled json"),
        ("event plain CUSTOM conference::maintenance", "+OK event listener enabled plain"),
        ("event HEARTBEAT", "+OK event listener enabled plain"),
        ("event plain NO_SUCH_EVENT", "-ERR no keywords supplied"),
        ("nixevent API", "+OK events nixed"),
        ("noevents", "+OK no longer listening for events"),
        ("filter Event-Name API", "+OK filter added. [Event-Name]=[API]"),
        ("log info", "+OK log level info [6]"),
        ("nolog", "+OK no longer logging"),
        ("linger", "-ERR not controlling a session"),
        ("nonsense", "-ERR command not found"),
        ("exit", "+OK bye"),
    ],
)
def test_one_line_commands_have_their_reply(client: EslClient, line: str, reply: str) -> None:
    assert client.ask(line).reply == reply


def test_an_unknown_api_command_says_so(client: EslClient) -> None:
    frame = client.ask("api nonsense 1 2")

    assert (frame.kind, frame.body) == ("api/response", "-ERR nonsense Command not found!\n")


def test_bgapi_takes_the_clients_job_and_tells_its_result_as_an_event(client: EslClient) -> None:
    client.ask("event json BACKGROUND_JOB")

    reply = client.ask("bgapi version short\nJob-UUID: mine")
    job = client.event("BACKGROUND_JOB")

    assert (reply.reply, reply.headers["Job-UUID"]) == ("+OK Job-UUID: mine", "mine")
    assert (job["Job-UUID"], job["Job-Command"], job["Job-Command-Arg"]) == ("mine", "version", "short")
    assert job["_body"] == "1.10.12-release\n"


def test_words_after_custom_are_subclasses(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("event json CUSTOM conference::maintenance HEARTBEAT")
    switch.esl.beat()
    switch.join("internal", "1000")

    assert client.read().event()["Action"] == "conference-create"


def test_a_filter_also_hides_what_lacks_its_header(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("event json HEARTBEAT CUSTOM conference::maintenance")
    client.ask("filter Action add-member")
    switch.esl.beat()
    switch.join("internal", "1000")

    assert client.read().event()["Action"] == "add-member"


def test_deleting_the_filters_shows_everything_again(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("event json HEARTBEAT")
    client.ask("filter Action add-member")
    assert client.ask("filter delete all").reply.startswith("+OK filter deleted")

    switch.esl.beat()

    assert client.read().event()["Event-Name"] == "HEARTBEAT"


def test_plain_events_encode_each_value_and_keep_forged_lines_out_of_the_headers() -> None:
    event = Event("CUSTOM", headers=[("Caller-Caller-ID-Name", "Bob\nAction: del-member"), ("B", "ä %41")])

    assert event.to_plain() == "Caller-Caller-ID-Name: Bob%0AAction%3A%20del-member\nB: %C3%A4%20%41\n\n"


def test_a_body_follows_its_own_length() -> None:
    event = Event("BACKGROUND_JOB", headers=[("Event-Name", "BACKGROUND_JOB")], body="+OK gööd\n")

    assert event.to_plain() == "Event-Name: BACKGROUND_JOB\nContent-Length: 11\n\n+OK gööd\n"
    assert event.to_json() == '{"Event-Name":"BACKGROUND_JOB","Content-Length":"11","_body":"+OK gööd\\n"}'


def test_sendevent_reaches_listeners_with_its_body(client: EslClient) -> None:
    client.ask("event json NOTIFY")

    client.send("sendevent NOTIFY\nprofile: internal\ncontent-length: 2\n\nhi")
    frames = [client.read(), client.read()]

    (event,) = [frame.event() for frame in frames if frame.kind == "text/event-json"]
    assert (event["profile"], event["_body"]) == ("internal", "hi")


def test_two_connections_are_two_listeners(switch: FakeFreeswitch, client: EslClient) -> None:
    client.ask("event json HEARTBEAT")

    with EslClient(switch.port) as second:
        second.log_in(switch.password)
        assert second.ask("api status").body.startswith("UP 0 years")
        switch.esl.beat()

        assert client.read().event()["Event-Info"] == "System Ready"
