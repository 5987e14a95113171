"""The oracle sees what is planted, and nothing in a run where all is well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from functions.mux_control.submission.idempotency import command_id
from functions.shared.api.tokens import Grant
from functions.shared.command_life.outcomes import EndState, Evidence, Step, id_at_node
from functions.shared.commands.composites import Scene
from functions.shared.commands.conference import SetMaxMembers, SetVariable
from functions.shared.commands.hold import MUSIC, Hold
from functions.shared.commands.leaving import Kick
from functions.shared.commands.muting import Deafen, Mute
from functions.shared.commands.outputs.stills import TakeStill
from functions.shared.commands.playing import Play
from functions.shared.commands.seats import SetSlot
from functions.shared.commands.voice import SendDtmf, SetFloor
from tests.soak.answers import not_shown, wrong_answers
from tests.soak.ends import untrue_ends, without_end
from tests.soak.faults import Recovery
from tests.soak.history import Asked, History, Look
from tests.soak.oracle import _unheard
from tests.soak.schedule import Blow, Fault
from tests.soak.span import Span
from tests.soak.story import BEGAN, CALL, MEETING, OTHER, ROOM, STILLS, Story
from tests.soak.twice import ran_twice
from tests.soak.violations import told
from tests.soak.world import DOMAIN, NODE

DTMF = SendDtmf(member=CALL, digits="42#")
VARIABLE = SetVariable(name="x_soak", value="c1n1")
DTMF_TEXT, VARIABLE_TEXT = f"conference {ROOM} dtmf 7 42#", f"conference {ROOM} setvar x_soak 'c1n1'"
BY_STATE = Evidence(kind="state", at="2026-01-01T00:00:00Z")


def violated(story: Story) -> list[str]:
    """The claims about single commands that do not hold, each once for each time."""
    lost = [entry.at for entry in story.entries if entry.what == "lost"]
    untrue = untrue_ends(story.steps, story.account, lost=lost)
    found = [*ran_twice(story.steps, lost), *untrue, *without_end(story.rows, [], 1.0)]
    return [violation.claim for violation in found]


def test_a_run_in_which_all_is_well_violates_nothing() -> None:
    story = Story()
    story.command(DTMF, "confirmed")
    story.ran(DTMF_TEXT, 10.5)
    story.command(Mute(member=OTHER, muted=True), "confirmed")
    story.ran(f"conference {ROOM} mute 8", 10.6)
    story.command(Mute(member="nobody", muted=True), "failed", reason="member_gone")
    story.ran(f"conference {ROOM} json_list", 10.7)
    story.ran(f"conference {ROOM} get max_members", 10.7, reply="0")
    story.ran(f"conference {ROOM} get uuid", 10.7, reply="meeting-1")

    assert violated(story) == []


@pytest.mark.parametrize("second", [1, 2], ids=["on the same connection", "on another one"])
def test_what_may_run_once_only_is_caught_when_it_runs_twice(second: int) -> None:
    story = Story()
    story.command(DTMF, "confirmed", attempt=2)
    story.ran(DTMF_TEXT, 10.5)
    story.ran(DTMF_TEXT, 10.6, connection=second)

    assert violated(story) == ["what may run once only never runs twice"]


def test_a_repeatable_command_may_run_again_on_a_new_connection() -> None:
    story = Story()
    story.command(VARIABLE, "confirmed")
    story.ran(VARIABLE_TEXT, 10.5)
    story.note("lost", 10.6, connection=1)
    story.ran(VARIABLE_TEXT, 10.7, connection=2)

    assert violated(story) == []


def test_a_repeatable_command_may_not_run_twice_without_an_interruption() -> None:
    story = Story()
    story.command(VARIABLE, "confirmed")
    story.ran(VARIABLE_TEXT, 10.5)
    story.ran(VARIABLE_TEXT, 10.7)

    assert violated(story) == ["what is repeatable runs again only across an interruption"]


def test_a_second_attempt_is_an_interruption() -> None:
    story = Story()
    story.command(VARIABLE, "confirmed", attempt=2)
    story.ran(VARIABLE_TEXT, 10.2)
    story.ran(VARIABLE_TEXT, 10.7)

    assert violated(story) == []


def test_what_runs_after_its_end_is_caught() -> None:
    story = Story()
    story.command(VARIABLE, "expired", reason="deadline_passed", end=41.0)
    story.ran(VARIABLE_TEXT, 42.0)

    assert violated(story) == ["nothing runs after its end", "expired means that nothing was done"]


def test_runs_of_commands_that_look_alike_are_counted() -> None:
    story = Story()
    for _ in range(2):
        story.command(Mute(member=CALL, muted=True), "confirmed")
    for moment in (10.1, 10.2, 10.3):
        story.ran(f"conference {ROOM} mute 7", moment)

    assert violated(story) == ["no more runs than commands and interruptions"]


def test_a_connection_that_was_lost_explains_one_more_run_of_what_is_repeatable_only() -> None:
    story = Story()
    for _ in range(2):
        story.command(Mute(member=CALL, muted=True), "confirmed")
        story.command(Play(prompt="welcome", member=CALL), "confirmed")
    story.note("lost", 10.25, connection=1)
    for moment in (10.1, 10.2, 10.3):
        story.ran(f"conference {ROOM} mute 7", moment)
        story.ran(f"conference {ROOM} play en/welcome.wav 7", moment)

    assert violated(story) == ["no more runs than commands and interruptions"]


@pytest.mark.parametrize(
    ("replies", "state", "reason", "claims"),
    [
        (["+OK floor none", "+OK floor 7"], "confirmed", None, []),
        (["+OK floor none", "-ERR floor is held by 8"], "failed", "floor_held", []),
        (
            ["+OK floor 7", "+OK floor 7"],
            "confirmed",
            None,
            ["what is repeatable runs again only across an interruption"],
        ),
    ],
    ids=["sent once more", "somebody else got it", "twice"],
)
def test_a_toggle_that_went_the_wrong_way_is_no_run(
    replies: list[str], state: EndState, reason: str | None, claims: list[str]
) -> None:
    story = Story()
    story.command(SetFloor(member=CALL), state, reason=reason)
    for number, reply in enumerate(replies):
        story.ran(f"conference {ROOM} floor 7", 10.5 + number / 10, reply=reply)

    assert violated(story) == claims


def test_what_nobody_asked_for_is_caught() -> None:
    story = Story()
    story.ran(f"conference {ROOM} lock", 10.0)

    assert violated(story) == ["nothing is done that nobody asked for"]


def test_a_command_that_hits_another_meeting_of_the_name_is_caught() -> None:
    story = Story()
    story.command(VARIABLE, "confirmed")
    story.ran(VARIABLE_TEXT, 10.5, meeting="meeting-2")

    assert violated(story) == ["a command reaches its own meeting only", "confirmed means that it was done"]


def test_while_no_events_are_heard_the_next_meeting_may_be_reached() -> None:
    story = Story()
    story.command(VARIABLE, "unknown", reason="conference_gone")
    story.ran(VARIABLE_TEXT, 10.5, meeting="meeting-2")

    story.command(VARIABLE, "confirmed")
    unheard = [Span(BEGAN + 10, BEGAN + 20)]
    assert list(ran_twice(story.steps, [], unheard)) == []
    assert list(untrue_ends(story.steps, story.account, unheard)) == []


def test_that_no_events_are_heard_excuses_a_second_only() -> None:
    hushed = Blow(at=10.0, faults=(Fault("hush events"),))
    (span,) = _unheard([Recovery(hushed, BEGAN + 10, BEGAN + 10, 7.0)], 1.0)

    assert BEGAN + 10.9 in span
    assert BEGAN + 11.1 not in span


@pytest.mark.parametrize("reply", ["-ERR Non-Existant ID 7", "dtmf <member_id|all|last|non_moderator> <digits>"])
def test_what_the_switch_refused_has_not_run(reply: str) -> None:
    story = Story()
    story.command(DTMF, "failed", reason="member_gone")
    for moment in (10.1, 10.2):
        story.ran(DTMF_TEXT, moment, reply=reply)

    assert violated(story) == []


@pytest.mark.parametrize("state", ["confirmed", "accepted"])
def test_an_end_that_says_done_needs_a_run(state: str) -> None:
    story = Story()
    story.command(VARIABLE, "confirmed" if state == "confirmed" else "accepted")

    assert violated(story) == [f"{state} means that it was done"]


def test_a_run_after_the_end_does_not_make_a_confirmation_true() -> None:
    story = Story()
    story.command(VARIABLE, "confirmed", end=11.0)
    story.ran(VARIABLE_TEXT, 20.0)

    assert violated(story) == ["nothing runs after its end", "confirmed means that it was done"]


def test_who_asked_the_switch_first_may_confirm_without_a_run() -> None:
    story = Story()
    story.command(SetFloor(member=CALL), "confirmed", evidence=BY_STATE)
    story.command(VARIABLE, "confirmed", evidence=BY_STATE, attempt=2)

    assert violated(story) == []


@pytest.mark.parametrize(("moment", "claims"), [(10.6, []), (9.0, ["confirmed means that it was done"])])
def test_who_lost_a_connection_meanwhile_asked_the_switch_first(moment: float, claims: list[str]) -> None:
    story = Story()
    story.note("lost", moment, connection=1)
    story.command(Hold(member=CALL, on_hold=False), "confirmed", evidence=BY_STATE)

    assert violated(story) == claims


@pytest.mark.parametrize("reason", ["member_gone", "conference_gone"])
def test_whoever_left_between_the_lines_of_a_hold_is_on_hold_nowhere(reason: str) -> None:
    story = Story()
    story.command(Hold(member=CALL, on_hold=True), "failed", reason=reason)
    story.ran(f"conference {ROOM} hold 7", 10.5)

    assert violated(story) == []


def test_a_question_what_somebody_hears_changes_nothing() -> None:
    story = Story()
    story.ran(f"conference {ROOM} play_status 7", 10.5, reply="+OK 0/0 v=-16")

    assert violated(story) == []


def test_a_kick_is_true_when_the_member_had_left() -> None:
    story = Story()
    story.note("leave", 10.2, call=CALL, member=7)
    story.command(Kick(member=CALL), "confirmed", evidence=BY_STATE)
    story.command(Kick(member=OTHER), "confirmed", evidence=BY_STATE)

    assert violated(story) == ["confirmed means that it was done"]


def test_failed_is_untrue_where_the_switch_said_yes() -> None:
    story = Story()
    story.command(VARIABLE, "failed", reason="conference_gone")
    story.ran(VARIABLE_TEXT, 10.5)

    assert violated(story) == ["failed means that it was not done"]


@pytest.mark.parametrize(("reason", "claims"), [("unavailable", []), ("late", ["failed means that it was not done"])])
def test_a_still_that_failed_may_have_been_written_and_thrown_away(reason: str, claims: list[str]) -> None:
    story = Story()
    story.command(TakeStill(still="0a1b"), "failed", reason=reason)
    story.ran(f"conference {ROOM} vid-write-png {STILLS}/still-0a1b.png", 10.5)

    assert violated(story) == claims


def test_each_step_of_several_is_held_against_its_own_run() -> None:
    story = Story()
    steps = [
        Step(kind="set_variable", state="confirmed"),
        Step(kind="send_dtmf", state="failed", reason="refused"),
        Step(kind="set_slot", state="skipped"),
    ]
    scene = Scene(steps=(VARIABLE, DTMF, SetSlot(member=CALL, slot="c1n1")))
    story.command(scene, "failed", reason="refused", steps=steps)
    story.ran(VARIABLE_TEXT, 10.2)
    story.ran(f"conference {ROOM} vid-res-id 7 c1n1 force", 10.4)

    assert violated(story) == ["skipped means that nothing was done"]


def test_a_command_without_an_end_is_caught() -> None:
    story = Story()
    story.command(VARIABLE, None)

    assert violated(story) == ["every command ends"]


def test_an_end_long_after_the_deadline_is_caught_unless_the_tables_were_away() -> None:
    story = Story()
    story.command(VARIABLE, "expired", reason="deadline_passed", at=10.0, end=75.0)
    away = Span(BEGAN + 40, BEGAN + 60)

    assert violated(story) == ["every command ends by its deadline and a little"]
    assert list(without_end(story.rows, [away], 1.0)) == []


# What the API said -----------------------------------------------------------------------


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    found = History(tmp_path / "history.jsonl")
    yield found
    found.close()


def asked(**told: object) -> Asked:
    defaults: dict[str, object] = {"client": "client-1", "method": "POST", "path": f"/v1/conferences/{ROOM}/commands"}
    return Asked(**(defaults | told))  # type: ignore[arg-type]  # by name


def wrong(history: History, story: Story) -> list[str]:
    return [violation.claim for violation in wrong_answers(history, story.rows)]


KEY, FIRST = "a-key", id_at_node(NODE, "c1")
OF_KEY = id_at_node(NODE, command_id(Grant(sub="client-1", domain=DOMAIN), KEY))


@pytest.mark.parametrize(
    ("answers", "claims"),
    [
        ([asked(status=202, command=FIRST, state="queued"), asked(status=200, command=FIRST, state="confirmed")], []),
        ([asked(status=500, code="internal_error")], ["the service never fails"]),
        ([asked(status=202, command="lost", state="queued")], ["nothing accepted is lost"]),
        ([asked(status=200, command=FIRST, state="failed")], ["an end that was told does not change"]),
        ([asked(status=202, command=FIRST, state="queued", key=KEY)], ["a key makes one command"]),
        ([asked(status=503, code="node_unserved", key=KEY), asked(status=0, code="no answer", key=KEY)], []),
    ],
    ids=["well", "failure", "lost", "changed", "another id", "refused and unheard"],
)
def test_answers_are_held_against_the_rows(history: History, answers: list[Asked], claims: list[str]) -> None:
    story = Story()
    story.command(VARIABLE, "confirmed")
    for one in answers:
        history.add(one)

    assert wrong(history, story) == claims


def test_what_was_refused_and_is_there_all_the_same_is_caught(history: History) -> None:
    story = Story()
    story.rows[OF_KEY] = story.command(VARIABLE, "confirmed")
    history.add(asked(status=503, code="node_unserved", key=KEY))

    assert wrong(history, story) == ["what is refused is not done"]


def test_a_key_that_is_taken_for_another_body_is_caught(history: History) -> None:
    story = Story()
    story.rows[OF_KEY] = story.command(VARIABLE, "confirmed")
    history.add(asked(status=202, key=KEY, body={"a": 1}, command=OF_KEY, state="queued"))
    history.add(asked(status=202, key=KEY, body={"a": 2}, command=OF_KEY, state="queued"))

    assert wrong(history, story) == ["a key is good for one request"]


def look(**told: object) -> Look:
    defaults: dict[str, object] = {
        "at": BEGAN + 11, "command": FIRST, "meeting": MEETING, "call": "", "field": "max_members",
        "expected": 1001, "shown": None,
    }  # fmt: skip
    return Look(**(defaults | told))  # type: ignore[arg-type]  # by name


def test_a_confirmed_value_that_is_not_shown_is_caught() -> None:
    story = Story()
    story.command(SetMaxMembers(count=1001), "confirmed")
    story.ran(f"conference {ROOM} set max_members 1001", 10.5, reply="0")

    assert [one.claim for one in not_shown([look()], story.account)] == ["confirmed means that the conference shows it"]
    assert list(not_shown([look(shown=1001)], story.account)) == []
    story.note("end", 10.8)
    assert list(not_shown([look()], story.account)) == []


def test_a_value_that_somebody_else_has_set_since_is_not_missed() -> None:
    story = Story()
    story.ran(f"conference {ROOM} vid-res-id 7 c1n1 force", 10.5)
    story.ran(f"conference {ROOM} vid-res-id 7 c2n1 force", 10.9)

    shown = look(field="slot", call=CALL, expected="c1n1", shown="c2n1")
    assert list(not_shown([shown], story.account)) == []


# In words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("every", "said"), [(False, 5), (True, 6)])
def test_violations_are_said_with_examples_or_all_of_them(every: bool, said: int) -> None:
    story = Story()
    for number in range(5):
        story.ran(f"conference {ROOM} kick {number}", 10.0 + number)
    violations = list(ran_twice(story.steps, []))

    lines = list(told(violations, BEGAN, every=every))

    assert len(lines) == said
    assert lines[0] == "VIOLATED: nothing is done that nobody asked for (5 times)"
    assert lines[1].startswith(f"    at 10.00 s: 'conference {ROOM} kick 0'")


MUSIC_TEXT = f"conference {ROOM} play {MUSIC} 7"
HELD = [f"uuid_setvar {CALL} deaf_after_hold false", f"conference {ROOM} hold 7", f"conference {ROOM} deaf 7 quiet"]


def held(story: Story) -> None:
    story.command(Hold(member=CALL, on_hold=True), "confirmed")
    for text in (*HELD, f"conference {ROOM} stop all 7", MUSIC_TEXT):
        story.ran(text, 10.5)


def test_the_music_of_who_is_on_hold_is_begun_again_behind_a_prompt() -> None:
    story = Story()
    held(story)
    story.command(Play(prompt="en/joining", member=CALL), "confirmed", at=20.0, end=21.0)
    for text in (f"conference {ROOM} stop all 7", f"conference {ROOM} play en/joining.wav 7", MUSIC_TEXT):
        story.ran(text, 20.5)

    assert violated(story) == []


def test_who_is_put_on_hold_after_the_end_is_caught() -> None:
    story = Story()
    held(story)
    story.ran(f"conference {ROOM} hold 7", 20.0)

    assert violated(story) == [
        "what is repeatable runs again only across an interruption",
        "nothing runs after its end",
    ]


@pytest.mark.parametrize(("deaf", "claims"), [(False, []), (True, ["confirmed means that it was done"])])
def test_what_who_is_on_hold_will_hear_is_noted_at_the_call(deaf: bool, claims: list[str]) -> None:
    story = Story()
    held(story)
    story.command(Deafen(member=CALL, deaf=deaf), "confirmed", at=20.0, end=21.0)
    story.ran(HELD[0], 20.5, meeting="")
    story.ran(HELD[2], 20.5)

    assert violated(story) == claims
