"""On hold, as people mean it: is not heard, hears music and nothing of the room, is not seen.

FreeSWITCH's `hold` takes the voice and the picture and leaves the ear (seen: docs/commands.md, "Ears and eyes"). So
the ear is taken as well; whether it is given back stands in a variable of the call, where it survives relays.
"""

from typing import Final

from functions.shared.commands.common.command import same
from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.json_list import read_json_list
from functions.shared.commands.common.lines import UUID, Line, in_conference, to_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.encoders.dial_strings import DEAF_AFTER_HOLD
from functions.shared.state import MemberState

# Three soft notes and a pause, for ever. A tone of FreeSWITCH's own: to one member a file is played once.
MUSIC: Final = "tone_stream://v=-16;%(600,100,392);%(600,100,494);%(900,2200,587);loops=-1"


class Hold(MemberStep, frozen=True):
    """Put a member on hold, or back into the conference.

    On hold they hear music and nothing of the conference, are not heard and not in the picture; they go on seeing it.
    """

    on_hold: bool

    proven = by_event("play-file-member", "unhold-member")

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        stays_deaf = self.member in meeting.deaf
        if not self.on_hold:
            # `unhold` stops the music.
            ear = () if stays_deaf else (self.line(meeting, "undeaf", "quiet", expects=r"\+OK undeaf \d+"),)
            return (*ear, self.line(meeting, "unhold", expects=r"\+OK unhold \d+"))
        return (
            ear_after_hold(self.member, deaf=stays_deaf),
            self.line(meeting, "hold", expects=r"\+OK hold \d+"),
            # Without `quiet` FreeSWITCH plays a sound to whom it takes the ear.
            self.line(meeting, "deaf", "quiet", expects=r"\+OK deaf \d+"),
            *music_again(meeting, self.number(meeting)),
        )

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        """By what the member hears then, not by the word that FreeSWITCH was told."""
        if self.on_hold:
            away = (event.get("Hold"), event.get("Hear"), event.get("File")) == ("true", "false", MUSIC)
            return of_member(event, meeting, self.member, "play-file-member") if away else None
        ear = "false" if self.member in meeting.deaf else "true"
        back = (event.get("Hold"), event.get("Hear")) == ("false", ear)
        return of_member(event, meeting, self.member, "unhold-member") if back else None

    def state_query(self, meeting: Meeting, /) -> str:
        """`json_list` shows no ear of who is on hold; the music is what comes last and goes first."""
        asks = f"play_status {self.number(meeting)}" if self.on_hold else "json_list"
        return to_conference(meeting.conference, asks)

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        if self.on_hold:
            return plays_music(answer) or None
        found = read_json_list(answer, meeting.conference)
        if found is None or (meeting.uuid and found.conference_uuid != meeting.uuid):
            return None
        caller = found.caller(self.member)
        if caller is None:
            return None
        return not caller.flags.hold and caller.flags.can_hear is not (self.member in meeting.deaf)

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.on_hold, self.on_hold)


def ear_after_hold(member: str, *, deaf: bool) -> Line:
    """Note at the call whether it stays deaf when it comes back."""
    return Line(f"uuid_setvar {word('member', member, UUID)} {DEAF_AFTER_HOLD} {str(deaf).lower()}", expects=r"\+OK")


def music_again(meeting: Meeting, number: int) -> tuple[Line, Line]:
    """Stop whatever the member hears and begin the music."""
    conference, plays = meeting.conference, r"\+OK \(play\) Playing file tone_stream://\S+ to member \d+"
    return (
        in_conference(conference, f"stop all {number}", expects=r"\+OK Stopped \d+ files\."),
        in_conference(conference, f"play {MUSIC} {number}", expects=plays),
    )


def plays_music(answer: str) -> bool:
    """Whether `play_status` of a member shows the music; of an address it shows what follows `://`."""
    return answer.startswith("+OK ") and answer.endswith(MUSIC.partition("://")[2])
