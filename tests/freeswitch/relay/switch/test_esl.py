"""The event socket's client: every wait ends, every fault is a clean error, nothing is sent twice or in two lines."""

from collections.abc import Callable

import gevent
import pytest

from freeswitch.relay.switch.errors import ConnectionLost, NotAccepted, NotOneLine, ReplyTimeout
from freeswitch.relay.switch.esl import EslConnection
from tests.freeswitch.relay.loopback import GREETING, PASSWORD, Peer, loopback


def connected(port: int, **options: object) -> EslConnection:
    esl = EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=2, reply_seconds=2, **options)  # type: ignore[arg-type]
    esl.connect()
    return esl


def echo(peer: Peer) -> None:
    peer.let_in()
    echo_on(peer)


def echo_on(peer: Peer) -> None:
    while command := peer.hear():
        if command == "exit":
            peer.reply("+OK bye")
            return
        peer.answer(f"+OK {command}")


def test_a_command_gets_its_reply() -> None:
    with loopback(echo) as port:
        esl = connected(port)

        assert esl.api("conference internal list") == "+OK api conference internal list"
        esl.stop()


def test_a_job_carries_the_id_chosen_before() -> None:
    heard: list[str] = []

    def script(peer: Peer) -> None:
        peer.let_in()
        heard.append(peer.hear())
        peer.reply("+OK Job-UUID: 17")

    with loopback(script) as port:
        esl = connected(port)

        assert esl.bgapi("originate x", "17") == "+OK Job-UUID: 17"
        assert heard == ["bgapi originate x\nJob-UUID: 17"]


def test_a_call_is_told_what_to_run_in_one_message() -> None:
    heard: list[str] = []

    def script(peer: Peer) -> None:
        peer.let_in()
        heard.append(peer.hear())
        peer.reply("+OK")

    with loopback(script) as port:
        esl = connected(port)

        assert esl.execute("call-1", "set_profile_var", "caller_id_name=Łukasz Żak") == "+OK"
        told = "call-command: execute\nexecute-app-name: set_profile_var\nexecute-app-arg: caller_id_name=Łukasz Żak"
        assert heard == [f"sendmsg call-1\n{told}"]


def agreeing(heard: list[str]) -> Callable[[Peer], None]:
    """A switch that notes what it is told and agrees to all of it."""

    def script(peer: Peer) -> None:
        peer.let_in()
        while command := peer.hear():
            heard.append(command)
            peer.answer("+OK")

    return script


@pytest.mark.parametrize("text", ["a\n\napi shutdown", "a\rb", "a\nasync: true", "a\x00b"])
def test_a_message_to_a_call_with_a_control_character_is_never_sent(text: str) -> None:
    heard: list[str] = []

    with loopback(agreeing(heard)) as port:
        esl = connected(port)

        with pytest.raises(NotOneLine):
            esl.execute("call-1", "set_profile_var", text)
        with pytest.raises(NotOneLine):
            esl.execute(text, "set_profile_var", "a=b")
        with pytest.raises(NotOneLine):
            esl.execute("call-1", text, "a=b")
        esl.stop()
    assert heard == ["exit"]


@pytest.mark.parametrize("text", ["say hi\n\napi shutdown", "a\rb", "a\nconsole_execute: true", "a\x00b", "\x1b[2J"])
def test_a_command_with_a_control_character_is_never_sent(text: str) -> None:
    heard: list[str] = []

    with loopback(agreeing(heard)) as port:
        esl = connected(port)
        with pytest.raises(NotOneLine):
            esl.api(text)
        with pytest.raises(NotOneLine):
            esl.bgapi("version", text)
        esl.api("version")

        assert heard == ["api version"]


def test_a_peer_that_closes_while_a_command_waits_fails_the_command() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.sock.close()

    with loopback(script) as port:
        esl = connected(port)
        with pytest.raises(ConnectionLost):
            esl.api("version")

        assert esl.lost.is_set()
        assert not esl.connected


def test_a_peer_that_closes_inside_a_body_fails_everybody_who_waits() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear(), peer.hear()
        peer.say(b"Content-Type: api/response\nContent-Length: 100\n\n+OK")
        peer.sock.close()

    with loopback(script) as port:
        esl = connected(port)
        waiting = [gevent.spawn(esl.api, "version") for _ in range(2)]
        gevent.joinall(waiting, timeout=2)

        assert [type(greenlet.exception) for greenlet in waiting] == [ConnectionLost, ConnectionLost]
        assert "middle of a message" in esl.loss


def test_a_peer_that_never_greets_is_given_up() -> None:
    with loopback(lambda _peer: gevent.sleep(5)) as port:
        esl = EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=0.05)
        with pytest.raises(ConnectionLost, match="no connection"):
            esl.connect()

        assert esl.lost.is_set()


def test_a_peer_that_never_answers_the_login_is_given_up() -> None:
    def script(peer: Peer) -> None:
        peer.say(GREETING)
        gevent.sleep(5)

    with loopback(script) as port:
        esl = EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=0.05)
        with pytest.raises(ConnectionLost):
            esl.connect()

        assert not esl.connected


def test_a_refused_connection_is_a_lost_one() -> None:
    with loopback(echo) as port:
        pass
    with pytest.raises(ConnectionLost, match="no connection"):
        EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=1).connect()


def test_a_wrong_password_is_told_apart_and_not_shown() -> None:
    def script(peer: Peer) -> None:
        peer.say(GREETING)
        peer.hear()
        peer.reply("-ERR invalid")

    with loopback(script) as port, pytest.raises(NotAccepted) as refusal:
        EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=1).connect()

    assert "-ERR invalid" in str(refusal.value)
    assert PASSWORD not in str(refusal.value)


def test_a_refused_address_is_told_apart() -> None:
    def script(peer: Peer) -> None:
        peer.say(b"Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n")

    with loopback(script) as port, pytest.raises(NotAccepted, match="address"):
        EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=1).connect()


def test_a_late_reply_goes_to_the_command_that_asked() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        second = peer.hear()
        peer.answer("the first one's, late")
        peer.answer(second)

    with loopback(script) as port:
        esl = connected(port)
        with pytest.raises(ReplyTimeout):
            esl.send("api first", 0.02)

        assert esl.api("second") == "api second"


def side_by_side(esl: EslConnection, *commands: str) -> list["gevent.Greenlet[..., str]"]:
    """Ask all of it before any of it is answered; gives how each has ended."""
    waiting = [gevent.spawn(esl.api, command) for command in commands]
    gevent.joinall(waiting, timeout=2)
    return waiting


@pytest.mark.parametrize("left_out", [1, 2, 3])
def test_of_questions_side_by_side_none_gets_another_s_answer_where_one_was_left_out(left_out: int) -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        for number, command in enumerate([peer.hear() for _ in range(3)], 1):
            if number == left_out:
                peer.say_mark()
            else:
                peer.answer(f"+OK {command}")
        echo_on(peer)

    with loopback(script) as port:
        esl = connected(port)
        one = side_by_side(esl, "1", "2", "3")

        assert [asked.value for asked in one] == [
            f"+OK api {number}" if number < left_out else None for number in range(1, 4)
        ]
        assert {type(asked.exception) for asked in one[left_out - 1 :]} == {ConnectionLost}
        assert "left out" in esl.loss


def test_nobody_gets_another_s_answer_where_more_was_left_out_than_a_reply() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.forget_mark()
        peer.answer(f"+OK {peer.hear()}")
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)

        assert [type(asked.exception) for asked in side_by_side(esl, "1", "2")] == [ConnectionLost, ConnectionLost]


def test_what_runs_in_a_call_has_no_other_command_s_answer_either() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.say_mark()
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)

        with pytest.raises(ConnectionLost, match="left out"):
            esl.execute("call-1", "set_profile_var", "caller_id_name=Ada")


def test_an_answer_that_looks_like_a_mark_is_an_answer() -> None:
    """A caller may write anything into a variable that is asked for."""
    text = "-ERR invalid session id [step-0]"

    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.answer(text)
        gevent.sleep(5)

    with loopback(script) as port:
        assert connected(port).api("uuid_getvar call-1 user_name") == text


def test_a_switch_that_is_slow_for_a_while_keeps_its_connection() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        asked = [peer.hear() for _ in range(5)]
        for command in asked:
            peer.answer(f"+OK {command}")

    with loopback(script) as port:
        esl = connected(port)
        for number in range(4):
            with pytest.raises(ReplyTimeout):
                esl.api(f"{number}", 0.05)

        assert esl.api("status") == "+OK api status"


def test_many_commands_at_once_each_get_their_own_reply() -> None:
    with loopback(echo) as port:
        esl = connected(port)
        waiting = {number: gevent.spawn(esl.api, f"{number}") for number in range(200)}
        gevent.joinall(list(waiting.values()), timeout=5)

        assert {number: one.value for number, one in waiting.items()} == {
            number: f"+OK api {number}" for number in range(200)
        }


def test_a_reply_to_nothing_ends_the_connection() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.reply("+OK who asked?")
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)

        assert esl.lost.wait(2)
        assert "reply to nothing" in esl.loss


def test_a_reply_that_is_not_utf8_is_a_reply() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        peer.say(b"Content-Type: api/response\nContent-Length: 5\n\ncaf\xe9\n")
        peer.say_mark()
        peer.hear()

    with loopback(script) as port:
        assert connected(port).api("list") == "caf\ufffd\n"


def test_events_arrive_whatever_stands_between_them() -> None:
    seen: list[dict[str, str]] = []
    garbage: list[str] = []

    def script(peer: Peer) -> None:
        peer.let_in()
        peer.json_event(b'{"Event-Name": "HEARTBEAT"}')
        peer.say(b"\n\n\n")
        peer.json_event(b"this is no JSON")
        peer.say(b"Content-Type: log/data\nContent-Length: 3\n\nabc")
        peer.say(b"Content-Type: something/else\n\n")
        body = b"Event-Name: CUSTOM\nName: a%0Ab\n\n"
        peer.say(b"Content-Length: %d\nContent-Type: text/event-plain\n\n%s" % (len(body), body))
        peer.say(b"Content-Type: text/disconnect-notice\nContent-Length: 4\n\nbye\n")
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port, on_event=seen.append, on_garbage=garbage.append)

        assert esl.lost.wait(2)
        assert seen == [{"Event-Name": "HEARTBEAT"}, {"Event-Name": "CUSTOM", "Name": "a\nb"}]
        assert len(garbage) == 1
        assert esl.loss == "FreeSWITCH said goodbye"


def test_a_peer_that_stops_reading_is_given_up() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)
        with pytest.raises(ReplyTimeout):
            esl.send("api " + "x" * 20_000_000, 0.2)

        assert esl.lost.is_set()


def test_stop_does_not_wait_for_a_peer_that_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freeswitch.relay.switch.esl.GOODBYE_SECONDS", 0.05)

    def script(peer: Peer) -> None:
        peer.let_in()
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)
        esl.stop()

        assert esl.lost.is_set()
        with pytest.raises(ConnectionLost):
            esl.api("version")


def test_a_flood_lets_others_run() -> None:
    def script(peer: Peer) -> None:
        peer.let_in()
        event = b'{"Event-Name": "CUSTOM"}'
        flood = b"Content-Length: %d\nContent-Type: text/event-json\n\n%s" % (len(event), event) * 5000
        while True:
            peer.say(flood)

    turns = 0
    with loopback(script) as port:
        esl = connected(port, on_event=lambda _fields: None)
        while esl.frames_received < 20_000:
            gevent.sleep(0)
            turns += 1
        esl.abandon("enough")

        assert turns > 2


def test_who_gives_the_connection_up_hears_no_event_that_came_behind_the_reply() -> None:
    seen: list[dict[str, str]] = []

    def script(peer: Peer) -> None:
        peer.let_in()
        peer.hear()
        event = b'{"Event-Name": "CUSTOM"}'
        peer.say(b"Content-Type: api/response\nContent-Length: 3\n\n+OK")
        # Together, so that they are read together.
        peer.say_mark(b"Content-Length: %d\nContent-Type: text/event-json\n\n%s" % (len(event), event))
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port, on_event=seen.append)
        esl.api("version")
        esl.abandon()
        gevent.sleep(0.05)

        assert seen == []


def test_what_cannot_be_taken_for_a_reason_nobody_thought_of_ends_the_connection_and_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(_fields: dict[str, str]) -> None:
        raise KeyError("a bug")

    def script(peer: Peer) -> None:
        peer.let_in()
        peer.json_event(b'{"Event-Name": "CUSTOM"}')
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port, on_event=broken)

        assert esl.lost.wait(2)
        assert "KeyError" in esl.loss
        assert [one.exc_info is not None for one in caplog.records] == [True]


def test_who_is_ended_in_the_middle_of_a_command_takes_the_connection_along() -> None:
    """Half a command is on the wire: the next one would become its other half."""

    def script(peer: Peer) -> None:
        peer.let_in()
        gevent.sleep(5)

    with loopback(script) as port:
        esl = connected(port)
        sending = gevent.spawn(esl.api, "x" * 20_000_000)
        gevent.sleep(0.05)
        assert not sending.ready()
        sending.kill()

        assert esl.lost.is_set()
        with pytest.raises(ConnectionLost):
            esl.api("version")


def test_a_time_out_of_somebody_else_ends_the_handshake_and_stays_theirs() -> None:
    with loopback(lambda _peer: gevent.sleep(5)) as port:
        esl = EslConnection("127.0.0.1", port, PASSWORD, connect_seconds=2)
        theirs = gevent.Timeout(0.05)
        with pytest.raises(gevent.Timeout) as raised, theirs:
            esl.connect()

        assert raised.value is theirs
        assert esl.lost.is_set()
