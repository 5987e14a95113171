"""The fields that commands share, with their limits; these limits become the API's description."""

import re
from collections.abc import Callable
from typing import Annotated, Final

import msgspec
from msgspec import Meta


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


TAG: Final[Callable[[str], str]] = snake


class CommandBase(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag=TAG,
):
    """A wish about a conference: states an end, never a toggle. Its kind is the class's name in snake_case."""


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
MediaName = Annotated[
    str, Meta(pattern="^[a-z0-9][a-z0-9_/-]{0,63}$", description="a name from the catalogue of prompts and images")
]
Level = Annotated[int, Meta(ge=-4, le=4, description="volume step, 0 is unchanged")]
# What may enter a dial string or application data from outside, here and in dial_strings.py alike.
Dialable = Annotated[str, Meta(pattern="^[0-9A-Za-z*#+_.-]{1,64}$")]
DomainName = Annotated[str, Meta(pattern="^[0-9A-Za-z.-]{1,253}$", description="SIP domain")]
OutputId = Annotated[str, Meta(pattern="^[0-9A-Za-z-]{1,64}$", description="id of a recording or stream")]
