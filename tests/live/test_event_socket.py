"""The event socket of a real FreeSWITCH: each answer is followed by its mark, and nobody is told of that."""

import gevent

from freeswitch.relay.conferences.listing import read_json_list
from freeswitch.relay.switch.esl import EslConnection
from tests.live.switch import ESL_PASSWORD, HOST, Switch


def test_many_questions_side_by_side_have_their_own_answers_and_no_event_or_log_tells_of_their_marks(
    switch: Switch,
) -> None:
    told: list[dict[str, str]] = []
    events = EslConnection(HOST, switch.ports["esl"], ESL_PASSWORD, on_event=told.append)
    commands = EslConnection(HOST, switch.ports["esl"], ESL_PASSWORD)
    for one in (events, commands):
        one.connect()
    try:
        assert events.send("event json ALL").data.startswith("+OK")
        asked = {f"question {number}": gevent.spawn(commands.api, f"echo question {number}") for number in range(100)}
        gevent.joinall(list(asked.values()), timeout=30)
        unknown = commands.execute("nobody-is-called-so", "set_profile_var", "caller_id_name=Ada")
        # What it listens to comes in order: with this, all that was told before has come.
        last = commands.api("echo the last one")
        deadline = gevent.Timeout(10)
        with deadline:
            while not any("the last one" in event.get("API-Command-Argument", "") for event in told):
                gevent.sleep(0.01)

        assert {question: answer.value for question, answer in asked.items()} == {one: one for one in asked}
        assert (unknown, last) == ("-ERR invalid session id [nobody-is-called-so]", "the last one")
        # Of no conference it says so with a list, too.
        assert isinstance(read_json_list(commands.api("conference json_list compact")), list)
        assert sum(event.get("API-Command") == "echo" for event in told) == 101
        assert not [event for event in told if "step-" in " ".join(event.values())]
        assert "step-" not in switch.log()
    finally:
        for one in (events, commands):
            one.stop()
