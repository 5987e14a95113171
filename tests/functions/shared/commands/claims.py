"""What every command's test claims: each of these makes a test of its rows.

`test_… = claims.becomes(*SENT)` is a test that runs once for each row; the rows stand in the file of the noun.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

import pytest

from functions.shared.commands import Confirmed, decode_command
from functions.shared.commands.catalogue import PLAIN_COMMANDS
from functions.shared.state import Banner, ConferenceState, MemberState
from tests.functions.shared.commands.asking import plain, read, text_of
from tests.functions.shared.commands.here import ADA, HERE, MEETING
from tests.functions.shared.commands.recorded import replies

Body = Mapping[str, object]
# A command and its lines.
Sent = Sequence[tuple[Body, tuple[str, ...]]]
# A command without a field, the field, and a harmless value of it that stands nowhere else in the line.
Texts = Sequence[tuple[Body, str, str]]
# A command and the event that proves it.
Proven = Sequence[tuple[Body, Mapping[str, str]]]
Event = Mapping[str, str]
Claim = Callable[..., None]

KNOWN = ConferenceState(
    name="internal",
    uuid=MEETING,
    node="fs1",
    locked=True,
    layout="2x2",
    layout_group="grid",
    max_members=10,
    members=(
        MemberState(
            uuid=ADA,
            number=3,
            name="Countess",
            muted=True,
            video_muted=False,
            deaf=False,
            on_hold=False,
            floor=True,
            slot="presenter",
            role="speaker",
            volume_in=2,
            volume_out=0,
            banner=Banner("Ada"),
        ),
    ),
)


class Rule(NamedTuple):
    """What proves a kind, and what may be done when its outcome got lost."""

    kind: str
    proven: Literal["event", "state", "reply", "file", "row"]
    retry: Literal["repeatable", "checkable", "once_only"]
    slow: bool = False


Rules = Sequence[Rule]
BY_KIND = {str(command.__struct_config__.tag): command for command in PLAIN_COMMANDS}


def kind_in(value: object) -> str:
    """The kind of a row's command, as the test's name."""
    return str(value.get("kind", "")) if isinstance(value, Mapping) else ""


def becomes(*rows: tuple[Body, tuple[str, ...]]) -> Claim:
    """A command becomes exactly these lines."""

    @pytest.mark.parametrize(("body", "lines"), rows, ids=kind_in)
    def claim(body: Body, lines: tuple[str, ...]) -> None:
        assert text_of(decode_command(body)) == lines

    return claim


def means_yes(*rows: tuple[str, Body]) -> Claim:
    """Whatever FreeSWITCH was heard to answer to this text means yes."""

    @pytest.mark.parametrize(("text", "body"), rows, ids=kind_in)
    def claim(text: str, body: Body) -> None:
        recorded = replies(f"conference internal {text}")

        assert recorded
        for reply in recorded:
            assert read(body, [reply]).ok

    return claim


def means_no(*rows: tuple[str, Body, str, str]) -> Claim:
    """What FreeSWITCH was heard to answer to this text means no, for this reason and with this detail."""

    @pytest.mark.parametrize(("text", "body", "reason", "detail"), rows, ids=kind_in)
    def claim(text: str, body: Body, reason: str, detail: str) -> None:
        reply = read(body, [replies(text)[0]])

        assert (reply.ok, reply.reason, reply.detail) == (False, reason, detail)

    return claim


def means(*rows: tuple[Body, str, str | None]) -> Claim:
    """A reply means yes (None), or no for this reason."""

    @pytest.mark.parametrize(("body", "reply", "reason"), rows, ids=kind_in)
    def claim(body: Body, reply: str, reason: str | None) -> None:
        found = read(body, [reply])

        assert (found.ok, found.reason) == (reason is None, reason)

    return claim


def is_proven(*rows: tuple[Body, Mapping[str, str]]) -> Claim:
    """This event proves the command, and is among those that are waited for."""

    @pytest.mark.parametrize(("body", "event"), rows, ids=kind_in)
    def claim(body: Body, event: Mapping[str, str]) -> None:
        command = plain(body)

        verdict = command.confirms(event, HERE)

        assert verdict == Confirmed(event.get("Action", event["Event-Name"]))
        assert verdict.event in command.proven.events

    return claim


def asks(*rows: tuple[Body, str | None]) -> Claim:
    """This is what FreeSWITCH is asked to see the state; None where nothing shows it."""

    @pytest.mark.parametrize(("body", "question"), rows, ids=kind_in)
    def claim(body: Body, question: str | None) -> None:
        assert plain(body).state_query(HERE) == question

    return claim


def is_shown(*rows: tuple[Body, str, bool | None]) -> Claim:
    """The answer shows the end, or that it is not so, or nothing."""

    @pytest.mark.parametrize(("body", "answer", "shown"), rows, ids=kind_in)
    def claim(body: Body, answer: str, shown: bool | None) -> None:
        assert plain(body).reads_state(answer, HERE) is shown

    return claim


def is_already_so(*rows: tuple[Body, bool | None]) -> Claim:
    """Whether the wish is fulfilled in the conference `KNOWN`."""

    @pytest.mark.parametrize(("body", "so"), rows, ids=kind_in)
    def claim(body: Body, so: bool | None) -> None:
        assert plain(body).already(KNOWN) is so

    return claim


def has_rules(*rows: Rule) -> Claim:
    """What proves each kind and what may be done after a crash."""

    @pytest.mark.parametrize("rule", rows, ids=lambda rule: rule.kind)
    def claim(rule: Rule) -> None:
        command = BY_KIND[rule.kind]

        assert Rule(rule.kind, command.proven.kind, command.retry, command.slow) == rule

    return claim
