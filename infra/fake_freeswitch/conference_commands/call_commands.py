"""Commands that bring calls in and send members elsewhere."""

import re

from infra.fake_freeswitch.conference_commands.order import Order
from infra.fake_freeswitch.conference_commands.syntax import USAGE
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conferences.floor import FRAME
from infra.fake_freeswitch.conferences.life import find_conference, hang_up, hear_member, join, leave, open_conference
from infra.fake_freeswitch.conferences.maintenance import tell
from infra.fake_freeswitch.state.channel import Channel, microseconds, new_uuid
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.profile import NO_PROFILE
from infra.fake_freeswitch.state.switch import Switch

_OPTIONS = re.compile(r"\{([^}]*)\}")
_OWN = re.compile(r"\[([^\]]*)\]")
# A comma, but not one of a leg's own options.
_BETWEEN_LEGS = re.compile(r",(?![^\[]*\])")


def transfer(order: Order) -> str:
    """Each member goes a frame later, keeps its id and enters through a dialplan of one line."""
    if len(order.words) < 2:
        raise Usage
    lines = []
    for word in order.words[1:]:
        member = order.conference.member(int(word)) if word.isdecimal() else None
        if not member:
            lines.append(f"-ERR No Member {word} in conference {order.conference.name}.\n")
            continue
        lines.append(f"+OK Member '{member.id}' sent to conference {order.words[0]}.\n")
        _send_to(order.switch, order.conference, member, order.words[0])
    return "".join(lines)


def _send_to(switch: Switch, conference: Conference, member: Member, target: str) -> None:
    name, _, profile_name = target.partition("@")
    profile_name = profile_name or "default"
    channel = member.channel
    application = f"conference:{name}@{profile_name}"
    stamp = f"{microseconds()[:-6]}:{new_uuid()}:bl_xfer:{application}/{channel.context}/inline"
    channel.transfer_source = stamp
    channel.rdnis = channel.destination
    tell(switch, conference, "transfer", member, Old_Conference_Name=conference.name, New_Conference_Name=name)
    channel.profile_index += 1
    channel.profile_created, channel.destination, channel.dialplan = microseconds(), application, "inline"
    member.kicked = True

    def go() -> None:
        leave(switch, conference, member)
        goal = find_conference(switch, name) or open_conference(
            switch, name, switch.profiles.get(profile_name, NO_PROFILE)
        )
        voice = member.voice
        open_door = channel.variables.get("conference_enforce_security") == "false"
        full = bool(goal.max_members) and goal.size >= goal.max_members
        if full or ((goal.locked or goal.pin) and not open_door):
            hang_up(switch, channel)
            return
        flags = frozenset(filter(None, channel.variables.get("conference_member_flags", "").split("|")))
        arrived = join(switch, goal, channel, member_id=member.id, flags=flags)
        arrived.voice = voice
        switch.later(2 * FRAME, lambda: hear_member(switch, goal, arrived))

    switch.later(FRAME, go)


def dial(order: Order) -> str:
    """``+OK`` even when nobody answers: the truth is in the brackets."""
    if not order.words:
        raise Usage("-ERR Bad Args\n")
    return f"+OK Call Requested: result: [{_call(order.switch, order.conference.name, order.words)}]\n"


def bgdial(order: Order) -> str:
    if not order.words:
        raise Usage("-ERR Bad Args\n")
    job = new_uuid()

    def go() -> None:
        peer = new_uuid()
        cause = _call(order.switch, order.conference.name, order.words, peer)
        answered = {"Peer_UUID": peer} if cause == "SUCCESS" else {}
        order.tell("bgdial-result", Result=cause, Job_UUID=job, **answered)

    order.switch.later(FRAME, go)
    return f"+OK Job-UUID: {job}\n"


def dial_unknown(switch: Switch, name: str, command: str, words: list[str]) -> str:
    """``dial`` and ``bgdial`` work for a conference that is not there yet: an answered call creates it."""
    if not words:
        # FreeSWITCH shows the usage of another command here.
        return "-ERR Bad Args\n" + USAGE["moh"]
    if command == "bgdial":
        switch.later(FRAME, lambda: _call_and_forget(switch, name, words))
        return f"+OK Job-UUID: {new_uuid()}\n"
    return f"+OK Call Requested: result: [{_call(switch, name, words)}]\n"


def _call_and_forget(switch: Switch, name: str, words: list[str]) -> None:
    _call(switch, name, words)


def _call(switch: Switch, conference_name: str, words: list[str], peer: str = "") -> str:
    """Ring an address, or several at once; who answers first joins under the caller id of the command."""
    options = dict(pair.split("=", 1) for block in _OPTIONS.findall(words[0]) for pair in block.split(",") if pair)
    cause = "INVALID_URL"
    for leg in _BETWEEN_LEGS.split(_OPTIONS.sub("", words[0])):
        cause = switch.outcome_of(leg)
        if cause == "SUCCESS":
            _answered(switch, conference_name, leg, options, peer)
            break
    return cause


def _answered(switch: Switch, conference_name: str, leg: str, options: dict[str, str], peer: str) -> None:
    own = dict(pair.split("=", 1) for block in _OWN.findall(leg) for pair in block.split(","))
    user = leg.rpartition("/")[2].removeprefix("sip:").partition("@")[0]
    uuid = peer or own.get("origination_uuid", "") or new_uuid()
    channel = Channel(user=user, domain=switch.domain, destination=conference_name, uuid=uuid)
    channel.caller_name = options.get("origination_callee_id_name", "")
    channel.variables |= {**options, **own}
    channel.answer()
    # Of a conference that is not there the command's word may be NAME@PROFILE, and somebody else may have made it.
    name, _, profile = conference_name.partition("@")
    conference = find_conference(switch, name) or open_conference(
        switch, name, switch.profiles.get(profile or "default", NO_PROFILE)
    )
    switch.sessions += 1
    join(switch, conference, channel)
