"""Prompts that are played to all, or to one member, and music for whoever is alone."""

import re
from abc import abstractmethod
from typing import Annotated, Final

from msgspec import Meta

from functions.shared.assets.naming import Named, named
from functions.shared.commands.common.command import ConferenceStep, SceneStep
from functions.shared.commands.common.errors import Refused, UnsafeText
from functions.shared.commands.common.events import Event, Verdict, is_here, with_error
from functions.shared.commands.common.lines import UUID, Line, in_conference, media_path, to_conference, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.common.proven import BY_STATE, by_event
from functions.shared.commands.hold import MUSIC, music_again, plays_music
from functions.shared.grammars.fields import CallUuid, MediaName
from functions.shared.grammars.media import PROMPTS

# FreeSWITCH's table goes from -50, silence, to 50 (switch_change_sln_volume_granular); 20 is ten times as loud.
PlayedVolume = Annotated[int, Meta(ge=-50, le=20, description="decibels softer or louder")]
Milliseconds = Annotated[int, Meta(ge=0, le=86_400_000)]
_OPTIONS: Final = re.compile(r"^\{[^}]*\}")


class PlayedFile(SceneStep, frozen=True):
    """A file that is played to all, or to one member."""

    member: CallUuid | None = None

    proven = by_event("play-file", "play-file-member")
    retry = "once_only"

    @abstractmethod
    def path(self, meeting: Meeting) -> str:
        """Where FreeSWITCH finds it."""
        raise NotImplementedError

    def options(self) -> str:
        """What stands before the path, in braces."""
        return ""

    def begun_at(self, _meeting: Meeting) -> tuple[Line, ...]:
        """What is said right after it has begun."""
        return ()

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        path = self.path(meeting)
        played = rf"\+OK \(play\) Playing file (\{{\S*\}})?(\S*/)?{re.escape(path.lstrip('/'))}"
        file = self.options() + path
        if self.member is None:
            return (in_conference(meeting.conference, f"play {file}", expects=played), *self.begun_at(meeting))
        number = meeting.number(word("member", self.member, UUID))
        prompt = in_conference(meeting.conference, f"play {file} {number}", expects=rf"{played} to member \d+")
        if self.member not in meeting.held:
            return (prompt, *self.begun_at(meeting))
        # Behind the music, which never ends, nobody would hear it.
        stopped, music = music_again(meeting, number)
        return (stopped, prompt, *self.begun_at(meeting), music)

    def confirms(self, event: Event, meeting: Meeting, /) -> Verdict:
        action = "play-file" if self.member is None else "play-file-member"
        if event.get("Action") != action or not is_here(event, meeting):
            return None
        if self.member is not None and event.get("Unique-ID") != self.member:
            return None
        # A relative path comes back with FreeSWITCH's sound prefix when the file could not be opened.
        file = _OPTIONS.sub("", event.get("File", ""))
        ours = f"/{file}".endswith(f"/{self.path(meeting).lstrip('/')}")
        return with_error(event, action) if ours else None


class Play(PlayedFile, frozen=True, kw_only=True):
    """Play a known prompt, or a sound of the domain's own, to all or to one member."""

    prompt: MediaName
    volume: PlayedVolume | None = None
    # Where it begins.
    from_milliseconds: Milliseconds = 0

    def assets(self) -> tuple[Named, ...]:
        return named("prompt", "sound", self.prompt)

    def path(self, meeting: Meeting) -> str:
        if self.volume is not None and self.member is not None and not self.assets() and not meeting.prompts_root:
            # To one member FreeSWITCH looks for a file that begins with the braces (conference_member.c:1460).
            problem = "cannot be said for one member, but for a sound of the domain's own"
            raise UnsafeText("volume", str(self.volume), problem)
        return media_path("prompt", self.prompt, PROMPTS, meeting.prompts_root, meeting.own)

    def options(self) -> str:
        return "" if self.volume is None else f"{{vol={self.volume}}}"

    def asked_before(self, meeting: Meeting, /) -> str | None:
        if not self.from_milliseconds or self.member in meeting.held:
            return None
        to_member = "" if self.member is None else f" {meeting.number(word('member', self.member, UUID))}"
        return to_conference(meeting.conference, f"play_status{to_member}")

    def begun_at(self, meeting: Meeting) -> tuple[Line, ...]:
        if not self.from_milliseconds:
            return ()
        if meeting.told.startswith("+OK"):
            # It would wait for what is played now, and that would be moved instead.
            raise Refused("busy", "something is played already; stop it first, or play this from its beginning")
        return Seek(milliseconds=self.from_milliseconds, member=self.member).lines(meeting)


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

    milliseconds: Milliseconds
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
