"""What happens in a room's conferences by itself."""

from typing import Literal

import msgspec

from functions.shared.tables.provisioned.routes import Strict


class RecordRule(Strict, frozen=True):
    """Record while a host is there, or at least so many people; who is there hears it, and who comes later."""

    when: Literal["host", "people"] = "host"
    people: int = 2
    format: Literal["mkv", "mp4", "wav"] = "mp4"
    name: str = ""
    announced: bool = True


class StreamRule(Strict, frozen=True):
    """Stream while a host is there, or at least so many people, to a preset or an address; announced as a recording.

    `key` is write-only: it is taken out of the rule before the rule is kept, and stays where it is left out and the
    address is the same. An empty one takes it away.
    """

    when: Literal["host", "people"] = "host"
    people: int = 2
    preset: Literal["", "youtube", "twitch", "facebook"] = ""
    url: str = ""
    key: str | None = None
    name: str = ""
    announced: bool = True


class LayoutRule(Strict, frozen=True):
    """The layout from so many people with a camera on."""

    people: int
    layout: str


class PictureRule(Strict, frozen=True):
    """How the picture follows who is there: at most one change in 3 s, none after a change by hand until `resume`.

    More people change the layout as soon as they have been there for `more_seconds`, fewer when they have been gone for
    `fewer_seconds`. `speaker` and `presenter` are slots: of who has had the floor for `speaker_seconds`, and of the
    first host with a camera.
    """

    layouts: tuple[LayoutRule, ...] = ()
    more_seconds: int = 2
    fewer_seconds: int = 10
    speaker: str = ""
    speaker_seconds: int = 2
    presenter: str = ""


class Rules(Strict, frozen=True):
    """The rules of a room; one that is left out, or 0, does nothing. They count from the next conference on.

    A conference ends `longest_minutes` after it began, which is said `warn_minutes` before, and `close_after_seconds`
    after its last host has left, unless one comes back.
    """

    record: RecordRule | None = None
    stream: StreamRule | None = None
    picture: PictureRule | None = None
    longest_minutes: int = 0
    warn_minutes: int = 5
    close_after_seconds: int = 0
    language: Literal["de", "en"] = "en"


class RoomRules(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The rules as the relay of the conference's node reads them; whose they are must be whose the conference is."""

    domain: str
    room: str
    rules: Rules
    # The stream's key, as `shared.outputs.sealed_keys` seals it for this conference.
    stream_key: str = ""
