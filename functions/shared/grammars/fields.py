"""Fields with their limits, for commands, stages and the API; these limits become the API's description."""

from typing import Annotated, Final

from msgspec import Meta

from functions.shared.grammars.names import LONGEST_NAME

CallUuid = Annotated[
    str,
    Meta(
        pattern="^[0-9A-Za-z-]{1,64}$",
        description="uuid of the member's call",
        examples=["3aa09c8c-5197-4d7c-9a53-902dbf37db52"],
    ),
]
ConferenceName = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="name of a conference", examples=["internal"])
]
ProfileName = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="name of a conference profile")]
LayoutName = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9_.+-]{1,64}$",
        description="name of a layout that the conference has loaded; not beginning with `group`",
        examples=["2x2"],
    ),
]
GroupName = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_.+-]{1,64}$", description="name of a group of layouts", examples=["grid"])
]
SlotName = Annotated[
    str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="reservation id of an image", examples=["presenter"])
]
RoleName = Annotated[str, Meta(pattern="^[A-Za-z0-9_.-]{1,64}$", description="role id of an image")]
CallerIdName = Annotated[str, Meta(min_length=1, max_length=64, description="letters, digits, space and . _ + -")]
MediaName = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9][a-z0-9_/-]{0,63}$",
        description="a name from the catalogue of prompts and images, or one of the domain's own: `own/` and its name",
    ),
]
# How many people a conference may be let to have.
MOST_MEMBERS: Final = 10_000
Level = Annotated[int, Meta(ge=-4, le=4, description="volume step, 0 is unchanged")]
MemberName = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST_NAME,
        description="one line of printable text, without spaces at its ends, backslashes and ${",
        examples=["Ada Lovelace"],
    ),
]
Loudness = Annotated[int, Meta(ge=0, le=1800, description="mean of a frame's samples; speech is some 200 to 1800")]
# What may enter a dial string or application data from outside, here and in dial_strings.py alike.
Dialable = Annotated[str, Meta(pattern="^[0-9A-Za-z*#+_.-]{1,64}$")]
# A user inside a conference (`standings.user_names`): as somebody may name one, and as one is told.
UserInConference = Annotated[
    str,
    Meta(
        pattern="^[0-9A-Za-z*#+_.-]{1,64}(@[0-9A-Za-z]([0-9A-Za-z.-]{0,251}[0-9A-Za-z])?)?$",
        description="a user of the conference's domain, `1000`, or one of another domain, `1000@other.example`",
        examples=["1000"],
    ),
]
UserTold = Annotated[
    str,
    Meta(
        description="as FreeSWITCH authenticated them: a user of the conference's domain, `1000`, or one of another "
        "domain, `1000@other.example`",
        examples=["1000"],
    ),
]
GatewayName = Annotated[
    str, Meta(pattern="^[0-9A-Za-z_.]{1,64}$", description="a gateway of the token's domain", examples=["carrier"])
]
DomainName = Annotated[str, Meta(pattern="^[0-9A-Za-z.-]{1,253}$", description="SIP domain")]
# That of the command that began it: the node's name and a random part; without a node, one that FreeSWITCH began.
OUTPUT_ID: Final = r"([0-9A-Za-z_-]{1,63}[.])?[0-9A-Za-z-]{1,64}"
OutputId = Annotated[str, Meta(pattern=f"^{OUTPUT_ID}$", description="id of a recording or stream")]
RECORDING_NAME: Final = r"[A-Za-z0-9_-][A-Za-z0-9_. -]{0,63}"
RecordingName = Annotated[
    str,
    Meta(
        pattern=f"^{RECORDING_NAME}$",
        description="what people call it, and the name of the file that they get",
        examples=["weekly meeting"],
    ),
]
# As `standings.persons` makes them.
PERSON_ID: Final = r"[0-9a-f]{20}"
PersonId = Annotated[str, Meta(pattern=f"^{PERSON_ID}$", description="`person` of one of the conference's standings")]
EntranceKey = Annotated[
    str, Meta(pattern=r"^(dial-in#[0-9]{1,16}|[0-9A-Za-z_.-]{1,64})$", description="a room, or its id for telephones")
]
Size = Annotated[int, Meta(ge=16, le=7680, multiple_of=2)]
