"""The operations of the HTTP API and the shapes of what they take and give, from the API's own description."""

from collections.abc import Iterator

import msgspec

from functions.mux_control.commands import CommandView
from functions.mux_control.description.examples import EXAMPLES
from functions.mux_control.description.openapi import COMMON_CODES, TAGS, codes_of
from functions.mux_control.description.texts import needs_of
from functions.mux_control.operations import ALL_OPERATIONS, DESCRIPTION
from functions.shared.api.operation import Operation, Query
from infra.generated.reference.errors import problem_link
from infra.generated.reference.markdown import chapters, code, prose, table
from infra.generated.reference.schemas import component, here, plain, type_of

_HEAD = """# The HTTP API

Every operation, by its subject. A request carries `Authorization: Bearer` and a token, unless it says that it needs
none; a change of a conference answers with a command, whose end is asked for as [commands](commands.md) say. Any
request may also end with {common}. The same for programs is `/v1/openapi.json` of a running system;
[clients](../clients.md) know it already."""


def page() -> str:
    """Return the page of all operations."""
    tags = dict.fromkeys(one.tag for one in ALL_OPERATIONS)
    common = ", ".join(problem_link(one) for one in COMMON_CODES)
    return chapters(_HEAD.format(common=common), *(part for tag in tags for part in _subject(tag)))


def schemas_page() -> str:
    """Return the page of all shapes."""
    shapes = msgspec.json.decode(msgspec.json.encode(DESCRIPTION))["components"]["schemas"]
    head = (
        "# Shapes\n\nWhat the operations of [the HTTP API](api.md) take and give, and what is said over its WebSocket."
    )
    parts = [part for name in sorted(shapes) for part in (f"## {name}", *component(shapes[name], here))]
    return chapters(head, *parts)


def _subject(tag: str) -> Iterator[str]:
    yield f"## {tag.capitalize()}"
    yield prose(TAGS[tag])
    for one in ALL_OPERATIONS:
        if one.tag == tag:
            yield from _operation(one)


def _operation(one: Operation) -> Iterator[str]:
    yield f"### `{one.method} {one.path}` {{#{one.name} data-toc-label='{one.name}'}}"
    yield prose(one.summary)
    said = [f"- In the clients: {code(one.name)}. {needs_of(one)}"]
    shapes = (("Body", one.body), ("Answer", CommandView if one.make else one.answer))
    said += [f"- {word}: {shape_link(shape.__name__)}." for word, shape in shapes if isinstance(shape, type)]
    if one.name in EXAMPLES:
        said.append(f"- For example {code(msgspec.json.encode(EXAMPLES[one.name]).decode())}.")
    if one.media != "application/json" or one.other_media:
        said.append(f"- It answers {', '.join(code(each) for each in (one.media, *one.other_media))}.")
    codes = [each for each in dict.fromkeys(codes_of(one)) if each not in COMMON_CODES]
    said += [f"- May end with {', '.join(problem_link(each) for each in codes)}."] if codes else []
    yield "\n".join(said)
    yield table(("query", "type", "meaning"), (_query(each) for each in one.queries))


def _query(one: Query) -> tuple[str, str, str]:
    return code(one.name), type_of(plain(one.schema), shape_link), prose(one.meaning)


def shape_link(name: str) -> str:
    """The link to a shape from another page of the reference."""
    return f"[{name}](schemas.md#{name.lower()})"
