"""Texts that are spoken. The relay has them rendered into a file; FreeSWITCH's own `say` would run a shell."""

from typing import Final

from functions.shared.commands.common.errors import UnsafeText
from functions.shared.commands.common.lines import PATH, UUID, Line, word
from functions.shared.commands.common.meeting import Meeting
from functions.shared.commands.playing import PlayedFile
from functions.shared.grammars.names import trouble_with
from functions.shared.grammars.speech import Language, SpokenText

# What a spoken text's files begin with, in the folder in memory that FreeSWITCH and the relay share.
SPOKEN: Final = "say-"


class Say(PlayedFile, frozen=True, kw_only=True):
    """Speak a text to all, or to one member."""

    text: SpokenText
    language: Language = "en"

    # To render it takes a moment, and whoever mutes somebody meanwhile is not to wait for that.
    slow = True

    def lines(self, meeting: Meeting, /) -> tuple[Line, ...]:
        if trouble := trouble_with(self.text):
            raise UnsafeText("text", self.text, trouble)
        return super().lines(meeting)

    def path(self, meeting: Meeting) -> str:
        """Nothing in it comes from outside: the text itself never reaches FreeSWITCH."""
        root = word("stills_root", meeting.stills_root.rstrip("/"), PATH)
        return word("spoken", f"{root}/{SPOKEN}{word('spoken', meeting.spoken, UUID)}.wav", PATH)
