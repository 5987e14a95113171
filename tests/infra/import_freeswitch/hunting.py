"""What FreeSWITCH does with a number, by its own rules and nothing of the import: first extension that takes it."""

import re
from xml.etree.ElementTree import Element, fromstring

LEADING = ("bridge", "conference", "transfer", "hangup")


def hunted(contexts: dict[str, str], context: str, number: str, call: dict[str, str]) -> str:
    """Say where a number leads: application and data, with all variables of the call in it; nothing if nowhere."""
    for extension in fromstring(contexts[context]).iter("extension"):
        found = _taken(extension, number, call)
        if found is None or extension.get("continue") == "true":
            continue
        action, data = found
        if action == "transfer":
            dialled, _, there = data.partition(" XML ")
            return hunted(contexts, there or context, dialled, call)
        return f"{action} {data}".strip()
    return ""


def _taken(extension: Element, number: str, call: dict[str, str]) -> tuple[str, str] | None:
    """The action that leads somewhere, if all conditions hold."""
    variables = {**call, "destination_number": number}
    groups: dict[str, str] = {}
    led: tuple[str, str] | None = None
    for condition in extension.findall("condition"):
        name = condition.get("field", "")
        value = number if name == "destination_number" else variables.get(name.strip("${}"), "")
        found = re.search(condition.get("expression", ""), value, re.ASCII)
        if not found:
            return None
        groups = {f"${index}": part or "" for index, part in enumerate(found.groups(), 1)}
        for action in condition.findall("action"):
            data = _expanded(action.get("data", ""), groups, variables)
            if action.get("application") in ("set", "export"):
                assigned, _, to = data.partition("=")
                variables[assigned] = to
            elif action.get("application") in LEADING and led is None:
                led = str(action.get("application")), data
    return led


def _expanded(data: str, groups: dict[str, str], variables: dict[str, str]) -> str:
    data = re.sub(r"\$[0-9]", lambda one: groups.get(one[0], ""), data)
    return re.sub(r"\$\{(\w+)\}", lambda one: variables.get(one[1], ""), data)
