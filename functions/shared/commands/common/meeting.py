"""What a command needs to know of the switch before it becomes text: numbers, roots and keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from functions.shared.commands.common.errors import MemberGone


@dataclass(frozen=True)
class Meeting:
    """One running conference as the relay sees it on its present connection.

    `members` maps call uuids to FreeSWITCH's member numbers. Commands are sent with the number, not with
    `uuid=<call uuid>`: half of the sub-commands take nothing else, and `uuid=` compares a channel variable, which a
    verto client may set to somebody else's uuid. Numbers are counted per FreeSWITCH process and never given twice, so
    they are safe as long as they were learnt on the connection that the command is sent on.
    """

    conference: str
    members: Mapping[str, int] = field(default_factory=dict)
    # Calls that are on hold, and those that are to hear nothing once they are not.
    held: frozenset[str] = frozenset()
    deaf: frozenset[str] = frozenset()
    # Calls under whose picture a banner stands.
    bannered: frozenset[str] = frozenset()
    # Calls of those who may do what a host may.
    hosts: frozenset[str] = frozenset()
    # The conference's own uuid; when given, events of another meeting under the same name prove nothing.
    uuid: str = ""
    # The uuid that a dialled call will have, made by the relay before it sends the command.
    new_call: str = ""
    # What FreeSWITCH answered to what a command asks before.
    told: str = ""
    # Node → the note with which a call is taken there, in clear only here and on the wire.
    notes: Mapping[str, str] = field(default_factory=dict, repr=False)
    # Stream id → key, in clear only here and on the wire.
    stream_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    # Recording id → the text with which FreeSWITCH began it on its own; ours are made from their ids.
    begun_texts: Mapping[str, str] = field(default_factory=dict)
    # The name of a spoken text's file, made by the relay before it has it rendered.
    spoken: str = ""
    # Folders on the node. Without one of its own, a prompt is found below FreeSWITCH's sound prefix.
    recordings_root: str = "/var/lib/freeswitch/recordings"
    images_root: str = "/var/lib/freeswitch/images"
    stills_root: str = "/dev/shm/freeswitch-stills"  # noqa: S108  # only the relay's own folder is taken
    prompts_root: str = ""
    # Where FreeSWITCH looks for a font that is named without a path; empty: it was not asked.
    fonts_root: str = ""
    # The domain's own pictures, sounds and fonts that the command names, by name: their paths on the node.
    own: Mapping[str, str] = field(default_factory=dict)

    def number(self, member: str) -> int:
        """Raises MemberGone for a call that is not in the conference."""
        if member not in self.members:
            raise MemberGone(member)
        return self.members[member]


class _Everybody(Mapping[str, int]):
    """Every uuid is a member: what the text of a command looks like does not depend on who is there."""

    def __getitem__(self, uuid: str) -> int:
        return 1

    def __contains__(self, uuid: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(("somebody",))

    def __len__(self) -> int:
        return 1


class _Everything(Mapping[str, str]):
    """There is one for whatever is named: whether that is so is asked where the tables are."""

    def __init__(self, begins: str) -> None:
        self._begins = begins

    def __getitem__(self, name: str) -> str:
        return self._begins + name

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(("something",))

    def __len__(self) -> int:
        return 1


# Where a command's text is only looked at.
ANY_MEETING: Final = Meeting(
    "conference",
    members=_Everybody(),
    new_call="new",
    spoken="text",
    notes=_Everything("a-note-for-the-node-"),
    own=_Everything("/own/"),
)
