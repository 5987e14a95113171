"""What a command needs to know of the switch before it becomes text: numbers, roots and keys."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Target:
    """One running conference as the relay sees it on its present connection.

    `members` maps call uuids to FreeSWITCH's member numbers. Commands are sent with the number, not with
    `uuid=<call uuid>`: half of the sub-commands take nothing else, and `uuid=` looks at a channel variable, which a
    verto client may set to somebody else's. Numbers are counted per FreeSWITCH process and never given twice, so they
    are safe as long as they come from the connection that the command is sent on.
    """

    conference: str
    members: Mapping[str, int] = field(default_factory=dict)
    # The uuid that a dialled call gets; made by the relay before it sends the command.
    new_call: str = ""
    recordings_root: str = "/var/lib/freeswitch/recordings"
    sounds_root: str = "/var/lib/freeswitch/sounds"
    images_root: str = "/var/lib/freeswitch/images"
    # Stream id → key, in clear only here and on the wire.
    stream_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
