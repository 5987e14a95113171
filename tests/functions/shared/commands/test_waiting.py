"""Who waits: let in, or not."""

from dataclasses import replace

import pytest

from functions.shared.commands import Refused, decode_command
from functions.shared.commands.catalogue import API_COMMANDS, SCENE_COMMANDS
from functions.shared.commands.waiting import Admit, Refuse
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.answers import GONE, ada, json_list
from tests.functions.shared.commands.asking import plain
from tests.functions.shared.commands.here import ADA, BOB, HERE
from tests.functions.shared.commands.recorded import first

ADMIT: claims.Body = {"kind": "admit", "member": BOB, "conference": "board", "profile": "wide"}
REFUSE: claims.Body = {"kind": "refuse", "member": ADA}

SENT: claims.Sent = [
    (
        ADMIT,
        (
            f"uuid_setvar {BOB} conference_enforce_security false",
            f"uuid_setvar {BOB} admitted_with_moderator_to",
            f"uuid_send_info {BOB} text plain admitted",
            "conference internal transfer board@wide 2",
        ),
    ),
    (REFUSE, (f"uuid_setvar {ADA} sip_bye_h_X-Ended refused", "conference internal kick 3")),
    (
        {**REFUSE, "words": "Später, bitte"},
        (
            f"uuid_setvar {ADA} sip_bye_h_X-Ended refused",
            f"uuid_setvar {ADA} sip_bye_h_X-Words U3DDpHRlciwgYml0dGU",
            "conference internal kick 3",
        ),
    ),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

TEXTS: claims.Texts = [
    ({"kind": "admit", "conference": "board"}, "member", "zq9"),
    ({"kind": "admit", "member": ADA}, "conference", "zq9"),
    ({"kind": "admit", "member": ADA, "conference": "board"}, "profile", "zq9"),
    ({"kind": "refuse"}, "member", "zq9"),
]

PROVEN: claims.Proven = [
    ({**ADMIT, "conference": "other"}, first("add-member", Conference_Name="other")),
    (REFUSE, first("del-member", Unique_ID=ADA)),
]
test_the_recorded_event_proves_it = claims.is_proven(*PROVEN)

test_freeswitch_is_asked_where_it_shows_the_state = claims.asks(
    (ADMIT, "conference board json_list"),
    (REFUSE, "conference internal json_list"),
)

test_an_answer_shows_the_end_or_that_it_is_not_so_or_nothing = claims.is_shown(
    (REFUSE, json_list(members=(ada(),)), False),
    (REFUSE, json_list(), True),
    (REFUSE, GONE, True),
)

RULES: claims.Rules = [
    claims.Rule("admit", "event", "checkable"),
    claims.Rule("refuse", "event", "repeatable"),
]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


@pytest.mark.parametrize(("locked", "most", "reason"), [(True, 0, "locked"), (False, 1, "full")])
def test_nobody_is_let_into_a_conference_that_would_hang_them_up(locked: bool, most: int, reason: str) -> None:
    told = json_list(name="board", members=(ada(),), member_count=1, locked=locked, max_members=most)

    with pytest.raises(Refused) as refused:
        plain(ADMIT).lines(replace(HERE, told=told))

    assert refused.value.reason == reason


def test_only_their_own_paths_make_them() -> None:
    assert not {Admit, Refuse} & {*API_COMMANDS, *SCENE_COMMANDS}


def test_for_several_there_is_one_command_that_stops_at_nobody() -> None:
    several = decode_command({"kind": "for_each", "steps": [ADMIT, {**ADMIT, "member": ADA}]})

    assert [step.lines(HERE)[-1].text for step in several.plain()] == [
        "conference internal transfer board@wide 2",
        "conference internal transfer board@wide 3",
    ]
