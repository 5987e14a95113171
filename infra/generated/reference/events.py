"""What the feed tells: every type of event with its data and who may see it."""

from collections.abc import Iterator

from functions.shared.feed.events import KINDS, Event, Happening
from functions.shared.rights import EVENTS
from infra.generated.reference.markdown import chapters, code, prose, table
from infra.generated.reference.schemas import Schema, here, meaning, shapes_of, type_of

_HEAD = """# Events

What happens in a conference, as the [feed](../live.md) tells it over HTTP and WebSocket and
[webhooks](../webhooks.md) send it. Every event has the fields of the first table; its `data` are those of its type."""


def page() -> str:
    """Return the page of all types of events."""
    shapes = shapes_of([Event, *KINDS.values()])
    told = [part for name, kind in KINDS.items() for part in _event(name, kind, shapes)]
    return chapters(_HEAD, "## Event", _fields(shapes["Event"]), *told)


def _event(name: str, kind: type[Happening], shapes: dict[str, Schema]) -> Iterator[str]:
    yield f"## `{name}`"
    yield prose(kind.__doc__ or "")
    if needs := EVENTS.get(name):
        yield f"Seen by tokens with {' or '.join(code(one) for one in needs)}."
    yield _fields(shapes[kind.__name__], without="type")


def _fields(shape: Schema, without: str = "") -> str:
    fields = shape.get("properties")
    found = fields if isinstance(fields, dict) else {}
    rows = ((code(name), type_of(one, here), meaning(one)) for name, one in found.items() if name != without)
    return table(("field", "type", "meaning"), rows)
