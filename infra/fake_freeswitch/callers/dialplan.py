"""What FreeSWITCH's XML dialplan does with an answer of ``/dialplan``: which actions a call gets."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.state.channel import Channel

SOURCE = ("mod_dialplan_xml.c", "dialplan_xml_locate", "610")
_VARIABLE = re.compile(r"\$\{([^}]+)\}")
Action = tuple[str, str]  # application, data


def actions_for(xml_curl: XmlCurl, channel: Channel) -> list[Action]:
    """Ask where a call goes. Nothing means that it is refused: the static dialplan of this project is closed."""
    channel.state, channel.state_number, channel.call_state = "CS_ROUTING", "2", "RINGING"
    fields = [*channel.headers(with_variables=True), *channel.profile_headers("Hunt")]
    section = xml_curl.ask("dialplan", ("", "", ""), SOURCE, fields)
    if section is None:
        return []
    contexts = {context.get("name", ""): context for context in section.findall("context")}
    context = contexts.get(channel.context, contexts.get("global"))
    if context is None:
        return []
    actions: list[Action] = []
    for extension in context.findall("extension"):
        found = _actions_of(extension, channel)
        actions += found or []
        if found is not None and extension.get("continue") != "true":
            break
    return actions


def _actions_of(extension: Element, channel: Channel) -> list[Action] | None:
    """The actions of an extension, or None when a condition does not hold."""
    actions: list[Action] = []
    for condition in extension.findall("condition"):
        name, expression = condition.get("field", ""), condition.get("expression", "")
        holds = not name or re.search(expression, _field(channel, name)) is not None
        wanted = "action" if holds else "anti-action"
        actions += [(item.get("application", ""), item.get("data", "")) for item in condition.findall(wanted)]
        if not holds and condition.get("break", "on-false") == "on-false":
            return actions or None
    return actions


def _field(channel: Channel, name: str) -> str:
    profile = {"destination_number": channel.destination, "context": channel.context, "caller_id_number": channel.user}
    variable = _VARIABLE.fullmatch(name)
    return channel.variables.get(variable[1], "") if variable else profile.get(name, "")


def expanded(text: str, variables: Mapping[str, str]) -> str:
    """``${name}`` of the channel's variables; an API call in braces is refused, as on a node of this project."""
    return _VARIABLE.sub(lambda match: variables.get(match[1], ""), text)
