"""Prompts that are played to all, or to one member."""

import re

from functions.shared.commands.command import SceneStep
from functions.shared.commands.events import Event, Verdict, is_here, with_error
from functions.shared.commands.hold import music_again, plays_music
from functions.shared.commands.lines import UUID, Line, in_conference, media_path, to_conference, word
from functions.shared.commands.meeting import Meeting
from functions.shared.commands.proven import BY_STATE, by_event
from functions.shared.grammars.fields import CallUuid, MediaName
from functions.shared.grammars.media import PROMPTS


class Play(SceneStep, frozen=True):
    """Play a known prompt to all, or to one member."""

    prompt: MediaName
    member: CallUuid | None = None

    proven = by_event("play-file", "play-file-member")
    retry = "once_only"

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        path = self.path(meeting)
        played = rf"\+OK \(play\) Playing file (\S*/)?{re.escape(PROMPTS[self.prompt])}"
        if self.member is None:
            return (in_conference(meeting.conference, f"play {path}", expects=played),)
        number = meeting.number(word("member", self.member, UUID))
        prompt = in_conference(meeting.conference, f"play {path} {number}", expects=rf"{played} to member \d+")
        if self.member not in meeting.held:
            return (prompt,)
        # Behind the music, which never ends, nobody would hear it.
        stopped, music = music_again(meeting, number)
        return (stopped, prompt, music)

    def path(self, meeting: Meeting) -> str:
        return media_path("prompt", self.prompt, PROMPTS, meeting.prompts_root)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        action = "play-file" if self.member is None else "play-file-member"
        if event.get("Action") != action or not is_here(event, meeting):
            return None
        if self.member is not None and event.get("Unique-ID") != self.member:
            return None
        # A relative path comes back with FreeSWITCH's sound prefix when the file could not be opened.
        ours = f"/{event.get('File', '')}".endswith(f"/{self.path(meeting).lstrip('/')}")
        return with_error(event, action) if ours else None


class StopPlaying(SceneStep, frozen=True):
    """Stop everything that is played to all, or to one member."""

    member: CallUuid | None = None

    proven = BY_STATE
    ends_with_conference = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if self.member in meeting.held:
            return music_again(meeting, meeting.number(word("member", self.member or "", UUID)))
        to_member = "" if self.member is None else f" {meeting.number(word('member', self.member, UUID))}"
        return (in_conference(meeting.conference, f"stop all{to_member}", expects=r"\+OK Stopped \d+ files\."),)

    def state_query(self, meeting: Meeting, /) -> str:
        to_member = "" if self.member is None else f" {meeting.number(self.member)}"
        return to_conference(meeting.conference, f"play_status{to_member}")

    def shown(self, answer: str, meeting: Meeting, /) -> bool | None:
        if self.member in meeting.held and plays_music(answer):
            return True
        return {"-E": answer == "-ERR Nothing is playing" or None, "+O": False}.get(answer[:2])
