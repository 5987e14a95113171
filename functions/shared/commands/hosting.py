"""What a host does with everybody, or asks of somebody."""

import re
from typing import Annotated, Final, Literal

from msgspec import Meta

from functions.shared.commands.common.command import SceneStep, same
from functions.shared.commands.common.events import Confirmed, Event, Verdict, of_conference
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import UUID, Line, in_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_ROW, BY_STATE, by_event
from functions.shared.commands.common.to_member import MemberStep, ToMember
from functions.shared.commands.leaving import killed, turned_away
from functions.shared.commands.playing import PlayedFile
from functions.shared.grammars.fields import PERSON_ID, CallUuid, EntranceKey, PersonId
from functions.shared.grammars.media import PLEASE_UNMUTE, PROMPTS
from functions.shared.stage.changes import wished
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState, MemberState

PERSON: Final = re.compile(PERSON_ID)
# Somebody who has left in between is as quiet as can be.
_NOBODY: Final = r"-ERR Non-Existant ID \d+"
Entrances = Annotated[tuple[EntranceKey, ...], Meta(max_length=2)]


class MuteAll(SceneStep, InJson, frozen=True):
    """Take the voice of everybody who is there now, but for the hosts; who comes later can be heard."""

    proven = BY_STATE
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        others = sorted(meeting.number(uuid) for uuid in meeting.members.keys() - meeting.hosts)
        return tuple(
            in_conference(meeting.conference, f"mute {number}", expects=rf"\+OK mute \d+|{_NOBODY}", harmless=_NOBODY)
            for number in others
        )

    def in_json(self, found: JsonConference, meeting: Meeting, /) -> bool:
        listed = (found.caller(uuid) for uuid in meeting.members.keys() - meeting.hosts)
        # Who is on hold cannot speak, either; nothing shows whether they will afterwards, but FreeSWITCH keeps it.
        return not any(one is not None and one.flags.can_speak for one in listed)

    def already(self, state: ConferenceState, /) -> bool | None:
        known = [member.muted for member in state.members if not member.is_host]
        return None if None in known else all(known)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        for member in state.members:
            if not member.is_host:
                stage = wished(stage, member, "muted", True)
        return stage


class AskToUnmute(PlayedFile, frozen=True, kw_only=True):
    """Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page.

    Nobody's voice is given back for them: that is theirs.
    """

    member: CallUuid
    language: Literal["de", "en"] = "en"

    def path(self, meeting: Meeting) -> str:
        path = PROMPTS[f"{self.language}/{PLEASE_UNMUTE}"]
        return f"{meeting.prompts_root.rstrip('/')}/{path}" if meeting.prompts_root else path


class SetHost(MemberStep, frozen=True):
    """Make somebody a host, or one who is no host, until the meeting ends; what they came with does not count then.

    The API and the pages follow at once. FreeSWITCH's own mark of a moderator, by which a telephone's keys work, is set
    when somebody joins and by what they come with: the keys do not follow.
    """

    host: bool

    proven = BY_ROW

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        # FreeSWITCH does not know of it; whom it is about must be there.
        self.number(meeting)
        return ()

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.host, self.host)


class KeepOut(ToMember, frozen=True):
    """Remove somebody with all their calls, and let none of them in until the meeting ends.

    Known again are a user, a link, whose PIN was shown, and the number of a telephone. Who shows none of these is
    somebody else.
    """

    # By what the ways into the room find who is kept out: the API writes it.
    entrances: Entrances = ()

    # First the row says so, then the calls end.
    proven = by_event("CHANNEL_HANGUP")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        self.number(meeting)
        return (turned_away(self.member),)

    def confirms(self, event: Event, _: Meeting, /) -> Verdict:
        over = event.get("Event-Name") == "CHANNEL_HANGUP" and event.get("Unique-ID") == self.member
        return Confirmed("CHANNEL_HANGUP") if over else None

    def state_query(self, _: Meeting, /) -> str:
        return f"uuid_exists {word('member', self.member, UUID)}"

    def shown(self, answer: str, _: Meeting, /) -> bool | None:
        return {"true": False, "false": True}.get(answer)


class LetIn(SceneStep, frozen=True):
    """Let somebody in again who is kept out."""

    person: PersonId
    # As in `keep_out`.
    entrances: Entrances = ()

    proven = BY_ROW

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        word("person", self.person, PERSON)
        return ()


class EndConference(SceneStep, InJson, frozen=True):
    """End the conference for all: nobody comes in any more, and everybody's call ends, those who wait for it too."""

    proven = by_event("conference-destroy")
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        lock = in_conference(meeting.conference, "lock", expects=r"\+OK \S+ locked")
        return (lock, *(killed(word("member", uuid, UUID)) for uuid in sorted(meeting.members)))

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        return of_conference(event, meeting, "conference-destroy")

    def in_json(self, _: JsonConference, __: Meeting, /) -> bool:
        # Whoever came in while it was locked keeps it going.
        return False


class ResumeRules(SceneStep, frozen=True):
    """Let the room's rules keep the picture again, after somebody has changed it by hand."""

    proven = BY_ROW

    def lines(self, _: Meeting, /) -> tuple[Line, ...]:
        return ()

    def already(self, state: ConferenceState, /) -> bool:
        return state.picture_by_hand_at is None
