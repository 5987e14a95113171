"""Prompts that are played to all, or to one member, and music for whoever is alone."""

import re
from abc import abstractmethod
from typing import Annotated

from msgspec import Meta

from functions.shared.commands.common.command import ConferenceStep, SceneStep
from functions.shared.commands.common.events import Event, Verdict, is_here, with_error
from functions.shared.commands.common.lines import UUID, Line, in_conference, media_path, to_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_STATE, by_event
from functions.shared.commands.hold import MUSIC, music_again, plays_music
from functions.shared.grammars.fields import CallUuid, MediaName
from functions.shared.grammars.media import PROMPTS


class PlayedFile(SceneStep, frozen=True):
    """A file that is played to all, or to one member."""

    member: CallUuid | None = None

    proven = by_event("play-file", "play-file-member")
    retry = "once_only"

    @abstractmethod
    def path(self, meeting: Meeting) -> str:
        """Where FreeSWITCH finds it."""
        raise NotImplementedError

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        path = self.path(meeting)
        played = rf"\+OK \(play\) Playing file (\S*/)?{re.escape(path.lstrip('/'))}"
        if self.member is None:
            return (in_conference(meeting.conference, f"play {path}", expects=played),)
        number = meeting.number(word("member", self.member, UUID))
        prompt = in_conference(meeting.conference, f"play {path} {number}", expects=rf"{played} to member \d+")
        if self.member not in meeting.held:
            return (prompt,)
        # Behind the music, which never ends, nobody would hear it.
        stopped, music = music_again(meeting, number)
        return (stopped, prompt, music)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        action = "play-file" if self.member is None else "play-file-member"
        if event.get("Action") != action or not is_here(event, meeting):
            return None
        if self.member is not None and event.get("Unique-ID") != self.member:
            return None
        # A relative path comes back with FreeSWITCH's sound prefix when the file could not be opened.
        ours = f"/{event.get('File', '')}".endswith(f"/{self.path(meeting).lstrip('/')}")
        return with_error(event, action) if ours else None


class Play(PlayedFile, frozen=True, kw_only=True):
    """Play a known prompt to all, or to one member."""

    prompt: MediaName

    def path(self, meeting: Meeting) -> str:
        return media_path("prompt", self.prompt, PROMPTS, meeting.prompts_root)


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


class Seek(SceneStep, frozen=True):
    """Go to a place in what is played to all, or to one member, counted from its beginning."""

    milliseconds: Annotated[int, Meta(ge=0, le=86_400_000)]
    member: CallUuid | None = None

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        to_member = "" if self.member is None else f" {meeting.number(word('member', self.member, UUID))}"
        # Nothing at all is answered where nothing is played.
        text = f"file_seek {self.milliseconds}{to_member}"
        return (in_conference(meeting.conference, text, expects=r"\+OK seek to position \d+"),)


class SetMusic(ConferenceStep, frozen=True):
    """Music for whoever is alone in the conference, or none."""

    music: bool

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if not self.music:
            return (in_conference(meeting.conference, "moh off", expects=r"\+OK moh"),)
        return (
            in_conference(meeting.conference, f"moh {MUSIC}", expects=r"\+OK moh"),
            in_conference(meeting.conference, "moh on", expects=r"\+OK moh"),
        )
