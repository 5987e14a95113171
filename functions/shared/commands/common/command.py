"""What every command has. A command is one class in its noun's file, which says what of this is different."""

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Literal

import msgspec

from functions.shared.assets.naming import Named
from functions.shared.commands.common.events import Event, Verdict
from functions.shared.commands.common.lines import Line, to_conference
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_REPLY, ProvenBy
from functions.shared.commands.common.reaching import ReachedNode
from functions.shared.commands.common.replies import GONE, Reply, read_replies
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Command(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag=snake,
):
    """A wish about a conference: states an end, never a toggle. Its kind is the class's name in snake_case.

    What is marked abstract, each kind must have; msgspec's structs do not see to it, so a test of every kind does.
    """

    @abstractmethod
    def plain(self) -> "Sequence[PlainCommand]":
        """The commands that it consists of, in order."""
        raise NotImplementedError


class PlainCommand(Command, frozen=True):
    """One thing to do. Where a command says nothing else, this applies."""

    proven: ClassVar[ProvenBy] = BY_REPLY
    # Of a command whose outcome got lost. `repeatable`: send it again. `checkable`: ask before every sending
    # (`state_query`). `once_only`: never again, for it would happen twice.
    retry: ClassVar[Literal["repeatable", "checkable", "once_only"]] = "repeatable"
    # Sent with `bgapi` and past its conference's other commands, for it would hold them all up.
    slow: ClassVar[bool] = False
    # Made by its own operation of the API only: neither `/commands` nor a scene takes it.
    has_own_path: ClassVar[bool] = False
    # Whether FreeSWITCH needs a font for it: then `meeting.fonts_root` says where it looks for those.
    draws_text: ClassVar[bool] = False
    # FreeSWITCH answers nothing where a member has no video.
    for_video: ClassVar[bool] = False
    # What follows `conference NAME` to see the state; empty where nothing shows it.
    asks: ClassVar[str] = ""
    # The answer of a toggle that has gone the wrong way, because somebody else was faster: it is sent once more,
    # where the state does not show the wish a moment later.
    toggled_back: ClassVar[str] = ""
    # Whether the end of the conference brings it about as well.
    ends_with_conference: ClassVar[bool] = False
    # What nobody may see of its text, its reply and its API event: patterns, and what stands there instead.
    hides: ClassVar[tuple[tuple[str, str], ...]] = ()

    def plain(self) -> "Sequence[PlainCommand]":
        return (self,)

    def asked_before(self, _meeting: Meeting, /) -> str | None:
        """What FreeSWITCH is asked before the lines are made; they find the answer in `meeting.told`."""
        return None

    def reached(self) -> tuple[ReachedNode, ...]:
        """The other nodes on which it rings somebody; its lines find the note for each in `meeting.notes`."""
        return ()

    def assets(self) -> tuple[Named, ...]:
        """What it names of the domain's own; its lines find the paths in `meeting.own`."""
        return ()

    def calls(self, _meeting: Meeting, /) -> tuple[str, ...]:
        """The calls whose events may prove it."""
        return ()

    @abstractmethod
    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        """What to send after `api `, with the replies that mean yes.

        Raises:
            Refused: what FreeSWITCH told before says that it would do harm.
            UnsafeText: a field does not fit the grammar of its place.
            MemberGone: it names a call that the meeting does not have.
        """
        raise NotImplementedError

    def read(self, lines: Sequence[Line], replies: Sequence[str]) -> Reply:
        """Read the replies to its lines, in their order."""
        return read_replies(lines, replies, for_video=self.for_video)

    def confirms(self, _event: Event, _meeting: Meeting, /) -> Verdict:
        """None for an event of something else, of another conference, or of an earlier meeting under the same name."""
        return None

    def state_query(self, meeting: Meeting, /) -> str | None:
        """The line to ask with, or None where nothing shows the state."""
        return to_conference(meeting.conference, self.asks) if self.asks else None

    def reads_state(self, answer: str, meeting: Meeting, /) -> bool | None:
        """Whether the answer to the query shows the wished end; None if it does not tell."""
        answer = answer.strip()
        if GONE.match(answer):
            return True if self.ends_with_conference else None
        return self.shown(answer, meeting)

    def shown(self, _answer: str, _meeting: Meeting, /) -> bool | None:
        """The same of a conference that goes on."""
        return None

    def already(self, _state: ConferenceState, /) -> bool | None:
        """Whether the conference's row shows the wished end; None where the row does not know."""
        return None

    def stage_after(self, stage: Stage, _state: ConferenceState, /) -> Stage:
        """The wish that it does not contradict: what is changed by hand through the API changes the wish."""
        return stage


class SceneStep(PlainCommand, frozen=True):
    """May be one of several: a step of a scene."""


class ConferenceStep(SceneStep, frozen=True):
    """May be a step of `update_conference` as well."""


class NodeCommand(PlainCommand, frozen=True):
    """To a FreeSWITCH node rather than to a conference: provisioning's, not the API's."""


def same(known: object, wished: object) -> bool | None:
    """Null in a row is `not known`, never `no`."""
    return None if known is None else known == wished


def kind_of(command: Command | type[Command]) -> str:
    return str(command.__struct_config__.tag)
