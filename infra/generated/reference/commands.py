"""Every command of the catalogue: its fields, what proves it, what becomes of it when its outcome is lost."""

from collections.abc import Iterator, Mapping

from functions.shared.commands.catalogue import API_COMMANDS, PLAIN_COMMANDS
from functions.shared.commands.common.command import (
    Command,
    ConferenceStep,
    NodeCommand,
    PlainCommand,
    SceneStep,
    kind_of,
)
from functions.shared.commands.common.to_member import MemberStep
from functions.shared.rights import COMMANDS
from infra.generated.reference.markdown import chapters, code, prose, table
from infra.generated.reference.schemas import Schema, here, meaning, shapes_of, type_of

_HEAD = """# Commands and their evidence

A command is a wish about a conference. It ends `confirmed` when something shows that it is so, `accepted` where
FreeSWITCH shows nothing but its yes, `failed` with a reason, `expired` when nobody could begin it in time, or
`unknown` when its outcome was lost and cannot be asked for. What each does to people's ears and eyes is in
[Commands](../commands.md)."""
_EVIDENCE: Mapping[str, str] = {
    "event": "an event of FreeSWITCH",
    "state": "what FreeSWITCH says when it is asked afterwards",
    "reply": "nothing but FreeSWITCH's yes: `accepted`",
    "file": "the file that it was to write",
    "row": "the conference's row: the relay keeps it",
}
_RETRY: Mapping[str, str] = {
    "repeatable": "it is sent again",
    "checkable": "FreeSWITCH is asked first, then it is sent again",
    "once_only": "never again: it ends `unknown`",
}


def page() -> str:
    """Return the page of all commands."""
    shapes = shapes_of(PLAIN_COMMANDS)
    kinds = {kind_of(kind): kind for kind in PLAIN_COMMANDS}
    own = {kind.__name__ for kind in PLAIN_COMMANDS}
    head = table(("command", "does", "shown by"), (
        (f"[`{name}`](#{name})", prose(_first(kind)), _shown(kind)) for name, kind in kinds.items()))  # fmt: skip
    parts = [part for name, kind in kinds.items() for part in _command(name, kind, shapes[kind.__name__])]
    others = [part for name in sorted(set(shapes) - own) for part in _shape(name, shapes[name])]
    return chapters(_HEAD, head, *parts, "## What their fields are made of", *others)


def _command(name: str, kind: type[PlainCommand], shape: Schema) -> Iterator[str]:
    yield f"## `{name}` {{#{name}}}"
    yield prose(kind.__doc__ or "")
    said = [f"- Shown by {_shown(kind)}{_within(kind)}."]
    said.append(f"- When its outcome is lost: {_RETRY[kind.retry]}.")
    if name in COMMANDS:
        said.append(f"- Needs {' or '.join(code(one) for one in COMMANDS[name])}.")
    said.append(f"- {_sent(kind)}")
    yield "\n".join(said)
    yield _fields(shape)


def _shape(name: str, shape: Schema) -> Iterator[str]:
    yield f"### {name}"
    yield prose(str(shape.get("description", "")))
    yield _fields(shape) or type_of(shape, here)


def _fields(shape: Schema) -> str:
    fields = shape.get("properties")
    found = fields if isinstance(fields, dict) else {}
    rows = ((code(one), type_of(field, here), meaning(field)) for one, field in found.items() if one != "kind")
    return table(("field", "type", "meaning"), rows)


def _first(kind: type[Command]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0]


def _shown(kind: type[PlainCommand]) -> str:
    proven = kind.proven
    if proven.kind == "event":
        return ", ".join(code(one) for one in proven.events)
    return _EVIDENCE[proven.kind]


def _within(kind: type[PlainCommand]) -> str:
    return f", within {kind.proven.within:g} s" if kind.proven.within else ""


def _sent(kind: type[PlainCommand]) -> str:
    if issubclass(kind, NodeCommand):
        return "To a node: provisioning sends it, the API does not."
    if kind not in API_COMMANDS:
        return "Only an operation of its own makes it ([the HTTP API](api.md))."
    steps = {MemberStep: "`update_member`", ConferenceStep: "`update_conference`", SceneStep: "a scene"}
    inside = [words for base, words in steps.items() if issubclass(kind, base)]
    return "Alone at `POST /v1/conferences/{conference}/commands`" + (
        f", or as a step of {', '.join(inside)}." if inside else "."
    )
