"""The page for people at /docs: one HTML text, nothing fetched from anywhere."""

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape

import msgspec

from functions.mux_control.commands import CommandView
from functions.mux_control.description.examples import EXAMPLES
from functions.mux_control.description.openapi import COMMON_CODES, codes_of
from functions.mux_control.description.texts import needs_of
from functions.shared.api.operation import Operation
from functions.shared.api.problems import CODES

STYLE = """
:root { color-scheme: light dark }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font-family: ui-monospace, monospace; font-size: .9em }
pre { overflow-x: auto; padding: .75rem 1rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent) }
section { margin: 2rem 0 } h3 { margin: 1.75rem 0 .25rem } .method { font-weight: 700 } .quiet { opacity: .75 }
"""

INTRODUCTION = """
<p>Every request carries <code>Authorization: Bearer &lt;JWT&gt;</code>. A change answers <code>202</code> with the
command and <code>Location: /v1/commands/{id}</code>; with <code>Prefer: wait=5</code> it answers <code>200</code> and
the final state if that comes in time. Commands end <code>confirmed</code> (an event or the observed state shows it),
<code>accepted</code> (FreeSWITCH said yes and shows nothing else), <code>failed</code> (with a reason),
<code>expired</code> (not begun before the deadline) or <code>unknown</code> (nobody can know).</p>
<p><code>Idempotency-Key</code> makes repeating safe for 24 hours. <code>If-Match: &lt;revision&gt;</code> refuses a
change if the conference has changed since that revision (<code>412</code>, or the command fails with the reason
<code>revision_moved</code> if another command was faster); <code>If-None-Match: *</code> makes something only if there
is none of its name. A page's <code>next</code> is good for the same path and the same filters. Fields that are left out
of a PATCH stay as they are.</p>
<p>A conference's <code>node_state</code> is <code>up</code> while a relay follows it, <code>switch_down</code> while
that relay cannot reach FreeSWITCH, <code>lost</code> when nothing was heard of the node for 20 seconds;
<code>as_of</code> says when it was last seen. Unless it is up, changes are refused at once (<code>503</code> with
<code>Retry-After</code>: <code>switch_down</code> or <code>node_unserved</code>), recordings and streams that ran are
<code>interrupted</code>, and a wish for the picture (the stage) is kept until it can be carried out. Five minutes after
it was last seen the conference has ended (<code>410</code>, <code>reason</code> <code>node_lost</code> or
<code>switch_lost</code>) and is not listed; it is found again if the node comes back with the same meeting.</p>
<pre>curl -X PATCH https://…/v1/conferences/internal/members/UUID \\
  -H "Authorization: Bearer $TOKEN" -H "Prefer: wait=5" -d '{"muted": true}'</pre>
"""


def docs_page(operations: Sequence[Operation], described: Mapping[str, object]) -> str:
    """Write the page."""
    tags = list(dict.fromkeys(operation.tag for operation in operations))
    contents = " · ".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in [*tags, "problems", "schemas"])
    sections = "".join(_section(tag, [operation for operation in operations if operation.tag == tag]) for tag in tags)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>freeswitch-functions: the API</title><style>{STYLE}</style></head><body>"
        f"<h1>The API</h1><p>{contents}</p>{INTRODUCTION}{sections}{_problems()}{_schemas(described)}</body></html>"
    )


def _section(tag: str, operations: Sequence[Operation]) -> str:
    entries = "".join(_entry(operation) for operation in operations)
    return f'<section id="{escape(tag)}"><h2>{escape(tag.capitalize())}</h2>{entries}</section>'


def _entry(operation: Operation) -> str:
    lines = [_prose(operation.deprecated.words(operation.name))] if operation.deprecated else []
    lines += [f"<code>?{escape(query.name)}</code> {_prose(query.meaning)}" for query in operation.queries]
    schemas = {"body": operation.body, "answer": CommandView if operation.make else operation.answer}
    for word, kind in schemas.items():
        name = getattr(kind, "__name__", None)
        lines += [f'{word}: <a href="#schema-{name}">{name}</a>'] if name else []
    if operation.name in EXAMPLES:
        lines.append(f"for example <code>{escape(msgspec.json.encode(EXAMPLES[operation.name]).decode())}</code>")
    codes = [code for code in codes_of(operation) if code not in COMMON_CODES]
    lines += [f'<span class="quiet">problems:</span> {_links(codes)}'] if codes else []
    listed = "".join(f"<li>{line}</li>" for line in lines)
    return (
        f'<h3 id="{operation.name}"><code><span class="method">{operation.method}</span> {escape(operation.path)}'
        f"</code></h3><p>{_prose(operation.summary)} {_prose(needs_of(operation))}</p><ul>{listed}</ul>"
    )


def _prose(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


def _links(codes: Iterable[str]) -> str:
    return ", ".join(f'<a href="#{code}">{code}</a>' for code in codes)


def _problems() -> str:
    rows = "".join(
        f'<tr id="{code}"><td>{status}</td><td><code>{code}</code></td><td>{escape(title)}</td></tr>'
        for code, (status, title) in CODES.items()
    )
    return (
        f'<section id="problems"><h2>Problems</h2><p>Any request may end with {_links(COMMON_CODES)}.</p>'
        f"<table>{rows}</table></section>"
    )


def _schemas(described: Mapping[str, object]) -> str:
    entries = "".join(
        f'<h3 id="schema-{escape(name)}">{escape(name)}</h3><pre>{escape(_pretty(schema))}</pre>'
        for name, schema in sorted(described.items())
    )
    return f'<section id="schemas"><h2>Schemas</h2>{entries}</section>'


def _pretty(schema: object) -> str:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
