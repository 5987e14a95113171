"""The audit as CSV (RFC 4180), in which no cell is a formula, whatever somebody has called a thing."""

import csv
import io
from collections.abc import Iterable

import msgspec

# What a spreadsheet takes for the beginning of a formula, full-width forms included (OWASP, "CSV Injection").
FORMULA = frozenset("=+-@\t\r\n＝＋－＠")  # they are meant


def cell(value: object) -> str:
    """One value as text: lists by spaces, what has fields as JSON; an apostrophe before what could be a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value
    elif isinstance(value, (tuple, list)) and all(isinstance(one, str) for one in value):
        text = " ".join(value)
    else:
        text = msgspec.json.encode(value).decode()
    # Some programs leave out the spaces before they look.
    return f"'{text}" if text[:1] in FORMULA or text.lstrip()[:1] in FORMULA else text


def table(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct]) -> str:
    """The rows with a head, a column for each field."""
    written = io.StringIO()
    writer = csv.writer(written)
    names = kind.__struct_fields__
    writer.writerow(names)
    writer.writerows([cell(getattr(row, name)) for name in names] for row in rows)
    return written.getvalue()
