"""From the words after ``conference`` to the answer."""

from infra.fake_freeswitch.conference_commands import call_commands
from infra.fake_freeswitch.conference_commands.command_table import (
    MEMBER_COMMANDS,
    TEXT_COMMANDS,
    WORD_COMMANDS,
    MemberHandler,
)
from infra.fake_freeswitch.conference_commands.lists import json_list, list_of
from infra.fake_freeswitch.conference_commands.order import Aim, Order
from infra.fake_freeswitch.conference_commands.syntax import USAGE, help_text, usage_text
from infra.fake_freeswitch.conference_commands.usage import Usage
from infra.fake_freeswitch.conference_commands.words import split_words
from infra.fake_freeswitch.conference_commands.xml_list import xml_list
from infra.fake_freeswitch.conferences.life import find_conference
from infra.fake_freeswitch.state.conference import Conference, Member
from infra.fake_freeswitch.state.switch import Switch


def answer(switch: Switch, argument: str) -> str:
    """What ``conference <argument>`` answers; empty when FreeSWITCH writes nothing."""
    text = argument.strip()
    words = split_words(text)
    if not words:
        return usage_text()
    if words[0] in ("help", "commands"):
        return help_text()
    conference = find_conference(switch, words[0])
    if conference and len(words) == 1:
        return "Conference command, not specified.\nTry 'help'\n"
    if conference:
        return _command(switch, conference, text, words)
    return _without_conference(switch, words)


def _without_conference(switch: Switch, words: list[str]) -> str:
    conferences = list(switch.conferences.values())
    word = words[0].lower()
    if word == "list":
        return list_of(conferences, words[1:], named=False)
    if word == "count":
        return str(len(conferences))
    if word == "xml_list":
        return xml_list(conferences)
    if word == "json_list":
        return json_list(conferences, words[1:])
    if words[1:2] in (["dial"], ["bgdial"]):
        return call_commands.dial_unknown(switch, words[0], words[1], words[2:])
    return f"-ERR Conference {words[0]} not found\n"


def _command(switch: Switch, conference: Conference, text: str, words: list[str]) -> str:
    name = words[1].lower()
    try:
        if name in WORD_COMMANDS:
            return WORD_COMMANDS[name](Order(switch, conference, words[2:]))
        if name in MEMBER_COMMANDS:
            return _aimed(Order(switch, conference, words[2:]), MEMBER_COMMANDS[name])
        if name in TEXT_COMMANDS:
            # FreeSWITCH looks for the first place where the command's word stands in the line.
            start = text.lower().find(name) + len(name)
            return TEXT_COMMANDS[name](Order(switch, conference, words[2:], text[start:].strip()))
    except Usage as usage:
        return usage.before + USAGE[name]
    return f"-ERR Conference command '{words[1]}' not found.\n"


def _aimed(order: Order, handler: MemberHandler) -> str:
    """Members are an id, ``all``, ``last``, ``non_moderator`` or ``variable=value``; one word follows, no more."""
    if not order.words:
        raise Usage
    target, data = order.words[0], order.words[1] if len(order.words) > 1 else None
    if target.lower() in ("all", "non_moderator"):
        return _each(order, handler, data, moderators=target.lower() == "all")
    if target.lower() == "last":
        return _last(order, handler, data)
    digits = target[: len(target) - len(target.lstrip("0123456789"))]
    if digits and int(digits):
        member = order.conference.member(int(digits))
        missing = f"-ERR Non-Existant ID {int(digits)}\n"
    elif "=" in target:
        name, _, value = target.partition("=")
        member = next((found for found in order.conference.members if _variable(found, name) == value), None)
        missing = "-ERR Non-Existant member\n"
    else:
        raise Usage
    return handler(Aim(order.switch, order.conference, member, data)) if member else missing


def _each(order: Order, handler: MemberHandler, data: str | None, *, moderators: bool) -> str:
    lines = []
    for member in [member for member in order.conference.members if not member.kicked]:
        if member.moderator and not moderators:
            lines.append(f"Skipping moderator (member id {member.id}).\n")
        else:
            lines.append(handler(Aim(order.switch, order.conference, member, data)))
    return "".join(lines)


def _last(order: Order, handler: MemberHandler, data: str | None) -> str:
    """The highest id may belong to a recorder: then nothing happens, silently."""
    members = [member for member in order.conference.members if not member.kicked]
    newest = max(members, key=lambda member: member.id, default=None)
    if newest is None or any(recording.node_id > newest.id for recording in order.conference.recordings):
        return ""
    return handler(Aim(order.switch, order.conference, newest, data))


def _variable(member: Member, name: str) -> str:
    return member.channel.uuid if name == "uuid" else member.channel.variables.get(name, "")
