"""What to ask FreeSWITCH to see whether the wished end is the state, and how its answer is read."""

import re
from typing import Final

from functions.shared.commands import conference, members, node, outputs
from functions.shared.commands.composites import PlainCommand
from functions.shared.commands.json_state import read_json_list, shows
from functions.shared.commands.lines import DIALABLE, DOMAIN, UUID, conference_word, word
from functions.shared.commands.member_list import listed_member, parse_member_list
from functions.shared.commands.targets import Target

# Asked as JSON where JSON shows it: names are escaped there, and the conference's uuid stands beside them.
_IN_JSON: Final = (
    members.Mute,
    members.Deafen,
    members.Hold,
    members.SetVolume,
    members.SetFloor,
    members.Kick,
    members.Transfer,
    conference.HangUpAll,
    conference.Lock,
    conference.SetMaxMembers,
    conference.SetVariable,
    outputs.RecordingFile,
    outputs.StreamTarget,
)
_IN_LIST: Final = (members.SetSlot, members.SetRole, members.SetVideoFloor, conference.ClearSlots)
# What the end of the conference brings about as well.
_ENDS_WITH_IT: Final = (
    members.Kick,
    conference.HangUpAll,
    conference.StopPlaying,
    outputs.StopRecording,
    outputs.StopStream,
)
_GONE: Final = re.compile(r"-ERR Conference [\w.-]+ not found")
# FreeSWITCH rounds to a rate that divides its clock: 15 becomes 15.15, 60 becomes 62.5.
_RATE_TOLERANCE: Final = 0.1


def state_query(command: PlainCommand, target: Target) -> str | None:
    """The ESL line to ask with, or None where nothing shows the state."""
    if isinstance(command, members.HangUp):
        return f"uuid_exists {word('member', command.member, UUID)}"
    if isinstance(command, node.DropRegistration):
        user = f"{word('user', command.user, DIALABLE)}@{word('domain', command.domain, DOMAIN)}"
        return f"sofia status profile {word('profile', command.profile, DIALABLE)} user {user}"
    name = command.conference if isinstance(command, members.Transfer) else target.conference
    subject = _subject(command, target)
    return subject and f"conference {conference_word(name)} {subject}"


def _subject(command: PlainCommand, target: Target) -> str | None:
    match command:
        case members.Relate():
            return f"relate {target.number(command.member)}"
        case conference.SetVideoRate():
            return "vid-fps"
        case conference.StopPlaying():
            return "play_status" if command.member is None else f"play_status {target.number(command.member)}"
    if isinstance(command, _IN_JSON):
        return "json_list"
    return "list" if isinstance(command, _IN_LIST) else None


def reads_state(command: PlainCommand, target: Target, answer: str) -> bool | None:
    """Whether the answer shows the wished end; None if it does not tell."""
    answer = answer.strip()
    if isinstance(command, members.HangUp):
        return {"true": False, "false": True}.get(answer)
    if _GONE.match(answer):
        return True if isinstance(command, _ENDS_WITH_IT) else None
    if isinstance(command, _IN_JSON):
        return _in_json(command, target, answer)
    return _in_list(command, target, answer) if isinstance(command, _IN_LIST) else _in_words(command, target, answer)


def _in_json(command: PlainCommand, target: Target, answer: str) -> bool | None:
    if isinstance(command, members.Transfer):
        found = read_json_list(answer, command.conference)
        return None if found is None else shows(command, target, found)
    found = read_json_list(answer, target.conference)
    if found and target.uuid and found.conference_uuid != target.uuid:
        return True if isinstance(command, _ENDS_WITH_IT) else None
    return None if found is None else shows(command, target, found)


def _in_list(command: PlainCommand, target: Target, answer: str) -> bool | None:
    if isinstance(command, conference.ClearSlots):
        return all(row.slot is None for row in parse_member_list(answer))
    member = getattr(command, "member", "")
    row = listed_member(answer, member, target.number(member))
    if row is None:
        return None
    match command:
        case members.SetSlot():
            return row.slot == command.slot
        case members.SetRole():
            return row.role == command.role
        case _:
            return "vid-floor" in row.flags


def _in_words(command: PlainCommand, target: Target, answer: str) -> bool | None:
    match command:
        case conference.StopPlaying():
            return {"-E": answer == "-ERR Nothing is playing" or None, "+O": False}.get(answer[:2])
        case conference.SetVideoRate():
            rate = re.fullmatch(r"\+OK Current FPS \[([0-9.]+)\]", answer)
            return None if rate is None else abs(float(rate[1]) - command.fps) <= command.fps * _RATE_TOLERANCE
        case members.Relate():
            return _relation(command, target, answer)
        case node.DropRegistration():
            count = re.search(r"^Total items returned: (\d+)\n=+$", answer, re.MULTILINE)
            return None if count is None else count[1] == "0"
        case _:
            return None


def _relation(command: members.Relate, target: Target, answer: str) -> bool | None:
    pair = re.escape(f"{target.number(command.member)} -> {target.number(command.other)} ")
    row = re.search(rf"^{pair}(.*)$", answer, re.MULTILINE)
    if command.relation == "clear":
        return row is None
    return row is not None and command.relation.upper() in row[1].split()
