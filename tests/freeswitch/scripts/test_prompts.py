"""In which language the caller is spoken to."""

from pathlib import Path

import pytest

from tests.freeswitch.scripts.back_end import START, BackEnd
from tests.freeswitch.scripts.calls import ID, JOINED, PIN, executed, played
from tests.freeswitch.scripts.conftest import Dial


@pytest.mark.parametrize(
    ("dialled", "caller", "languages", "heard"),
    [
        ("496131123456789", "+15550100", "", "de"),
        ("+496131123456789", "+15550100", "", "de"),
        ("00496131123456789", "+15550100", "", "de"),
        ("18005550199", "+43155501", "", "de"),
        ("18005550199", "+15550100", "", "en"),
        ("496131123456789", "+15550100", "1=de", "de"),
        ("496131123456789", "+33155501", "1=de", "en"),
        ("496131123456789", "+33155501", "49=xx", "en"),
    ],
)
def test_the_prefix_decides_the_language_where_the_route_does_not(
    dial: Dial, dialled: str, caller: str, languages: str, heard: str
) -> None:
    steps = dial(ID, PIN, dialled=dialled, number=caller, globals={"dial_in_languages": languages})

    assert played(steps)[0] == f"{heard}/welcome"


@pytest.mark.parametrize(
    ("route", "told", "heard"), [("de", "en", "de"), ("en", "de", "en"), (None, "de", "de"), ("xx", "xx", "en")]
)
def test_the_route_names_a_language_before_the_functions_do(
    dial: Dial, back_end: BackEnd, route: str | None, told: str, heard: str
) -> None:
    back_end.start = {**START, "prompts": told}

    assert played(dial(ID, PIN, language=route))[0] == f"{heard}/welcome"


def test_a_missing_prompt_does_not_stop_the_questions(dial: Dial, tmp_path: Path) -> None:
    steps = dial(ID, PIN, globals={"prompts_dir": str(tmp_path)})

    assert {step.arguments[2] for step in steps if step.what == "read"} == {"silence"}
    assert executed(steps)[-1] == JOINED
