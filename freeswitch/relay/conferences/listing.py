"""What FreeSWITCH lists: `json_list` of a conference, and the seats that only `list` shows."""

import json
import re
from dataclasses import dataclass

import msgspec

from freeswitch.relay.switch.frames import plain_text


class Flags(msgspec.Struct, frozen=True):
    """A caller's flags in `json_list`."""

    can_hear: bool | None = None
    can_speak: bool | None = None
    has_video: bool | None = None
    hold: bool | None = None
    talking: bool | None = None
    has_floor: bool | None = None
    is_moderator: bool | None = None


class Listed(msgspec.Struct, frozen=True):
    """One entry of `members` in `json_list`: a caller, or a recording."""

    type: str = ""
    id: int | None = None
    uuid: str = ""
    caller_id_name: str = ""
    caller_id_number: str = ""
    flags: Flags = Flags()
    join_time: int = 0
    volume_in: int | None = None
    volume_out: int | None = None
    record_path: str = ""
    status: str = ""


class ListedConference(msgspec.Struct, frozen=True):
    """One conference in `json_list`."""

    conference_name: str
    conference_uuid: str
    run_time: int = 0
    locked: bool = False
    max_members: int = 0
    ghost_count: int = 0
    members: tuple[Listed, ...] = ()

    def callers(self) -> list[Listed]:
        return [one for one in self.members if one.type == "caller" and one.uuid and one.id is not None]


@dataclass(frozen=True, slots=True)
class Seat:
    """What only `list` shows of a member; all None where a row cannot be told from a forged one."""

    slot: str | None = None
    role: str | None = None
    video_floor: bool | None = None
    ghost: bool | None = None


def read_json_list(reply: str) -> list[ListedConference]:
    """Read the reply of `conference json_list`: an array, also where there is no conference (conference_api.c:4130).

    Raises:
        ValueError: it is none, so that nothing is known of any conference.
    """
    text = reply.strip()
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"), type=list[ListedConference])
    except msgspec.DecodeError:
        document = json.loads(_without_surrogates(json.loads(text, strict=False)))
        return msgspec.convert(document, list[ListedConference])


_NONE_OF_THAT_NAME = re.compile(r"-ERR Conference [^\n]* not found")


def read_named_json_list(reply: str) -> list[ListedConference]:
    """Read the reply of `conference NAME json_list`: one conference, or none where there is none of that name.

    Raises:
        ValueError: it is neither.
    """
    return [] if _NONE_OF_THAT_NAME.fullmatch(reply.strip()) else read_json_list(reply)


def _without_surrogates(document: object) -> str:
    return plain_text(json.dumps(document, ensure_ascii=False))


_TAIL = re.compile(r"([^;\n]*);(-?[0-9]+);(-?[0-9]+);([0-9]+)(?:\n|\Z)")


def read_seats(callers: list[Listed], reply: str) -> dict[str, Seat]:
    """Find each caller's row in the reply of `conference NAME list`.

    FreeSWITCH does not escape the caller's name there, so a name may look like more rows. But `json_list` has told
    every name exactly: a row is looked for as the whole of `;uuid;name;number;` and counts if there is only one.
    """
    return {caller.uuid: _seat(caller, reply) for caller in callers}


def _seat(caller: Listed, reply: str) -> Seat:
    middle = f";{caller.uuid};{caller.caller_id_name};{caller.caller_id_number};"
    starts = [found.end() for found in re.finditer(re.escape(middle), reply)]
    if len(starts) != 1 or reply.count(f";{caller.uuid};") != 1:
        return Seat()
    tail = _TAIL.match(reply, starts[0])
    return seat_of_flags(tail[1]) if tail else Seat()


def seat_of_flags(flags: str) -> Seat:
    words = flags.split("|")
    return Seat(
        slot=next((word[7:] for word in words if word.startswith("res-id:") and len(word) > 7), None),
        role=next((word[8:] for word in words if word.startswith("role-id:") and len(word) > 8), None),
        video_floor="vid-floor" in words,
        ghost="ghost" in words,
    )
