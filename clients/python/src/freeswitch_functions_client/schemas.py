"""The API's shapes, as its description says: made by `make client-types`, never by hand.

A field that may be left out of a wish is `UNSET` until it is given: null means something else. Moments are text as the
API writes them (RFC 3339), which `datetime.fromisoformat` reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec import UNSET, UnsetType

# Where it runs, a word that a later version of the API knows is a word as well.
if not TYPE_CHECKING:
    from freeswitch_functions_client.words import Literal
else:
    from typing import Literal


class ConferencePatch(msgspec.Struct, frozen=True, kw_only=True):
    """What the conference should be from now on; fields that are left out stay as they are."""

    locked: bool | UnsetType = UNSET
    max_members: int | UnsetType = UNSET  # 0 is no limit
    fps: int | UnsetType = UNSET
    # name of a layout that the conference has loaded; not beginning with `group`
    layout: str | UnsetType = UNSET
    layout_group: str | UnsetType = UNSET  # name of a group of layouts
    video_floor: str | UnsetType | None = UNSET
    music: bool | UnsetType = UNSET  # for whoever is alone
    background: str | UnsetType | None = UNSET
    foreground: str | UnsetType | None = UNSET


class MemberPatch(msgspec.Struct, frozen=True, kw_only=True):
    """What a member should be from now on; fields that are left out stay as they are."""

    name: str | UnsetType = UNSET  # one line of printable text, without spaces at its ends, backslashes and ${
    muted: bool | UnsetType = UNSET
    video_muted: bool | UnsetType = UNSET
    deaf: bool | UnsetType = UNSET
    on_hold: bool | UnsetType = UNSET
    volume_in: int | UnsetType = UNSET  # volume step, 0 is unchanged
    volume_out: int | UnsetType = UNSET  # volume step, 0 is unchanged
    energy_level: int | UnsetType = UNSET  # mean of a frame's samples; speech is some 200 to 1800
    gain: int | UnsetType = UNSET  # mean of a frame's samples; speech is some 200 to 1800
    slot: str | UnsetType | None = UNSET
    role: str | UnsetType | None = UNSET
    banner: Banner | UnsetType | None = UNSET
    mute_image: str | UnsetType | None = UNSET
    logo: str | UnsetType | None = UNSET
    turned: Literal[0, 90, 180, 270] | UnsetType = UNSET  # degrees, clockwise
    filter: Literal["8bit", "gray", "sepia"] | UnsetType | None = UNSET
    floor: bool | UnsetType = UNSET  # true: give the member the audio floor
    video_floor: bool | UnsetType = UNSET  # true: give the member the video floor
    host: bool | UnsetType = UNSET  # whether they may do what a host may, until the meeting ends
    hand: bool | UnsetType = UNSET  # whether the hand is up; alone, for it is no command: 204, and it is so


class Banner(msgspec.Struct, frozen=True, kw_only=True):
    """The line of text under a member's picture; what is left out is FreeSWITCH's default."""

    text: str  # one line of printable text without braces, and not one of clear, allclear, reset
    font_face: str | UnsetType | None = UNSET
    font_scale: int | UnsetType | None = UNSET
    fg: str | UnsetType | None = UNSET
    bg: str | UnsetType | None = UNSET
    min_font_size: int | UnsetType | None = UNSET
    max_font_size: int | UnsetType | None = UNSET


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """In which language the member is asked."""

    language: Literal["de", "en"] | UnsetType = UNSET  # left out: "en"


class AdmitBody(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes in: the `uuid` of each; without it, or null, everybody who waits now."""

    uuids: Sequence[str] | UnsetType | None = UNSET


class RefuseBody(msgspec.Struct, frozen=True, kw_only=True):
    """Who does not come in, as in `admit`, and what their pages say about it."""

    uuids: Sequence[str] | UnsetType | None = UNSET
    words: str | UnsetType = UNSET  # left out: ""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to call: either `user`, or `gateway` and `number`."""

    user: str | UnsetType | None = UNSET
    gateway: str | UnsetType | None = UNSET
    number: str | UnsetType | None = UNSET
    caller_id_number: str | UnsetType | None = UNSET
    caller_id_name: str | UnsetType | None = UNSET


class StageWish(msgspec.Struct, frozen=True, kw_only=True):
    """The wish, with what becomes of who comes later: `newcomers`; left out it is what it was, at first
    `next_place`. `next_place`: while the layout shows only those who hold one of its places, whoever comes with
    a camera gets the next free one, each once; `leave`: they are left as they come.
    """

    layout: str | UnsetType | None = UNSET
    layout_group: str | UnsetType | None = UNSET
    places: Sequence[Place] | UnsetType = UNSET  # left out: []
    members: Sequence[MemberWish] | UnsetType = UNSET  # left out: []
    video_floor: Who | UnsetType | None = UNSET
    newcomers: Literal["leave", "next_place"] | UnsetType | None = UNSET


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A slot and who sits there: the first of these who is in the conference and has no earlier place."""

    slot: str  # reservation id of an image
    who: Sequence[Who]


class Who(msgspec.Struct, frozen=True, kw_only=True):
    """Whom is meant, one of: a SIP user, an invitee who has shown their PIN, a call, or a part played."""

    user: str | UnsetType | None = UNSET
    invitee: str | UnsetType | None = UNSET
    call: str | UnsetType | None = UNSET
    part: Literal["moderator", "speaker"] | UnsetType | None = UNSET


class MemberWish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody should be; what is left out is left alone."""

    who: Who
    muted: bool | UnsetType | None = UNSET
    video_muted: bool | UnsetType | None = UNSET
    banner: Banner | UnsetType | None = UNSET


class StagePatch(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of who comes later; the picture is not arranged anew."""

    newcomers: Literal["leave", "next_place"]


class SceneWish(msgspec.Struct, frozen=True, kw_only=True):
    """The picture to save; without a stage the one that is shown now."""

    stage: Stage | UnsetType | None = UNSET


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """The wish: a layout or a group, places, members, and who is seen large; what is left out is left alone."""

    layout: str | UnsetType | None = UNSET
    layout_group: str | UnsetType | None = UNSET
    places: Sequence[Place] | UnsetType = UNSET  # left out: []
    members: Sequence[MemberWish] | UnsetType = UNSET  # left out: []
    video_floor: Who | UnsetType | None = UNSET


class CueWish(msgspec.Struct, frozen=True, kw_only=True):
    """Names of saved scenes in their order; one may come several times. It begins before the first one."""

    scenes: Sequence[str]


class LayoutBody(msgspec.Struct, frozen=True, kw_only=True):
    """A layout's images in the order in which they fill, and what lies below and above all of them."""

    images: Sequence[ImageBody]
    background: str | UnsetType = UNSET  # left out: ""
    foreground: str | UnsetType = UNSET  # left out: ""
    border: int | UnsetType | None = UNSET
    auto_3d_position: bool | UnsetType = UNSET  # left out: false
    # film in the nodes' folder of images, such as wipe.mp4; left out: ""
    transition_in: str | UnsetType = UNSET
    # film in the nodes' folder of images, such as wipe.mp4; left out: ""
    transition_out: str | UnsetType = UNSET


class ImageBody(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the picture; `hscale` is as `scale` where it is left out."""

    x: int  # on the grid of 360 by 360
    y: int  # on the grid of 360 by 360
    scale: int  # on the grid of 360 by 360
    hscale: int | UnsetType | None = UNSET
    zoom: bool | UnsetType = UNSET  # left out: false
    border: int | UnsetType | None = UNSET
    floor: bool | UnsetType = UNSET  # left out: false
    floor_only: bool | UnsetType = UNSET  # left out: false
    file_only: bool | UnsetType = UNSET  # left out: false
    overlap: bool | UnsetType = UNSET  # left out: false
    reservation_id: str | UnsetType = UNSET  # left out: ""
    role_id: str | UnsetType = UNSET  # left out: ""
    audio_position: str | UnsetType = UNSET  # where its sound comes from: x:y:z, or auto; left out: ""


class GroupBody(msgspec.Struct, frozen=True, kw_only=True):
    """Layouts in growing size: FreeSWITCH shows the first that holds everybody, otherwise the last."""

    layouts: Sequence[str]


class AssetBody(msgspec.Struct, frozen=True, kw_only=True):
    """What will be uploaded: a picture (PNG, JPEG, WebP), a sound (WAV, MP3, Ogg, FLAC, MP4) or a font (.ttf,
    .otf).
    """

    kind: Literal["font", "picture", "sound"]
    bytes: int  # as long as the file is; 10 MiB of a picture, 20 of a sound, 4 of a font at most


class Prompt(msgspec.Struct, frozen=True, kw_only=True):
    """A known prompt or a sound of the domain's own, for all or for one member."""

    # a name from the catalogue of prompts and images, or one of the domain's own: `own/` and its name
    prompt: str
    member: str | UnsetType | None = UNSET
    volume: int | UnsetType | None = UNSET
    from_milliseconds: int | UnsetType = UNSET  # left out: 0


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is spoken, for all or for one member."""

    text: str  # what is spoken: one line of printable text
    # left out: "en"
    language: (
        Literal[
            "bg",
            "cs",
            "da",
            "de",
            "el",
            "en",
            "en-us",
            "es",
            "et",
            "fi",
            "fr",
            "hr",
            "hu",
            "it",
            "lt",
            "lv",
            "nb",
            "nl",
            "pl",
            "pt",
            "pt-br",
            "ro",
            "ru",
            "sk",
            "sl",
            "sr",
            "sv",
            "tr",
            "uk",
        ]
        | UnsetType
    ) = UNSET
    member: str | UnsetType | None = UNSET


class RecordingBody(msgspec.Struct, frozen=True, kw_only=True):
    """How to record; the path is made by the server. `wav` is sound only; video is never encoded twice."""

    format: Literal["mkv", "mp4", "wav"] | UnsetType = UNSET  # left out: "mp4"
    name: str | UnsetType | None = UNSET
    width: int | UnsetType | None = UNSET
    height: int | UnsetType | None = UNSET
    fps: int | UnsetType | None = UNSET
    video_kbit: int | UnsetType | None = UNSET
    audio_kbit: int | UnsetType | None = UNSET


class RecordingPatch(msgspec.Struct, frozen=True, kw_only=True):
    """Pause or go on, or stop; one of the two."""

    paused: bool | UnsetType = UNSET
    stopped: bool | UnsetType = UNSET  # true stops it; what is stopped does not go on


class StreamBody(msgspec.Struct, frozen=True, kw_only=True):
    """Where to send picture and sound: a preset or an address, and the key, which is never shown again."""

    url: str | UnsetType | None = UNSET
    key: str | UnsetType | None = UNSET
    preset: Literal["custom", "facebook", "twitch", "youtube"] | UnsetType | None = UNSET
    name: str | UnsetType | None = UNSET


class Rename(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="rename"):
    """Call a member otherwise, for as long as the call lasts."""

    member: str  # uuid of the member's call
    name: str  # one line of printable text, without spaces at its ends, backslashes and ${


class Mute(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="mute"):
    """Take a member's voice, or give it back."""

    member: str  # uuid of the member's call
    muted: bool


class MuteVideo(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="mute_video"):
    """Take a member's picture, or give it back."""

    member: str  # uuid of the member's call
    muted: bool


class Deafen(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="deafen"):
    """Let a member hear nothing, or everything again."""

    member: str  # uuid of the member's call
    deaf: bool


class Hold(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hold"):
    """Put a member on hold, or back into the conference. On hold they hear music and nothing of the conference,
    are not heard and not in the picture; they go on seeing it.
    """

    member: str  # uuid of the member's call
    on_hold: bool


class SetVolume(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_volume"):
    """How loud a member is heard (`in`) or hears (`out`)."""

    member: str  # uuid of the member's call
    direction: Literal["in", "out"]
    level: int  # volume step, 0 is unchanged


class SetEnergyLevel(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_energy_level"):
    """How loud a member must be to be heard; below it their sound is taken for noise, and 0 lets everything
    through.
    """

    member: str  # uuid of the member's call
    level: int  # mean of a frame's samples; speech is some 200 to 1800


class SetGain(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_gain"):
    """How loud a member's voice is made by itself, whoever whispers or shouts; 0 leaves it as it comes."""

    member: str  # uuid of the member's call
    level: int  # mean of a frame's samples; speech is some 200 to 1800


class SetFloor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_floor"):
    """Give a member the audio floor; FreeSWITCH refuses while another member holds it."""

    member: str  # uuid of the member's call


class SetVideoFloor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_video_floor"):
    """Give a member the video floor and keep it there until it is cleared."""

    member: str  # uuid of the member's call


class SetHost(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_host"):
    """Make somebody a host, or one who is no host, until the meeting ends; what they came with does not count
    then. The API and the pages follow at once. FreeSWITCH's own mark of a moderator, by which a telephone's
    keys work, is set when somebody joins and by what they come with: the keys do not follow.
    """

    member: str  # uuid of the member's call
    host: bool


class SetSlot(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_slot"):
    """Seat a member on the image with this reservation id, or take the seat away (null)."""

    member: str  # uuid of the member's call
    slot: str | None


class SetRole(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_role"):
    """Give a member a role id, or take it away (null)."""

    member: str  # uuid of the member's call
    role: str | None


class SetBanner(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_banner"):
    """Write a line of text under a member's picture."""

    member: str  # uuid of the member's call
    banner: Banner


class ClearBanner(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clear_banner"):
    """Remove a member's banner."""

    member: str  # uuid of the member's call


class SetMuteImage(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_mute_image"):
    """The image shown while a member's video is muted, or none (null)."""

    member: str  # uuid of the member's call
    image: str | None


class SetLogo(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_logo"):
    """An image laid over a member's picture, or none (null)."""

    member: str  # uuid of the member's call
    image: str | None
    position: (
        Literal[
            "center-bot",
            "center-mid",
            "center-top",
            "left-bot",
            "left-mid",
            "left-top",
            "right-bot",
            "right-mid",
            "right-top",
        ]
        | UnsetType
        | None
    ) = UNSET


class TurnPicture(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="turn_picture"):
    """Turn a member's picture clockwise by so many degrees, 0 being upright; the others see it so."""

    member: str  # uuid of the member's call
    degrees: Literal[0, 90, 180, 270]


class FilterPicture(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="filter_picture"):
    """Show a member's picture without its colours, in brown or in few colours, or as it is (null)."""

    member: str  # uuid of the member's call
    filter: Literal["8bit", "gray", "sepia"] | None


class Lock(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="lock"):
    """Let nobody else join, or open the conference again."""

    locked: bool


class SetMaxMembers(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_max_members"):
    """How many members the conference takes; 0 is no limit."""

    count: int


class SetVariable(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_variable"):
    """Set a variable of the conference, or delete it (null). It enters every event, hence the prefix."""

    name: str
    value: str | None


class SetLayout(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_layout"):
    """Show this layout, whatever the number of members."""

    layout: str  # name of a layout that the conference has loaded; not beginning with `group`


class SetLayoutGroup(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_layout_group"):
    """Let FreeSWITCH choose a layout of this group by the number of members."""

    group: str  # name of a group of layouts


class ClearVideoFloor(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clear_video_floor"):
    """Let the video floor follow the voice again."""


class SetVideoSize(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_video_size"):
    """Size of the canvas in pixels."""

    width: int
    height: int


class SetVideoRate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_video_rate"):
    """Pictures per second; FreeSWITCH takes the nearest rate that divides its clock."""

    fps: int


class SetBackground(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_background"):
    """The image behind all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: str | None


class SetForeground(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_foreground"):
    """The image over all pictures, or none (null); FreeSWITCH drops it at the next change of layout."""

    image: str | None


class SetMusic(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="set_music"):
    """Music for whoever is alone in the conference, or none."""

    music: bool


class SendDtmf(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="send_dtmf"):
    """Send key tones to a member's telephone."""

    member: str  # uuid of the member's call
    digits: str  # 0-9, A-D, * and #


class Relate(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="relate"):
    """Who hears or sees whom: `member` cannot speak to, cannot hear, or sends video to `other`; `clear` undoes it."""

    member: str  # uuid of the member's call
    other: str  # uuid of the member's call
    relation: Literal["clear", "nohear", "nospeak", "sendvideo"]


class Transfer(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="transfer"):
    """Move a member into another conference; refused while that one is locked or full. They arrive as anybody:
    their place and what they may do as a moderator stay behind unless they are asked for here. Where that one
    has a lobby that they do not pass, they wait in it.
    """

    member: str  # uuid of the member's call
    conference: str  # name of a conference
    profile: str | UnsetType | None = UNSET
    moderator: bool | UnsetType = UNSET  # left out: false
    slot: str | UnsetType | None = UNSET
    admitted_to: str | UnsetType | None = UNSET


class Kick(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="kick"):
    """Remove a member from the conference; the call goes on with what its dialplan says next."""

    member: str  # uuid of the member's call


class HangUp(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hang_up"):
    """End a member's call."""

    member: str  # uuid of the member's call


class HangUpAll(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="hang_up_all"):
    """End the calls of all members who are in the conference now."""


class MuteAll(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="mute_all"):
    """Take the voice of everybody who is there now, but for the hosts; who comes later can be heard."""


class AskToUnmute(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ask_to_unmute"):
    """Ask a muted member to be heard again: they hear it, and `asked_to_unmute_at` tells their page. Nobody's
    voice is given back for them: that is theirs.
    """

    member: str  # uuid of the member's call
    language: Literal["de", "en"] | UnsetType = UNSET  # left out: "en"


class KeepOut(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="keep_out"):
    """Remove somebody with all their calls, and let none of them in until the meeting ends. Known again are a
    user, a link, whose PIN was shown, and the number of a telephone. Who shows none of these is somebody else.
    """

    member: str  # uuid of the member's call
    entrances: Sequence[str] | UnsetType = UNSET  # left out: []


class LetIn(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="let_in"):
    """Let somebody in again who is kept out."""

    person: str  # `person` of one of the conference's standings
    entrances: Sequence[str] | UnsetType = UNSET  # left out: []


class EndConference(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="end_conference"):
    """End the conference for all: nobody comes in any more, and everybody's call ends, those who wait for it too."""


class ResumeRules(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="resume_rules"):
    """Let the room's rules keep the picture again, after somebody has changed it by hand."""


class ClearSlots(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="clear_slots"):
    """Clear every member's reservation id."""


class Play(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="play"):
    """Play a known prompt, or a sound of the domain's own, to all or to one member."""

    member: str | UnsetType | None = UNSET
    # a name from the catalogue of prompts and images, or one of the domain's own: `own/` and its name
    prompt: str
    volume: int | UnsetType | None = UNSET
    from_milliseconds: int | UnsetType = UNSET  # left out: 0


class StopPlaying(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="stop_playing"):
    """Stop everything that is played to all, or to one member."""

    member: str | UnsetType | None = UNSET


class Seek(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="seek"):
    """Go to a place in what is played to all, or to one member, counted from its beginning."""

    milliseconds: int
    member: str | UnsetType | None = UNSET


class Say(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="say"):
    """Speak a text to all, or to one member."""

    member: str | UnsetType | None = UNSET
    text: str  # what is spoken: one line of printable text
    # left out: "en"
    language: (
        Literal[
            "bg",
            "cs",
            "da",
            "de",
            "el",
            "en",
            "en-us",
            "es",
            "et",
            "fi",
            "fr",
            "hr",
            "hu",
            "it",
            "lt",
            "lv",
            "nb",
            "nl",
            "pl",
            "pt",
            "pt-br",
            "ro",
            "ru",
            "sk",
            "sl",
            "sr",
            "sv",
            "tr",
            "uk",
        ]
        | UnsetType
    ) = UNSET


class DialWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="dial"):
    """Call a user, or a number through a named gateway, and join the answered call to the conference."""

    user: str | UnsetType | None = UNSET
    gateway: str | UnsetType | None = UNSET
    number: str | UnsetType | None = UNSET
    caller_id_number: str | UnsetType | None = UNSET
    caller_id_name: str | UnsetType | None = UNSET


class StartRecordingWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="start_recording"):
    """Record the conference into a file; no file of that name may be recording already."""

    format: Literal["mkv", "mp4", "wav"] | UnsetType = UNSET  # left out: "mp4"
    name: str | UnsetType | None = UNSET
    width: int | UnsetType | None = UNSET
    height: int | UnsetType | None = UNSET
    fps: int | UnsetType | None = UNSET
    video_kbit: int | UnsetType | None = UNSET
    audio_kbit: int | UnsetType | None = UNSET


class StopRecordingWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="stop_recording"):
    """Close the file."""

    recording: str  # id of a recording or stream


class PauseRecordingWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pause_recording"):
    """Write nothing into the file until it is resumed."""

    recording: str  # id of a recording or stream


class ResumeRecordingWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="resume_recording"):
    """Write into the file again."""

    recording: str  # id of a recording or stream


class StartStreamWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="start_stream"):
    """Send picture and sound of the conference to a streaming service."""

    url: str | UnsetType | None = UNSET
    key: str | UnsetType | None = UNSET
    preset: Literal["custom", "facebook", "twitch", "youtube"] | UnsetType | None = UNSET
    name: str | UnsetType | None = UNSET


class StopStreamWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="stop_stream"):
    """End the stream."""

    stream: str  # id of a recording or stream


class TakeStillWish(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="take_still"):
    """Write the canvas as it is now into a file of the node, named by the still's id; from there it is stored."""


class SceneBody(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of a scene; the first one that fails ends it, what was done before stays."""

    steps: Sequence[SceneStep]


class WebhookBody(msgspec.Struct, frozen=True, kw_only=True):
    """Where events are sent, and which."""

    url: str  # https://…; other addresses by WEBHOOK_ALLOWED_TARGETS
    events: Sequence[str] | UnsetType = UNSET  # `*`, `member.*`, `member.joined` …; left out: ["*"]
    conferences: Sequence[str] | UnsetType = UNSET  # names, or `*`; left out: ["*"]
    enabled: bool | UnsetType = UNSET  # left out: true


class SecretBody(msgspec.Struct, frozen=True, kw_only=True):
    """For how long the secret before this one signs, too: a day, unless something else is said."""

    overlap_seconds: int | UnsetType = UNSET  # left out: 86400


class NodeWish(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the node takes no new conference. `false` also takes a removal back that has not come to its end."""

    draining: bool


class MoveWish(msgspec.Struct, frozen=True, kw_only=True):
    """To which node; one that serves the domain, and that the present one reaches."""

    node: str


class MessageBody(msgspec.Struct, frozen=True, kw_only=True):
    """What to write; with an id of one's own the request may be repeated."""

    text: str  # plain text; line breaks (U+000A) are allowed, invisible characters and direction marks are not
    id: str | UnsetType | None = UNSET


class UserBody(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the domain; without password, a1_hash and cidr the server makes a password."""

    a1_hash: str | UnsetType = UNSET  # left out: ""
    enabled: bool | UnsetType = UNSET  # left out: true
    may_register: bool | UnsetType = UNSET  # left out: true
    name: str | UnsetType = UNSET  # left out: ""
    number: str | UnsetType = UNSET  # left out: ""
    context: str | UnsetType = UNSET  # left out: ""
    account: str | UnsetType = UNSET  # left out: ""
    alias: str | UnsetType = UNSET  # left out: ""
    outbound_caller_name: str | UnsetType = UNSET  # left out: ""
    outbound_caller_number: str | UnsetType = UNSET  # left out: ""
    anonymous: bool | UnsetType | None = UNSET
    cacheable: int | UnsetType | None = UNSET
    variables: Mapping[str, str] | UnsetType = UNSET  # left out: {}
    forward: Forwarding | UnsetType | None = UNSET
    cidr: Sequence[str] | UnsetType = UNSET  # left out: []
    # write-only; null lets the server make a new one, once in the answer
    password: str | UnsetType | None = UNSET


class Forwarding(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that get a user's calls, as the user would dial them; `seconds` until nobody has answered."""

    always: str | UnsetType = UNSET  # left out: ""
    busy: str | UnsetType = UNSET  # left out: ""
    no_answer: str | UnsetType = UNSET  # left out: ""
    not_registered: str | UnsetType = UNSET  # left out: ""
    seconds: int | UnsetType = UNSET  # left out: 20


class RoomBody(msgspec.Struct, frozen=True, kw_only=True):
    """A room, which may be entered from `not_before` to `not_after`; `number` is what the domain's users dial."""

    conference: str | UnsetType = UNSET  # left out: ""
    number: str | UnsetType = UNSET  # left out: ""
    profile: str | UnsetType = UNSET  # left out: "video"
    open: bool | UnsetType = UNSET  # left out: false
    max_members: int | UnsetType = UNSET  # left out: 0
    flags: Sequence[str] | FlagsFor | UnsetType = UNSET  # left out: []
    seats: Mapping[str, Seat] | UnsetType = UNSET  # left out: {}
    picture: Picture | UnsetType = UNSET  # left out: {}
    rules: Rules | UnsetType = UNSET  # left out: {}
    lobby: Literal["everybody", "off", "outside"] | UnsetType = UNSET  # left out: "off"
    admission: Literal["by_hand", "with_moderator"] | UnsetType = UNSET  # left out: "by_hand"
    observers: bool | UnsetType = UNSET  # left out: false
    not_before: str | UnsetType | None = UNSET
    not_after: str | UnsetType | None = UNSET
    dial_in: DialInBody | UnsetType | None = UNSET


class FlagsFor(msgspec.Struct, frozen=True, kw_only=True):
    """Member flags of a conference by who gets them."""

    all: Sequence[str] | UnsetType = UNSET  # left out: []
    moderators: Sequence[str] | UnsetType = UNSET  # left out: []
    participants: Sequence[str] | UnsetType = UNSET  # left out: []


class Seat(msgspec.Struct, frozen=True, kw_only=True):
    """What one user is in a room: place in the picture, banner, moderator."""

    slot: str | UnsetType = UNSET  # left out: ""
    banner: str | UnsetType = UNSET  # left out: ""
    moderator: bool | UnsetType = UNSET  # left out: false


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """How a room's next conference begins; what is empty is the node's own choice."""

    canvas: str | UnsetType = UNSET  # left out: ""
    fps: int | UnsetType = UNSET  # left out: 0
    bandwidth: str | UnsetType = UNSET  # left out: ""
    layout: str | UnsetType = UNSET  # left out: ""
    layouts: Sequence[str] | UnsetType = UNSET  # left out: []
    background: str | UnsetType = UNSET  # left out: ""
    flags: Sequence[str] | UnsetType = UNSET  # left out: []
    sounds: bool | UnsetType = UNSET  # left out: true


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of a room; one that is left out, or 0, does nothing. They count from the next conference on. A
    conference ends `longest_minutes` after it began, which is said `warn_minutes` before, and
    `close_after_seconds` after its last host has left, unless one comes back.
    """

    record: RecordRule | UnsetType | None = UNSET
    stream: StreamRule | UnsetType | None = UNSET
    picture: PictureRule | UnsetType | None = UNSET
    longest_minutes: int | UnsetType = UNSET  # left out: 0
    warn_minutes: int | UnsetType = UNSET  # left out: 5
    close_after_seconds: int | UnsetType = UNSET  # left out: 0
    language: Literal["de", "en"] | UnsetType = UNSET  # left out: "en"


class RecordRule(msgspec.Struct, frozen=True, kw_only=True):
    """Record while a host is there, or at least so many people; who is there hears it, and who comes later."""

    when: Literal["host", "people"] | UnsetType = UNSET  # left out: "host"
    people: int | UnsetType = UNSET  # left out: 2
    format: Literal["mkv", "mp4", "wav"] | UnsetType = UNSET  # left out: "mp4"
    name: str | UnsetType = UNSET  # left out: ""
    announced: bool | UnsetType = UNSET  # left out: true


class StreamRule(msgspec.Struct, frozen=True, kw_only=True):
    """Stream while a host is there, or at least so many people, to a preset or an address; announced as a
    recording. `key` is write-only: it is taken out of the rule before the rule is kept, and stays where it is
    left out and the address is the same. An empty one takes it away.
    """

    when: Literal["host", "people"] | UnsetType = UNSET  # left out: "host"
    people: int | UnsetType = UNSET  # left out: 2
    preset: Literal["", "facebook", "twitch", "youtube"] | UnsetType = UNSET  # left out: ""
    url: str | UnsetType = UNSET  # left out: ""
    key: str | UnsetType | None = UNSET
    name: str | UnsetType = UNSET  # left out: ""
    announced: bool | UnsetType = UNSET  # left out: true


class PictureRule(msgspec.Struct, frozen=True, kw_only=True):
    """How the picture follows who is there: at most one change in 3 s, none after a change by hand until `resume`.
    More people change the layout as soon as they have been there for `more_seconds`, fewer when they have been
    gone for `fewer_seconds`. `speaker` and `presenter` are slots: of who has had the floor for
    `speaker_seconds`, and of the first host with a camera.
    """

    layouts: Sequence[LayoutRule] | UnsetType = UNSET  # left out: []
    more_seconds: int | UnsetType = UNSET  # left out: 2
    fewer_seconds: int | UnsetType = UNSET  # left out: 10
    speaker: str | UnsetType = UNSET  # left out: ""
    speaker_seconds: int | UnsetType = UNSET  # left out: 2
    presenter: str | UnsetType = UNSET  # left out: ""


class LayoutRule(msgspec.Struct, frozen=True, kw_only=True):
    """The layout from so many people with a camera on."""

    people: int
    layout: str


class DialInBody(msgspec.Struct, frozen=True, kw_only=True):
    """How telephones enter a room: the server makes the id. An empty `pin` or `moderator_pin` is none."""

    id: str | UnsetType = UNSET  # as it was answered; it cannot be chosen; left out: ""
    pin: str | UnsetType | None = UNSET  # write-only; null lets the server make a new one, once in the answer
    # write-only; null lets the server make a new one, once in the answer
    moderator_pin: str | UnsetType | None = UNSET
    not_before: str | UnsetType | None = UNSET  # a moment with its time zone
    not_after: str | UnsetType | None = UNSET  # a moment with its time zone


class InviteeBody(msgspec.Struct, frozen=True, kw_only=True):
    """A person with a PIN of their own in a room that telephones enter."""

    pin: str | UnsetType | None = UNSET  # write-only; null lets the server make a new one, once in the answer
    name: str | UnsetType = UNSET  # left out: ""
    slot: str | UnsetType = UNSET  # left out: ""
    moderator: bool | UnsetType = UNSET  # left out: false


class UserGroupBody(msgspec.Struct, frozen=True, kw_only=True):
    """Users that are called together."""

    members: Sequence[str] | UnsetType = UNSET


class GatewayBody(msgspec.Struct, frozen=True, kw_only=True):
    """A SIP trunk; `secret` names a variable of the nodes, which holds its password."""

    proxy: str | UnsetType = UNSET
    port: int | UnsetType = UNSET  # left out: 0
    transport: Literal["", "tcp", "tls", "udp"] | UnsetType = UNSET  # left out: ""
    outbound_proxy: str | UnsetType = UNSET  # left out: ""
    realm: str | UnsetType = UNSET  # left out: ""
    username: str | UnsetType = UNSET  # left out: ""
    auth_username: str | UnsetType = UNSET  # left out: ""
    secret: str | UnsetType = UNSET  # left out: ""
    from_user: str | UnsetType = UNSET  # left out: ""
    from_domain: str | UnsetType = UNSET  # left out: ""
    caller_id_in_from: bool | UnsetType = UNSET  # left out: false
    expires: int | UnsetType = UNSET  # left out: 0
    srtp: Literal["", "mandatory", "optional"] | UnsetType = UNSET  # left out: ""
    register: bool | UnsetType = UNSET  # left out: false
    profile: str | UnsetType = UNSET  # left out: "external"
    ping: int | UnsetType = UNSET  # left out: 0
    context: str | UnsetType = UNSET  # left out: "trunk"
    called_number: Literal["request", "to"] | UnsetType = UNSET  # left out: "request"
    outbound_caller_name: str | UnsetType = UNSET  # left out: ""
    outbound_caller_number: str | UnsetType = UNSET  # left out: ""
    # left out: "remote_party_id"
    identity: Literal["none", "p_asserted_identity", "remote_party_id"] | UnsetType = UNSET


class EntryBody(msgspec.Struct, frozen=True, kw_only=True):
    """A link into a room for one person."""

    name: str | UnsetType = UNSET  # left out: ""
    role: Literal["moderator", "participant"] | UnsetType = UNSET  # left out: "participant"
    slot: str | UnsetType = UNSET  # left out: ""
    # a moment with its time zone; without it at once
    from_: str | UnsetType | None = msgspec.field(name="from", default=UNSET)
    until: str | UnsetType | None = UNSET  # a moment with its time zone; without it in seven days
    uses: int | UnsetType = UNSET  # how many browsers may come in with it; left out: 1


class Redeeming(msgspec.Struct, frozen=True, kw_only=True):
    """Either the code of a link, or what an earlier answer gave this browser to come again with."""

    code: str | UnsetType = UNSET  # left out: ""
    # with `code`: 22 to 128 random letters and digits, so that a lost answer costs no use; left out: ""
    browser: str | UnsetType = UNSET
    resume: str | UnsetType = UNSET  # left out: ""


class RevocationBody(msgspec.Struct, frozen=True, kw_only=True):
    """Either `jti`, or `sub` with the moment before which its tokens were issued (now, where it is left out)."""

    jti: str | UnsetType = UNSET  # left out: ""
    sub: str | UnsetType = UNSET  # left out: ""
    before: str | UnsetType | None = UNSET  # a moment with its time zone


class Subscribe(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="subscribe"):
    """Tell me what happens in a conference; without `after` beginning with what is there now."""

    conference: str  # a conference's name, or * for which conferences of the domain begin and end
    after: int | UnsetType | None = UNSET


class Unsubscribe(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="unsubscribe"):
    """Tell me no more of it."""

    conference: str  # a conference's name, or * for which conferences of the domain begin and end


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="ping"):
    """Am I still here, and have I missed the last event?"""


class SayFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="say"):
    """Write a message to everybody in a conference; its event is the answer. The same id again is the same
    message.
    """

    conference: str  # a conference's name
    text: str  # plain text; line breaks (U+000A) are allowed, invisible characters and direction marks are not
    id: str  # an id of the sender's own; the same again is the same message


class HandFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="hand"):
    """My hand is up, or down; a host names a member's (`uuid`), or that of who is in a page only (`subject`)."""

    conference: str  # a conference's name
    raised: bool
    id: str | UnsetType | None = UNSET
    uuid: str | UnsetType | None = UNSET
    subject: str | UnsetType | None = UNSET


class MoveFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="moving"):
    """I am just moving this member to another place; null: not any more. Other operators are told, for seconds."""

    conference: str  # a conference's name
    member: str | None


class Conferences(msgspec.Struct, frozen=True, kw_only=True):
    """A page of conferences; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[ConferenceSummary]
    next: str | None


class ConferenceSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A conference without its members and outputs."""

    name: str
    uuid: str
    node: str
    revision: int
    started_at: str | None
    locked: bool | None
    layout: str | None
    layout_group: str | None
    max_members: int | None
    member_count: int
    node_state: Literal["lost", "switch_down", "up"]
    as_of: str


class ConferenceView(msgspec.Struct, frozen=True, kw_only=True):
    """A conference. `node_state` is `up` while a relay follows it, `switch_down` while that cannot reach
    FreeSWITCH, `lost` while there is no relay: then this is what was known at `as_of`, and no command is taken.
    What happened after it are the events after `seq`; some of those may be in it already.
    """

    name: str
    uuid: str
    node: str
    revision: int
    domain: str | None
    started_at: str | None
    locked: bool | None
    layout: str | None
    layout_group: str | None
    max_members: int | None
    canvas: str | None
    member_count: int
    members: Sequence[MemberState]
    recordings: Sequence[RecordingState]
    streams: Sequence[StreamState]
    hands: Sequence[PageHand]
    observers: Sequence[Observer]
    standings: Sequence[Standing]
    began_as: str | None
    moved_at: str | None
    picture_by_hand_at: str | None
    node_state: Literal["lost", "switch_down", "up"]
    as_of: str
    seq: int | None


class MemberState(msgspec.Struct, frozen=True, kw_only=True):
    """One caller in a conference, named by the uuid of the call; the number dies with FreeSWITCH's process."""

    uuid: str
    number: int | None
    user: str | None
    invitee: str | None
    name: str | None
    muted: bool | None
    video: bool | None
    video_muted: bool | None
    deaf: bool | None
    on_hold: bool | None
    talking: bool | None
    floor: bool | None
    video_floor: bool | None
    moderator: bool | None
    host: bool | None
    slot: str | None
    settled: Literal["next_place", "wish"] | None
    role: str | None
    banner: Banner | None
    volume_in: int | None
    volume_out: int | None
    quality: Quality | None
    joined_at: str | None
    hand_raised_at: str | None
    asked_to_unmute_at: str | None


class Quality(msgspec.Struct, frozen=True, kw_only=True):
    """How a member's call is, by what its two ends report of sound and pictures; null: nothing is reported."""

    sends: Literal["fair", "good", "poor"] | None
    receives: Literal["fair", "good", "poor"] | None


class RecordingState(msgspec.Struct, frozen=True, kw_only=True):
    """A recording; what is known of the file is null until it has been looked at."""

    id: str
    state: Literal["failed", "interrupted", "live", "processing", "ready", "starting", "stopping"]
    paused: bool | None
    reason: str | None
    started_at: str | None
    name: str | None
    format: str | None
    ended_at: str | None
    goes_on_from: str | None
    retries: int
    last_retry_at: str | None
    parts: int
    duration_seconds: float | None
    bytes: int | None
    sha256: str | None
    has_video: bool | None
    has_sound: bool | None
    incomplete: bool | None
    stored: Literal["node", "s3"] | None
    expires_at: str | None


class StreamState(msgspec.Struct, frozen=True, kw_only=True):
    """A stream; the key is shown by its last four characters at most."""

    id: str
    state: Literal["failed", "interrupted", "live", "processing", "ready", "starting", "stopping"]
    paused: bool | None
    reason: str | None
    started_at: str | None
    name: str | None
    url: str | None
    key: str | None
    goes_on_from: str | None
    ended_at: str | None
    retries: int
    last_retry_at: str | None


class PageHand(msgspec.Struct, frozen=True, kw_only=True):
    """The raised hand of somebody who is in a page and not in the call; `subject` is their token's."""

    subject: str
    name: str | None
    raised_at: str


class Observer(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who watches and is nobody in the conference; `uuid` is that of the call."""

    uuid: str
    name: str | None
    since: str | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a host has made of somebody, for as long as the meeting lasts, whenever they come again. `person` is
    made of who they are and of the meeting; `also` is by what else they are known, such as a telephone.
    """

    person: str
    rank: Literal["host", "kept_out", "participant"]
    name: str | None = None
    at: str
    also: Sequence[str] | None = None


class Members(msgspec.Struct, frozen=True, kw_only=True):
    """All members of a conference."""

    items: Sequence[MemberState]


class WaitingPeople(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who waits, by how long they do."""

    items: Sequence[WaitingPerson]


class WaitingPerson(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who waits; `uuid` is that of their call, and stays when they are let in."""

    uuid: str
    user: str | None
    invitee: str | None
    name: str | None
    video: bool | None
    since: str | None


class GatewayList(msgspec.Struct, frozen=True, kw_only=True):
    """All gateways of the token's domain."""

    items: Sequence[GatewayView]


class GatewayView(msgspec.Struct, frozen=True, kw_only=True):
    """A gateway by the name that calls use; no node: FreeSWITCH knows it nowhere."""

    name: str
    profile: str
    nodes: Sequence[GatewayOnNode]


class GatewayOnNode(msgspec.Struct, frozen=True, kw_only=True):
    """How a gateway is on one node, as its relay saw it at `as_of`. `up` is whether it takes calls. `registration`
    is `none` where it does not register and `trying` before the first answer. `reason` is what the carrier said
    to a registration or ping that failed, `since` when it became so.
    """

    node: str
    node_state: Literal["lost", "switch_down", "up"]
    as_of: str
    up: bool
    registration: Literal["failed", "none", "registered", "trying"]
    reason: str | None
    since: str


class CanvasMap(msgspec.Struct, frozen=True, kw_only=True):
    """Every canvas of a conference, in the order of their numbers."""

    conference: str
    revision: int
    canvases: Sequence[Canvas]


class Canvas(msgspec.Struct, frozen=True, kw_only=True):
    """One canvas; `stale` if its layout was changed after this conference had loaded it."""

    canvas: int
    width: int
    height: int
    layout: str | None
    layout_group: str | None
    stale: bool
    slots: Sequence[Slot]
    not_shown: Sequence[str]


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """One image of the layout; `certain` is false where FreeSWITCH chose and told nobody."""

    image: int
    slot: str | None
    role: str | None
    fractions: Fractions
    pixels: Pixels
    member: str | None
    name: str | None
    certain: bool
    rule: str | None


class Fractions(msgspec.Struct, frozen=True, kw_only=True):
    """A place in parts of the canvas, 0 to 1."""

    x: float
    y: float
    width: float
    height: float


class Pixels(msgspec.Struct, frozen=True, kw_only=True):
    """A place in pixels of the canvas."""

    x: int
    y: int
    width: int
    height: int


class StillView(msgspec.Struct, frozen=True, kw_only=True):
    """A still; `url` is a link that works for a while without a token, null until the state is ready."""

    id: str
    conference: str
    state: Literal["failed", "processing", "ready"]
    reason: str | None
    taken_at: str
    width: int
    height: int
    bytes: int
    sha256: str
    expires_at: str
    url: str | None


class StageView(msgspec.Struct, frozen=True, kw_only=True):
    """The wish and the state: `drift` are the commands that would make them one, `command` the one under way.
    `newcomers` says what becomes of who comes later while a layout shows only those who hold one of its places.
    `node_state` is null while there is no conference. Where the node takes no commands the wish is only kept,
    `command` is null, and it is carried out when the node is back, or in the next conference of the name.
    """

    conference: str
    revision: int
    running: bool
    node_state: Literal["lost", "switch_down", "up"] | None
    stage: Stage
    newcomers: Literal["leave", "next_place"]
    drift: Sequence[MissingStep]
    waiting: Sequence[str]
    not_shown: Sequence[str]
    command: str | None


class Dial(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="dial"):
    """Call a user, or a number through a named gateway, and join the answered call to the conference."""

    user: str | None = None
    domain: str | None = None
    gateway: str | None = None
    number: str | None = None
    caller_id_number: str | None = None
    caller_id_name: str | None = None
    waits: bool | None = None
    admitted_to: str | None = None
    seconds: int | None = None
    others: Sequence[ReachedNode] | None = None


class ReachedNode(msgspec.Struct, frozen=True, kw_only=True):
    """A node, where it takes the calls of others, and the id and domain of the user who is registered there."""

    node: str
    address: str
    user: str
    domain: str  # SIP domain


class SavedScenes(msgspec.Struct, frozen=True, kw_only=True):
    """In the order of their names."""

    items: Sequence[SceneView]


class SceneView(msgspec.Struct, frozen=True, kw_only=True):
    """A saved scene."""

    name: str
    revision: int
    stage: Stage


class CueList(msgspec.Struct, frozen=True, kw_only=True):
    """Names of scenes; `current` is the place of the one that was shown last, from 0; null: none of them yet."""

    scenes: Sequence[str]
    current: int | None
    revision: int


class Layouts(msgspec.Struct, frozen=True, kw_only=True):
    """The library and the domain's own, by name."""

    items: Sequence[LayoutSummary]


class LayoutSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A layout by name, with the number of its images."""

    name: str
    own: bool
    images: int


class LayoutView(msgspec.Struct, frozen=True, kw_only=True):
    """A layout; one of the library has revision 0 and belongs to nobody."""

    name: str
    own: bool
    revision: int
    images: Sequence[ImageBody]
    background: str
    foreground: str
    border: int | None
    auto_3d_position: bool
    transition_in: str
    transition_out: str
    warnings: Sequence[Remark]
    used_from: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """What looks wrong, though it works."""

    field: str
    problem: str


class Groups(msgspec.Struct, frozen=True, kw_only=True):
    """The library's groups and the domain's own."""

    items: Sequence[GroupView]


class GroupView(msgspec.Struct, frozen=True, kw_only=True):
    """A group; one of the library has revision 0."""

    name: str
    own: bool
    revision: int
    layouts: Sequence[str]
    warnings: Sequence[Remark]


class Assets(msgspec.Struct, frozen=True, kw_only=True):
    """A page of them by name; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[AssetView]
    next: str | None


class AssetView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, sound or font of the domain; `media` is how commands name it. What is not known is null."""

    name: str
    media: str
    kind: Literal["font", "picture", "sound"]
    state: Literal["awaiting", "checking", "failed", "ready", "removing"]
    reason: str | None
    detail: str | None
    bytes: int | None
    sha256: str | None
    width: int | None
    height: int | None
    duration_seconds: float | None
    family: str | None
    url: str | None
    upload: AssetUpload | None
    revision: int
    made_at: str


class AssetUpload(msgspec.Struct, frozen=True, kw_only=True, tag_field="method", tag="PUT"):
    """Where the file is to be sent, by whoever has this address: with this method, exactly so long, and until
    then.
    """

    url: str
    bytes: int
    until: str


class Recordings(msgspec.Struct, frozen=True, kw_only=True):
    """The recordings of a conference, of its earlier meetings too."""

    items: Sequence[RecordingState]


class RecordingView(msgspec.Struct, frozen=True, kw_only=True):
    """A recording; `url` is where its file can be had for a while, null until it is ready."""

    id: str
    state: Literal["failed", "interrupted", "live", "processing", "ready", "starting", "stopping"]
    paused: bool | None
    reason: str | None
    started_at: str | None
    name: str | None
    format: str | None
    ended_at: str | None
    goes_on_from: str | None
    retries: int
    last_retry_at: str | None
    parts: int
    duration_seconds: float | None
    bytes: int | None
    sha256: str | None
    has_video: bool | None
    has_sound: bool | None
    incomplete: bool | None
    stored: Literal["node", "s3"] | None
    expires_at: str | None
    url: str | None


class Streams(msgspec.Struct, frozen=True, kw_only=True):
    """The streams of a conference, of its earlier meetings too."""

    items: Sequence[StreamState]


class CommandView(msgspec.Struct, frozen=True, kw_only=True):
    """A command and, once it has ended, its outcome; `steps` tell what was done of several."""

    id: str
    kind: str
    conference: str
    state: Literal["accepted", "confirmed", "expired", "failed", "queued", "running", "unknown"]
    reason: str | None  # why it is not done, a word of docs/reference/errors.md; more may come
    detail: str | None
    evidence: Evidence | None
    reply: str | None
    created_at: str
    deadline: str
    finished_at: str | None
    steps: Sequence[Step]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What shows that FreeSWITCH did it; `at` is RFC 3339 in UTC."""

    kind: Literal["event", "reply", "state"]
    event: str | None = None
    at: str | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a composite and how it ended; `skipped` stands after the failure that stopped it."""

    kind: str
    state: Literal["accepted", "confirmed", "failed", "skipped", "unknown"]
    reason: str | None = None  # why it is not done, a word of docs/reference/errors.md; more may come
    detail: str | None = None
    reply: str | None = None
    evidence: Evidence | None = None


class Meetings(msgspec.Struct, frozen=True, kw_only=True):
    """A page of meetings; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[MeetingSummary]
    next: str | None


class MeetingSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting that is over. `reason` says why, where nobody saw its end; `peak` is the most that were there at
    once, `stays` how often somebody came. Both are null until they are counted, within a minute of the end.
    """

    uuid: str
    conference: str
    node: str
    from_: str | None = msgspec.field(name="from")
    to: str
    seconds: float | None
    reason: str | None
    peak: int | None
    stays: int | None


class MeetingView(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting with who came and went, by when they came, a page of them; `next` is the cursor of the next page.
    And with its first messages, oldest first; `next_messages` is the cursor of the messages after them.
    """

    uuid: str
    conference: str
    node: str
    from_: str | None = msgspec.field(name="from")
    to: str
    seconds: float | None
    reason: str | None
    peak: int | None
    stays: int | None
    moderators: Sequence[str]
    outputs: Sequence[MeetingOutputView]
    members: Sequence[MeetingStay]
    next: str | None
    messages: Sequence[Message]
    next_messages: str | None


class MeetingOutputView(msgspec.Struct, frozen=True, kw_only=True):
    """A recording or a stream that there was at the end; `state` is null where it is there no more."""

    kind: Literal["recording", "stream"]
    id: str
    name: str | None
    started_at: str | None
    state: Literal["failed", "interrupted", "live", "processing", "ready", "starting", "stopping"] | None


class MeetingStay(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's time in the meeting; who came again has another. `cause` is FreeSWITCH's in capitals, or what
    sent them away. Of who was `erased` only the times are left.
    """

    uuid: str
    user: str | None
    invitee: str | None
    name: str | None
    moderator: bool | None
    joined_at: str | None
    left_at: str | None
    seconds: float | None
    cause: str | None
    erased: bool


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A message; `text` is null and `deleted_at` is not, once a host has deleted it."""

    id: str
    sender: str  # the `sub` of the sender's token; empty once that person was erased
    name: str | None  # what the sender was called then
    text: str | None
    at: str
    deleted_at: str | None


class MeetingMessages(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a meeting's messages, oldest first; `next` is the cursor of the page after it, null on the last
    one.
    """

    items: Sequence[Message]
    next: str | None


class Webhooks(msgspec.Struct, frozen=True, kw_only=True):
    """The domain's webhooks, by name."""

    items: Sequence[Webhook]


class Webhook(msgspec.Struct, frozen=True, kw_only=True):
    """A webhook; `secret` is told once, in the answer to the request that made it."""

    name: str
    url: str
    events: Sequence[str]
    conferences: Sequence[str]
    enabled: bool
    disabled: DisabledView | None
    failing: FailingView | None
    revision: int
    created_at: str
    changed_at: str
    secrets: Sequence[SecretView]
    secret: str | None


class DisabledView(msgspec.Struct, frozen=True, kw_only=True):
    """Why it was switched off without being asked: `gone` (410), or `failing` for a day."""

    reason: Literal["failing", "gone"]
    at: str
    detail: str


class FailingView(msgspec.Struct, frozen=True, kw_only=True):
    """Tries that failed one after the other, and when the next one may be made."""

    since: str
    failures: int
    retry_at: str


class SecretView(msgspec.Struct, frozen=True, kw_only=True):
    """A secret that signs; `until`: when it ends, null for the newest."""

    made_at: str
    until: str | None


class Deliveries(msgspec.Struct, frozen=True, kw_only=True):
    """A page of deliveries; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[DeliveryView]
    next: str | None


class DeliveryView(msgspec.Struct, frozen=True, kw_only=True):
    """An event for a webhook; `event` is what is sent, and its id is the `webhook-id` of every try."""

    id: str
    kind: Literal["event", "test"]
    state: Literal["delivered", "failed", "retrying", "waiting"]
    next_at: str | None
    attempts: Sequence[AttemptView]
    event: object


class AttemptView(msgspec.Struct, frozen=True, kw_only=True):
    """One try: `status` and the first 500 bytes of the answer, or why there was none."""

    at: str
    milliseconds: int
    status: int | None
    answer: str
    problem: str | None


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """A page of entries; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[AuditEntry]
    next: str | None


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody did, or how a command ended. `subject`, `token` and `address` are null once a person was
    erased; `pseudonym` stays. `about` is the user whom it was done to, `object` anything else.
    """

    id: str
    at: str
    operation: str
    result: Literal["accepted", "begun", "done", "failed", "refused", "confirmed", "expired", "unknown"]
    subject: str | None
    pseudonym: str | None
    token: str | None
    address: str | None
    conference: str | None
    object: str | None
    about: str | None
    fields: Sequence[str]
    command: str | None
    kinds: Sequence[str]
    revision: int | None
    reason: str | None
    detail: str | None
    reply: str | None
    evidence: Evidence | None
    steps: Sequence[Step]
    request_id: str | None


class Nodes(msgspec.Struct, frozen=True, kw_only=True):
    """A page of nodes; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[NodeLife]
    next: str | None


class NodeLife(msgspec.Struct, frozen=True, kw_only=True):
    """A node, as its relay told it at `as_of`. `served`: a relay carries out commands there. `draining`: it takes
    no new conference. `empty`: it drains, has no conference left, and nobody can be on the way to it, so it may
    be stopped. `removing`: it is gone once its relay is, and what was there has ended. `load` is what its
    conferences cost, in millions of pixels a second.
    """

    name: str
    state: Literal["lost", "switch_down", "up"]
    served: bool
    as_of: str
    draining: bool
    draining_since: str | None
    empty: bool
    removing: bool
    conferences: int
    members: int
    load: float
    revision: int


class LiveTicket(msgspec.Struct, frozen=True, kw_only=True):
    """Where to open a WebSocket; good once, and until then."""

    url: str  # wss://…?ticket=…; it opens one connection and names no token
    expires_at: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Events in order, and the seq to ask after next."""

    items: Sequence[Event]
    seq: int
    gap: Missing | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened; `data` is one of `happenings` as plain JSON. One that is not appended yet has `seq` 0. The id
    is the same wherever and however often the event is seen.
    """

    conference: str
    seq: int
    id: str
    type: str
    at: str
    meeting: str
    revision: int | None
    data: Mapping[str, object]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """Seqs that were told and cannot be read: take the conference itself, then what comes after."""

    from_: int = msgspec.field(name="from")
    to: int
    reason: Literal["expired", "unknown_position"]


class Messages(msgspec.Struct, frozen=True, kw_only=True):
    """A page of messages, newest first; `next` is the cursor of the page after it, null on the last one."""

    items: Sequence[Message]
    next: str | None


class Watchers(msgspec.Struct, frozen=True, kw_only=True):
    """Everybody who follows the conference in a page, whether or not they are in the call as well."""

    items: Sequence[Watcher]


class Watcher(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who follows the conference in a page, in one window or many; `since` is the first of them."""

    subject: str
    name: str | None
    since: str


class UserList(msgspec.Struct, frozen=True, kw_only=True):
    """Users by id; `next` is the cursor of the page after, null at the end."""

    items: Sequence[UserView]
    next: str | None


class UserView(msgspec.Struct, frozen=True, kw_only=True):
    """A user of the domain; a password that the server made is told once."""

    id: str
    enabled: bool
    may_register: bool
    name: str
    number: str
    context: str
    account: str
    alias: str
    outbound_caller_name: str
    outbound_caller_number: str
    anonymous: bool | None
    cacheable: int | None
    variables: Mapping[str, str]
    forward: Forwarding | None
    cidr: Sequence[str]
    revision: int  # when it was written last, in milliseconds since 1970; the ETag as well
    made_by: Literal["api", "file"]  # what a file made is written anew whenever the file is applied
    password: str | None = None  # only in the answer that made it: nobody can read it later


class RoomList(msgspec.Struct, frozen=True, kw_only=True):
    """Rooms by name; `next` is the cursor of the page after, null at the end."""

    items: Sequence[RoomView]
    next: str | None


class RoomView(msgspec.Struct, frozen=True, kw_only=True):
    """A room; PINs that the server made are told once."""

    name: str
    conference: str
    number: str
    profile: str
    open: bool
    max_members: int
    flags: Sequence[str] | FlagsFor
    seats: Mapping[str, Seat]
    picture: Picture
    rules: Rules
    lobby: Literal["everybody", "off", "outside"]
    admission: Literal["by_hand", "with_moderator"]
    observers: bool
    not_before: str | None
    not_after: str | None
    dial_in: DialInView | None
    revision: int  # when it was written last, in milliseconds since 1970; the ETag as well
    made_by: Literal["api", "file"]  # what a file made is written anew whenever the file is applied


class DialInView(msgspec.Struct, frozen=True, kw_only=True):
    """How telephones enter a room; a list tells only the id."""

    id: str
    has_pin: bool | None = None
    has_moderator_pin: bool | None = None
    not_before: str | None = None
    not_after: str | None = None
    pin: str | None = None  # only in the answer that made it: nobody can read it later
    moderator_pin: str | None = None  # only in the answer that made it: nobody can read it later


class InviteeList(msgspec.Struct, frozen=True, kw_only=True):
    """All invitees of a room."""

    items: Sequence[InviteeView]
    next: str | None


class InviteeView(msgspec.Struct, frozen=True, kw_only=True):
    """An invitee; the PIN is told once."""

    id: str
    name: str
    slot: str
    moderator: bool
    made_by: Literal["api", "file"]  # what a file made is written anew whenever the file is applied
    revision: int  # when it was written last, in milliseconds since 1970; the ETag as well
    pin: str | None = None  # only in the answer that made it: nobody can read it later


class UserGroupList(msgspec.Struct, frozen=True, kw_only=True):
    """Groups by name; `next` is the cursor of the page after, null at the end."""

    items: Sequence[UserGroupView]
    next: str | None


class UserGroupView(msgspec.Struct, frozen=True, kw_only=True):
    """Users that are called together."""

    name: str
    members: Sequence[str]
    revision: int  # when it was written last, in milliseconds since 1970; the ETag as well
    made_by: Literal["api", "file"]  # what a file made is written anew whenever the file is applied


class GatewaySetting(msgspec.Struct, frozen=True, kw_only=True):
    """A SIP trunk as provisioned."""

    name: str
    proxy: str
    port: int
    transport: Literal["", "tcp", "tls", "udp"]
    outbound_proxy: str
    realm: str
    username: str
    auth_username: str
    secret: str
    from_user: str
    from_domain: str
    caller_id_in_from: bool
    expires: int
    srtp: Literal["", "mandatory", "optional"]
    register: bool
    profile: str
    ping: int
    context: str
    called_number: Literal["request", "to"]
    outbound_caller_name: str
    outbound_caller_number: str
    identity: Literal["none", "p_asserted_identity", "remote_party_id"]
    revision: int  # when it was written last, in milliseconds since 1970; the ETag as well
    made_by: Literal["api", "file"]  # what a file made is written anew whenever the file is applied


class DialInNumbers(msgspec.Struct, frozen=True, kw_only=True):
    """What to dial before the id of a room."""

    items: Sequence[DialInNumber]


class DialInNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number that telephones dial, and the language of the prompts there; null goes by the number's country."""

    number: str
    language: Literal["de", "en"] | None


class EntryList(msgspec.Struct, frozen=True, kw_only=True):
    """Links into a room by age; `next` is the cursor of the page after, null at the end."""

    items: Sequence[EntryView]
    next: str | None


class EntryView(msgspec.Struct, frozen=True, kw_only=True):
    """A link into a room; its code is told once."""

    id: str
    name: str
    role: Literal["moderator", "participant"]
    slot: str
    from_: str | None = msgspec.field(name="from")
    until: str
    uses: int
    used: int
    state: Literal["early", "open", "over", "revoked", "used_up"]  # whether the link works now, and if not, why
    made_at: str


class EntryMade(msgspec.Struct, frozen=True, kw_only=True):
    """A link that was just made."""

    id: str
    name: str
    role: Literal["moderator", "participant"]
    slot: str
    from_: str | None = msgspec.field(name="from")
    until: str
    uses: int
    used: int
    state: Literal["early", "open", "over", "revoked", "used_up"]  # whether the link works now, and if not, why
    made_at: str
    url: str  # the link; its code stands behind `#`, which no server is sent
    code: str  # what the link holds; only in the answer that made it


class Entrance(msgspec.Struct, frozen=True, kw_only=True):
    """All that a browser needs to be in the room: it is told to whoever has the code, and kept by nobody."""

    user: str
    password: str
    domain: str
    address: str  # the SIP server's WebSocket
    number: str
    ice_servers: Sequence[IceServer]
    token: str  # for the HTTP API and the live connection: this conference only
    conference: str
    name: str
    role: Literal["moderator", "participant"]
    until: str
    resume: str  # what this browser sends as `resume` after a reload: it uses nothing up


class IceServer(msgspec.Struct, frozen=True, kw_only=True):
    """As `RTCPeerConnection` takes it."""

    urls: Sequence[str]
    username: str | None = None
    credential: str | None = None


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """All that a browser needs to watch a conference by one call: it is told once, and kept by nobody."""

    user: str
    password: str
    domain: str
    address: str  # the SIP server's WebSocket
    number: str
    ice_servers: Sequence[IceServer]
    conference: str
    call_before: str  # when it must have called
    until: str  # when the call ends by itself: no later than the token


class RevocationList(msgspec.Struct, frozen=True, kw_only=True):
    """All of the domain."""

    items: Sequence[Revocation]
    next: None


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """One token by its id, or what a subject was issued before a moment; `until` is when it is over by itself."""

    jti: str | None = None
    sub: str | None = None
    before: str | None = None
    until: str


class ProblemBody(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457; `code` is stable, `detail` is for people; `reason` is a stable word where a code has several."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    reason: str | None = None
    retained_until: str | None = None
    errors: Sequence[FieldError] | None = None
    request_id: str | None = None


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """One field that cannot be taken: where it is, what is wrong, what was sent and what would be right."""

    field: str
    problem: str
    value: str | None = None
    expected: str | None = None


class SnapshotFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="snapshot"):
    """A conference after the event `seq`, and who follows it; the lists of all parts together are all of them.
    Null: there is none, its beginning will be told.
    """

    name: str
    conference: ConferenceView | None
    watching: Sequence[Watcher]
    seq: int
    part: int
    of: int


class EventsFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="events"):
    """What happened, in order."""

    conference: str
    events: Sequence[Event]


class GapFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="gap"):
    """These seqs cannot be told any more: a snapshot follows, or is to be asked for."""

    conference: str
    from_: int = msgspec.field(name="from")
    to: int


class MovingFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="moving"):
    """An operator (`by`, the subject of their token) is just moving a member to another place; null: not any more.
    It is over after so many seconds unless it is told again, and never asked for.
    """

    conference: str
    by: str
    name: str | None
    member: str | None
    seconds: int


class PongFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="pong"):
    """For every conference that is listened to: its newest seq, and how its node is; null: it does not go on now."""

    seqs: Mapping[str, int]
    nodes: Mapping[str, NodeView | None]


class NodeView(msgspec.Struct, frozen=True, kw_only=True):
    """How far the node stands behind what is told of a conference, and when it was last seen."""

    node_state: Literal["lost", "switch_down", "up"]
    as_of: str


class ProblemFrame(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="problem"):
    """What was said makes no sense or may not be, as over HTTP; `conference` and `id` are those of the frame, if
    it had them, `retry_after` are seconds.
    """

    problem: ProblemBody
    conference: str | None = None
    id: str | None = None
    retry_after: int | None = None


class ConferenceState(msgspec.Struct, frozen=True, kw_only=True):
    """One conference with its members; `uuid` tells this meeting from the next one under the same name."""

    name: str
    uuid: str
    node: str
    revision: int
    domain: str | None
    started_at: str | None
    locked: bool | None
    layout: str | None
    layout_group: str | None
    max_members: int | None
    canvas: str | None
    member_count: int
    members: Sequence[MemberState]
    recordings: Sequence[RecordingState]
    streams: Sequence[StreamState]
    hands: Sequence[PageHand]
    observers: Sequence[Observer]
    standings: Sequence[Standing]
    began_as: str | None
    moved_at: str | None
    picture_by_hand_at: str | None


class ConferenceStarted(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting began, or was found; its members follow as events of their own."""

    conference: ConferenceBegun


class ConferenceChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the conference itself is different: its lock, its layout."""

    changed: ConferenceChange


class ConferenceEnded(msgspec.Struct, frozen=True, kw_only=True):
    """The meeting is over; whoever was there has left by an event before."""

    reason: str | None


class MemberJoined(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody is in the conference."""

    member: MemberState


class MemberChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Something of a member is different."""

    uuid: str
    changed: MemberChange


class MemberTalking(msgspec.Struct, frozen=True, kw_only=True):
    """A member began or stopped talking: told at most once a second for each."""

    uuid: str
    talking: bool


class MemberLeft(msgspec.Struct, frozen=True, kw_only=True):
    """A member is gone: when they had come and why they went, as far as is known."""

    uuid: str
    user: str | None
    name: str | None
    cause: str | None
    seconds: float | None


class FloorChanged(msgspec.Struct, frozen=True, kw_only=True):
    """Who has the floor, of the sound or of the picture; null: nobody."""

    floor: Literal["floor", "video_floor"]
    uuid: str | None


class RecordingChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A recording as it is now; null once it is forgotten."""

    id: str
    recording: RecordingState | None


class StreamChanged(msgspec.Struct, frozen=True, kw_only=True):
    """A stream as it is now, its key hidden; null once it is forgotten."""

    id: str
    stream: StreamState | None


class CommandFinished(msgspec.Struct, frozen=True, kw_only=True):
    """A command has its outcome."""

    id: str
    kind: str
    state: str
    reason: str | None
    rule: str | None
    by: str | None
    member: str | None


class StillReady(msgspec.Struct, frozen=True, kw_only=True):
    """A still's picture can be had."""

    id: str
    still: Mapping[str, object]  # the still as its address shows it, without `url`


class StillFailed(msgspec.Struct, frozen=True, kw_only=True):
    """A still was taken, and its picture could not be stored or is lost."""

    id: str
    reason: str
    still: Mapping[str, object]  # the still as its address shows it, without `url`


class MessagePosted(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody wrote; `sender` is the token's subject. The text is null once a host has deleted the message."""

    id: str
    sender: str
    name: str | None
    text: str | None


class MessageDeleted(msgspec.Struct, frozen=True, kw_only=True):
    """A message is to be shown no more."""

    id: str


class HandRaised(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody asks for the word: a member by `uuid`, or who is in a page only by `subject` and `name`."""

    uuid: str | None
    subject: str | None
    name: str | None
    raised_at: str


class HandLowered(msgspec.Struct, frozen=True, kw_only=True):
    """A hand is down: theirs, a host's, or because they have left."""

    uuid: str | None
    subject: str | None


class PresenceJoined(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody has a page open that follows the conference; in how many windows is not told."""

    subject: str
    name: str | None
    since: str


class PresenceLeft(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody of this subject follows the conference any more."""

    subject: str


class WaitingJoined(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody waits to be let in; `uuid` is that of their call, and stays when they come in."""

    uuid: str
    user: str | None
    invitee: str | None
    name: str | None
    video: bool | None
    since: str | None


class WaitingAdmitted(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody was let in, after so many seconds; `member.joined` tells when they are there."""

    uuid: str
    user: str | None
    name: str | None
    seconds: float | None
    by: str | None
    how: Literal["by_hand", "by_key", "with_moderator"] | None


class WaitingRefused(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody was not let in."""

    uuid: str
    user: str | None
    name: str | None
    seconds: float | None
    by: str | None


class WaitingLeft(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody waits no more: they have hung up, or nobody knows why."""

    uuid: str
    user: str | None
    name: str | None
    cause: str | None
    seconds: float | None


class AssetReady(msgspec.Struct, frozen=True, kw_only=True):
    """A picture, sound or font of the domain was looked at: it may be named, as `own/` and its name."""

    name: str
    kind: Literal["font", "picture", "sound"]


class AssetFailed(msgspec.Struct, frozen=True, kw_only=True):
    """What was uploaded for one is refused: `reason` is a stable word, `detail` a sentence."""

    name: str
    kind: Literal["font", "picture", "sound"]
    reason: str
    detail: str


class AssetPlaced(msgspec.Struct, frozen=True, kw_only=True):
    """A node has fetched one, for a conference in which a command named it."""

    name: str
    kind: Literal["font", "picture", "sound"]
    node: str
    conference: str


class AssetRemoved(msgspec.Struct, frozen=True, kw_only=True):
    """One is gone; what shows it goes on until that changes."""

    name: str
    kind: Literal["font", "picture", "sound"]


class NodeChanged(msgspec.Struct, frozen=True, kw_only=True):
    """An operator drains a node that serves the domain, or does so no more, or it is empty now, or to be removed."""

    node: str
    draining: bool
    empty: bool
    removing: bool


class NodeRemoved(msgspec.Struct, frozen=True, kw_only=True):
    """A node is gone that served the domain: nothing of it is left."""

    node: str


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """Nobody listened to the switch from then to then (RFC 3339; null: nobody knows), so something may be missing.
    The events after it tell what is different now.
    """

    from_: str | None = msgspec.field(name="from")
    to: str
    reason: str


class ConferenceBegun(msgspec.Struct, frozen=True, kw_only=True):
    """A conference that began; who is in it follows."""

    name: str
    uuid: str
    node: str
    revision: int
    domain: str | None
    started_at: str | None
    locked: bool | None
    layout: str | None
    layout_group: str | None
    max_members: int | None
    canvas: str | None
    observers: Sequence[Observer]
    standings: Sequence[Standing]
    began_as: str | None
    moved_at: str | None
    picture_by_hand_at: str | None


class ConferenceChange(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a conference that are different."""

    name: str | None = None
    uuid: str | None = None
    node: str | None = None
    revision: int | None = None
    domain: str | None = None
    started_at: str | None = None
    locked: bool | None = None
    layout: str | None = None
    layout_group: str | None = None
    max_members: int | None = None
    canvas: str | None = None
    member_count: int | None = None
    members: Sequence[MemberState] | None = None
    recordings: Sequence[RecordingState] | None = None
    streams: Sequence[StreamState] | None = None
    hands: Sequence[PageHand] | None = None
    observers: Sequence[Observer] | None = None
    standings: Sequence[Standing] | None = None
    began_as: str | None = None
    moved_at: str | None = None
    picture_by_hand_at: str | None = None


class MemberChange(msgspec.Struct, frozen=True, kw_only=True):
    """Fields of a member that are different."""

    uuid: str | None = None
    number: int | None = None
    user: str | None = None
    invitee: str | None = None
    name: str | None = None
    muted: bool | None = None
    video: bool | None = None
    video_muted: bool | None = None
    deaf: bool | None = None
    on_hold: bool | None = None
    talking: bool | None = None
    floor: bool | None = None
    video_floor: bool | None = None
    moderator: bool | None = None
    host: bool | None = None
    slot: str | None = None
    settled: Literal["next_place", "wish"] | None = None
    role: str | None = None
    banner: Banner | None = None
    volume_in: int | None = None
    volume_out: int | None = None
    quality: Quality | None = None
    joined_at: str | None = None
    hand_raised_at: str | None = None
    asked_to_unmute_at: str | None = None


class ConferenceStartedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="conference.started"):
    """A meeting began, or was found; its members follow as events of their own."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: ConferenceStarted


class ConferenceChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="conference.changed"):
    """Something of the conference itself is different: its lock, its layout."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: ConferenceChanged


class ConferenceEndedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="conference.ended"):
    """The meeting is over; whoever was there has left by an event before."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: ConferenceEnded


class MemberJoinedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="member.joined"):
    """Somebody is in the conference."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MemberJoined


class MemberChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="member.changed"):
    """Something of a member is different."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MemberChanged


class MemberTalkingEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="member.talking"):
    """A member began or stopped talking: told at most once a second for each."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MemberTalking


class MemberLeftEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="member.left"):
    """A member is gone: when they had come and why they went, as far as is known."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MemberLeft


class FloorChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="floor.changed"):
    """Who has the floor, of the sound or of the picture; null: nobody."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: FloorChanged


class RecordingChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="recording.changed"):
    """A recording as it is now; null once it is forgotten."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: RecordingChanged


class StreamChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="stream.changed"):
    """A stream as it is now, its key hidden; null once it is forgotten."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: StreamChanged


class CommandFinishedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="command.finished"):
    """A command has its outcome."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: CommandFinished


class StillReadyEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="still.ready"):
    """A still's picture can be had."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: StillReady


class StillFailedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="still.failed"):
    """A still was taken, and its picture could not be stored or is lost."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: StillFailed


class MessagePostedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="message.posted"):
    """Somebody wrote; `sender` is the token's subject. The text is null once a host has deleted the message."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MessagePosted


class MessageDeletedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="message.deleted"):
    """A message is to be shown no more."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: MessageDeleted


class HandRaisedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="hand.raised"):
    """Somebody asks for the word: a member by `uuid`, or who is in a page only by `subject` and `name`."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: HandRaised


class HandLoweredEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="hand.lowered"):
    """A hand is down: theirs, a host's, or because they have left."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: HandLowered


class PresenceJoinedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="presence.joined"):
    """Somebody has a page open that follows the conference; in how many windows is not told."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: PresenceJoined


class PresenceLeftEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="presence.left"):
    """Nobody of this subject follows the conference any more."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: PresenceLeft


class WaitingJoinedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="waiting.joined"):
    """Somebody waits to be let in; `uuid` is that of their call, and stays when they come in."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: WaitingJoined


class WaitingAdmittedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="waiting.admitted"):
    """Somebody was let in, after so many seconds; `member.joined` tells when they are there."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: WaitingAdmitted


class WaitingRefusedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="waiting.refused"):
    """Somebody was not let in."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: WaitingRefused


class WaitingLeftEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="waiting.left"):
    """Somebody waits no more: they have hung up, or nobody knows why."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: WaitingLeft


class AssetReadyEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="asset.ready"):
    """A picture, sound or font of the domain was looked at: it may be named, as `own/` and its name."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: AssetReady


class AssetFailedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="asset.failed"):
    """What was uploaded for one is refused: `reason` is a stable word, `detail` a sentence."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: AssetFailed


class AssetPlacedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="asset.placed"):
    """A node has fetched one, for a conference in which a command named it."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: AssetPlaced


class AssetRemovedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="asset.removed"):
    """One is gone; what shows it goes on until that changes."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: AssetRemoved


class NodeChangedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="node.changed"):
    """An operator drains a node that serves the domain, or does so no more, or it is empty now, or to be removed."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: NodeChanged


class NodeRemovedEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="node.removed"):
    """A node is gone that served the domain: nothing of it is left."""

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: NodeRemoved


class GapEvent(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", tag="gap"):
    """Nobody listened to the switch from then to then (RFC 3339; null: nobody knows), so something may be missing.
    The events after it tell what is different now.
    """

    conference: str
    seq: int
    id: str
    at: str
    meeting: str
    revision: int | None
    data: Gap


# An event of a type that this version knows; other types may come, with data of their own.
KnownEvent = (
    ConferenceStartedEvent
    | ConferenceChangedEvent
    | ConferenceEndedEvent
    | MemberJoinedEvent
    | MemberChangedEvent
    | MemberTalkingEvent
    | MemberLeftEvent
    | FloorChangedEvent
    | RecordingChangedEvent
    | StreamChangedEvent
    | CommandFinishedEvent
    | StillReadyEvent
    | StillFailedEvent
    | MessagePostedEvent
    | MessageDeletedEvent
    | HandRaisedEvent
    | HandLoweredEvent
    | PresenceJoinedEvent
    | PresenceLeftEvent
    | WaitingJoinedEvent
    | WaitingAdmittedEvent
    | WaitingRefusedEvent
    | WaitingLeftEvent
    | AssetReadyEvent
    | AssetFailedEvent
    | AssetPlacedEvent
    | AssetRemovedEvent
    | NodeChangedEvent
    | NodeRemovedEvent
    | GapEvent
)

# What a client may say over a WebSocket.
ClientFrame = Subscribe | Unsubscribe | Ping | SayFrame | HandFrame | MoveFrame

# What a client is told over a WebSocket.
ServerFrame = SnapshotFrame | EventsFrame | GapFrame | MovingFrame | PongFrame | ProblemFrame

# A step of a scene: one of the commands, told apart by `kind`.
SceneStep = (
    Rename
    | Mute
    | MuteVideo
    | Deafen
    | Hold
    | SetVolume
    | SetEnergyLevel
    | SetGain
    | SetFloor
    | SetVideoFloor
    | SetHost
    | SetSlot
    | SetRole
    | SetBanner
    | ClearBanner
    | SetMuteImage
    | SetLogo
    | TurnPicture
    | FilterPicture
    | Lock
    | SetMaxMembers
    | SetVariable
    | SetLayout
    | SetLayoutGroup
    | ClearVideoFloor
    | SetVideoSize
    | SetVideoRate
    | SetBackground
    | SetForeground
    | SetMusic
    | SendDtmf
    | Relate
    | Transfer
    | Kick
    | HangUp
    | HangUpAll
    | MuteAll
    | AskToUnmute
    | KeepOut
    | LetIn
    | EndConference
    | ResumeRules
    | ClearSlots
    | Play
    | StopPlaying
    | Seek
    | Say
    | DialWish
)

# What is still to be done for a stage: one of the commands, told apart by `kind`.
MissingStep = (
    Rename
    | Mute
    | MuteVideo
    | Deafen
    | Hold
    | SetVolume
    | SetEnergyLevel
    | SetGain
    | SetFloor
    | SetVideoFloor
    | SetHost
    | SetSlot
    | SetRole
    | SetBanner
    | ClearBanner
    | SetMuteImage
    | SetLogo
    | TurnPicture
    | FilterPicture
    | Lock
    | SetMaxMembers
    | SetVariable
    | SetLayout
    | SetLayoutGroup
    | ClearVideoFloor
    | SetVideoSize
    | SetVideoRate
    | SetBackground
    | SetForeground
    | SetMusic
    | SendDtmf
    | Relate
    | Transfer
    | Kick
    | HangUp
    | HangUpAll
    | MuteAll
    | AskToUnmute
    | KeepOut
    | LetIn
    | EndConference
    | ResumeRules
    | ClearSlots
    | Play
    | StopPlaying
    | Seek
    | Say
    | Dial
)

# Any command, told apart by `kind`.
CommandWish = (
    Rename
    | Mute
    | MuteVideo
    | Deafen
    | Hold
    | SetVolume
    | SetEnergyLevel
    | SetGain
    | SetFloor
    | SetVideoFloor
    | SetHost
    | SetSlot
    | SetRole
    | SetBanner
    | ClearBanner
    | SetMuteImage
    | SetLogo
    | TurnPicture
    | FilterPicture
    | Lock
    | SetMaxMembers
    | SetVariable
    | SetLayout
    | SetLayoutGroup
    | ClearVideoFloor
    | SetVideoSize
    | SetVideoRate
    | SetBackground
    | SetForeground
    | SetMusic
    | SendDtmf
    | Relate
    | Transfer
    | Kick
    | HangUp
    | HangUpAll
    | MuteAll
    | AskToUnmute
    | KeepOut
    | LetIn
    | EndConference
    | ResumeRules
    | ClearSlots
    | Play
    | StopPlaying
    | Seek
    | Say
    | DialWish
    | StartRecordingWish
    | StopRecordingWish
    | PauseRecordingWish
    | ResumeRecordingWish
    | StartStreamWish
    | StopStreamWish
    | TakeStillWish
)
