"""Texts that are spoken."""

import re
from pathlib import Path
from typing import get_args

import pytest

from functions.shared.commands import Confirmed, InvalidCommand, Meeting, decode_command
from functions.shared.grammars.speech import LONGEST_SPOKEN, VOICES, Language, voice_of
from tests.functions.shared.commands import claims
from tests.functions.shared.commands.asking import plain, text_of
from tests.functions.shared.commands.here import ADA, FILE, HERE
from tests.functions.shared.commands.recorded import first

ROOT = Path(__file__).parents[4]
TO_ALL: claims.Body = {"kind": "say", "text": "Five minutes left."}
TO_ADA: claims.Body = {"kind": "say", "text": "Noch fünf Minuten; $(reboot) ${x}", "language": "de", "member": ADA}

# The text itself is never sent.
SENT: claims.Sent = [
    (TO_ALL, (f"conference internal play {FILE}",)),
    (TO_ADA, (f"conference internal play {FILE} 3",)),
]
test_each_becomes_exactly_this_text = claims.becomes(*SENT)

test_a_reply_is_read_as_it_is_meant = claims.means(
    (TO_ALL, f"+OK (play) Playing file {FILE}\n", None),
    (TO_ALL, f"-ERR (play) File: {FILE} not found.\n", "refused"),
    (TO_ADA, f"+OK (play) Playing file {FILE} to member 3\n", None),
    (TO_ADA, "-ERR Member: 3 not found.\n", "member_gone"),
)

RULES: claims.Rules = [claims.Rule("say", "event", "once_only", slow=True)]
test_what_proves_it_and_what_may_be_done_after_a_crash_is_fixed = claims.has_rules(*RULES)


def test_its_own_file_proves_it_and_no_other() -> None:
    command, played = plain(TO_ADA), {**first("play-file-member"), "File": FILE}

    assert command.confirms(played, HERE) == Confirmed("play-file-member")
    assert command.confirms({**played, "File": "/dev/shm/freeswitch-stills/say-another.wav"}, HERE) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * (LONGEST_SPOKEN + 1)),
        ("text", "two\nlines"),
        ("text", "\u202ebackwards"),
        ("text", "\u3164"),
        ("language", "xx"),
        ("language", "en -w /etc/passwd"),
        ("member", "not a uuid"),
    ],
    ids=ascii,
)
def test_what_is_no_text_or_language_is_refused_by_its_field(field: str, value: str) -> None:
    with pytest.raises(InvalidCommand) as refused:
        decode_command({**TO_ALL, field: value})

    assert refused.value.field == field


def test_the_folder_is_the_nodes_and_the_name_the_relays() -> None:
    meeting = Meeting("internal", stills_root="/run/stills/", spoken="5d2a8b1e")

    assert text_of(decode_command(TO_ALL), meeting) == ("conference internal play /run/stills/say-5d2a8b1e.wav",)


def test_every_language_has_a_voice() -> None:
    languages = get_args(Language)

    assert VOICES.keys() <= set(languages)
    assert {voice_of(language) for language in ("en", "fr", "de")} == {"en-gb", "fr-fr", "de"}


def test_the_operators_page_offers_the_languages_that_can_be_spoken() -> None:
    listed = (ROOT / "web/console/sound/languages.ts").read_text(encoding="utf-8")

    assert set(re.findall(r'^  "?([a-z-]+)"?: "', listed, re.MULTILINE)) == set(get_args(Language))
