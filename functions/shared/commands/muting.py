"""What a member gives and gets, on or off: voice, picture, ear."""

from functions.shared.commands.common.command import same
from functions.shared.commands.common.events import Event, Verdict, of_member
from functions.shared.commands.common.json_list import InJson, JsonConference
from functions.shared.commands.common.lines import Line
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import by_event
from functions.shared.commands.common.to_member import Switch
from functions.shared.commands.hold import ear_after_hold
from functions.shared.encoders.dial_strings import DEAF_AFTER_HOLD
from functions.shared.stage.changes import wished
from functions.shared.stage.wish import Stage
from functions.shared.state import ConferenceState, MemberState


class Mute(Switch, InJson, frozen=True):
    """Take a member's voice, or give it back."""

    muted: bool

    proven = by_event("mute-member", "unmute-member")

    def verb(self) -> str:
        return "mute" if self.muted else "unmute"

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        # On hold FreeSWITCH shows neither voice nor ear, whatever comes after.
        return None if caller is None or caller.flags.hold else caller.flags.can_speak is not self.muted

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.muted, self.muted)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        return wished(stage, state.member(self.member), "muted", self.muted)


class MuteVideo(Switch, frozen=True):
    """Take a member's picture, or give it back."""

    muted: bool

    proven = by_event("vmute-member", "unvmute-member")
    for_video = True

    def verb(self) -> str:
        return "vmute" if self.muted else "unvmute"

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.video_muted, self.muted)

    def stage_after(self, stage: Stage, state: ConferenceState, /) -> Stage:
        return wished(stage, state.member(self.member), "video_muted", self.muted)


class Deafen(Switch, InJson, frozen=True):
    """Let a member hear nothing, or everything again."""

    deaf: bool

    proven = by_event("deaf-member", "undeaf-member")

    def verb(self) -> str:
        return "deaf" if self.deaf else "undeaf"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.member not in meeting.held:
            return super().lines(meeting)
        # They hear nothing anyhow; this is for afterwards, and `deaf` again makes the event that tells.
        noted = ear_after_hold(self.member, deaf=self.deaf)
        return (noted, self.line(meeting, "deaf", "quiet", expects=r"\+OK deaf \d+"))

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        if self.member not in meeting.held:
            return super().confirms(event, meeting)
        return of_member(event, meeting, self.member, "deaf-member")

    def state_query(self, meeting: Meeting, /) -> str | None:
        held = self.member in meeting.held
        return f"uuid_getvar {self.member} {DEAF_AFTER_HOLD}" if held else super().state_query(meeting)

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        if self.member not in meeting.held:
            return super().shown(answer, meeting)
        return {"true": self.deaf, "false": not self.deaf}.get(answer)

    def in_json(self, found: JsonConference, _: Meeting, /) -> bool | None:
        caller = found.caller(self.member)
        return None if caller is None or caller.flags.hold else caller.flags.can_hear is not self.deaf

    def already_of(self, member: MemberState, /) -> bool | None:
        return same(member.deaf, self.deaf)
