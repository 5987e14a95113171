"""The ESL text of every command: the only maker of such text."""

from collections.abc import Iterator, Mapping
from typing import Final, get_args

from functions.shared.commands import conference, members
from functions.shared.commands.composites import Command, PlainCommand, plain_steps
from functions.shared.commands.errors import UnsafeText
from functions.shared.commands.esl_conference import conference_line
from functions.shared.commands.esl_members import member_line
from functions.shared.commands.esl_outputs import output_line
from functions.shared.commands.lines import UUID, Line, word
from functions.shared.commands.targets import Target

_MAKERS: Final = (member_line, conference_line, output_line)
_MAKER: Final = {
    kind: next(maker for maker in _MAKERS if kind in maker.registry)
    for kind in get_args(PlainCommand)
    if kind is not conference.HangUpAll
}


def lines_of(command: PlainCommand, target: Target) -> tuple[Line, ...]:
    """Raises UnsafeText or MemberGone."""
    if isinstance(command, conference.HangUpAll):
        # Somebody who hung up in between is not a failure.
        gone = "-ERR No such channel!"
        kills = (f"uuid_kill {word('member', uuid, UUID)} NORMAL_CLEARING" for uuid in sorted(target.members))
        lines: tuple[Line, ...] = tuple(Line(kill, expects=rf"\+OK|{gone}", harmless=gone) for kill in kills)
    elif isinstance(command, members.SetVideoFloor):
        # Even with `force`, vid-floor on the member who holds the lock takes it away: clear it first.
        lines = (conference_line(conference.ClearVideoFloor(), target), member_line(command, target))
    else:
        lines = (_MAKER[command.__class__](command, target),)
    for line in lines:
        _refuse_control_characters(line.text)
    return lines


def to_esl(command: Command, target: Target) -> tuple[str, ...]:
    """What to send after `api `, one command a line.

    Raises:
        UnsafeText: a field does not fit the grammar of its place.
        MemberGone: the command names a call that `target` does not have.
    """
    return tuple(line.text for step in plain_steps(command) for line in lines_of(step, target))


def check_text(command: Command) -> None:
    """Raises UnsafeText for a field that could not be sent, whoever is in the conference."""
    for position, step in enumerate(plain_steps(command)):
        try:
            lines_of(step, ANY_TARGET)
        except UnsafeText as error:
            if step is command:
                raise
            raise UnsafeText(f"steps[{position}].{error.field}", error.value, error.problem) from None


def _refuse_control_characters(text: str) -> None:
    # No grammar lets one through; this holds whatever is added to them. A line break would begin a second command.
    if any(ord(character) < 0x20 for character in text):
        raise UnsafeText("", text, "has a line break or another control character")


class _Anybody(Mapping[str, int]):
    """Every uuid is a member: what the text of a command looks like does not depend on who is there."""

    def __getitem__(self, uuid: str) -> int:
        return 1

    def __contains__(self, uuid: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(("somebody",))

    def __len__(self) -> int:
        return 1


ANY_TARGET: Final = Target("conference", members=_Anybody(), new_call="new")
