"""What holds of every command, whatever its noun."""

import dataclasses

import pytest

from functions.shared.commands import Command, Confirmed, Failed, PlainCommand, decode_command, kind_of
from functions.shared.commands.catalogue import PLAIN_COMMANDS
from functions.shared.commands.composites import ForEach, Scene, UpdateConference, UpdateMember
from functions.shared.state import ConferenceState, MemberState
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.claims import Body, Event, Rule, kind_in
from tests.functions.shared.commands.examples import EXAMPLES, PLAIN_EXAMPLES, PROVEN, RULES
from tests.functions.shared.commands.here import ADA, HERE, MEETING
from tests.functions.shared.commands.recorded import events
from tests.functions.shared.commands.tokenizer import words

NOTHING_KNOWN = ConferenceState(name="internal", uuid=MEETING, node="fs1", members=(MemberState(uuid=ADA),))
KINDS = {str(kind.__struct_config__.tag) for kind in PLAIN_COMMANDS}
BODIES = [body for body, _ in PLAIN_EXAMPLES]
every_plain = pytest.mark.parametrize("body", BODIES, ids=kind_in)
every_proof = pytest.mark.parametrize(("body", "proof"), PROVEN, ids=kind_in)


def test_there_is_an_example_and_a_rule_of_every_kind() -> None:
    composites = {str(kind.__struct_config__.tag) for kind in (UpdateMember, UpdateConference, Scene, ForEach)}

    assert {rule.kind for rule in RULES} == KINDS
    assert {kind_in(body) for body, _ in EXAMPLES} == KINDS | composites


@pytest.mark.parametrize("kind", [*PLAIN_COMMANDS, UpdateMember, UpdateConference, Scene, ForEach])
def test_a_command_lacks_nothing_that_every_kind_must_have(kind: type[Command]) -> None:
    assert [name for name in dir(kind) if getattr(getattr(kind, name), "__isabstractmethod__", False)] == []


def test_what_a_kind_lacks_is_seen() -> None:
    lacking = {
        name for name in dir(PlainCommand) if getattr(getattr(PlainCommand, name), "__isabstractmethod__", False)
    }

    assert lacking == {"lines"}


@pytest.mark.parametrize(("body", "lines"), EXAMPLES, ids=kind_in)
def test_a_command_tells_its_kind(body: Body, lines: tuple[str, ...]) -> None:
    assert kind_of(decode_command(body)) == body["kind"]


@pytest.mark.parametrize(("body", "lines"), EXAMPLES, ids=kind_in)
def test_no_command_comes_near_the_25_words_that_freeswitch_splits(body: Body, lines: tuple[str, ...]) -> None:
    for step in decode_command(body).plain():
        for line in step.lines(HERE):
            assert line.application is not None or len(words(line.text)) <= 8


@every_plain
def test_only_what_rests_on_freeswitchs_word_is_not_waited_for(body: Body) -> None:
    proven = plain(body).proven

    assert bool(proven.events) == (proven.kind == "event")
    assert (proven.within > 0) == (proven.kind != "reply")
    assert proven.within < 70


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.kind)
def test_what_is_proven_by_the_state_or_asked_before_it_is_sent_can_be_asked_for(rule: Rule) -> None:
    queries = [plain(body).state_query(HERE) for body in BODIES if body["kind"] == rule.kind]

    assert queries
    assert all(queries) or (rule.proven != "state" and rule.retry != "checkable")


@every_proof
def test_only_events_of_its_own_kind_and_member_prove_a_command(body: Body, proof: Event) -> None:
    command = plain(body)
    proving = [event for event in (*events(), proof) if isinstance(command.confirms(event, HERE), Confirmed)]

    assert proof in proving
    for event in proving:
        assert event.get("Action") == proof.get("Action")
        assert event.get("Unique-ID") == proof.get("Unique-ID")


@pytest.mark.parametrize(
    ("body", "event"),
    [proven for proven in PROVEN if proven[0]["kind"] not in {"transfer", "admit", "hang_up", "keep_out"}],
    ids=kind_in,
)
def test_an_event_of_another_meeting_proves_nothing(body: Body, event: Event) -> None:
    command = plain(body)

    assert command.confirms(event, dataclasses.replace(HERE, uuid="the-next-meeting")) is None
    assert command.confirms(event, dataclasses.replace(HERE, conference="another")) is None


@every_plain
def test_no_event_of_the_recordings_breaks_the_reading(body: Body) -> None:
    command = plain(body)

    for event in events():
        assert isinstance(command.confirms(event, HERE), Confirmed | Failed | None)


@every_plain
def test_what_is_not_known_is_neither_so_nor_not_so(body: Body) -> None:
    # Who is there, and whether the room's rules keep the picture, is always known.
    known = {"kick", "refuse", "hang_up", "hang_up_all", "resume_rules"}

    assert (plain(body).already(NOTHING_KNOWN) is None) == (body["kind"] not in known)
