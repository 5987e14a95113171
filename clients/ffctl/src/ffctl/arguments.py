"""Arguments that several commands have."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

import typer

from ffctl.desk import Desk
from ffctl.fields import as_body

Body = TypeVar("Body")
FIELDS_HELP = (
    "name=value, name:=JSON, name=@FILE, name=@- (standard input), name=? (asks, unseen); a.b=… for what is in a."
)

Conference = Annotated[str, typer.Argument(help="The conference's name.")]
Name = Annotated[str, typer.Argument(help="Its name.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="As the list shows it.")]
Fields = Annotated[list[str] | None, typer.Argument(metavar="[FIELD]...", help=FIELDS_HELP)]
BodyFile = Annotated[str | None, typer.Option("--body", metavar="FILE", help="JSON; - is standard input.")]
IfMatch = Annotated[int | None, typer.Option("--if-match", metavar="REVISION", help="Only if it is this one still.")]
Prefix = Annotated[str | None, typer.Option(help="Only what begins so.")]
Most = Annotated[int, typer.Option(min=1, help="So many at most; whether there are more is said.")]
Output = Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to; - is standard output.")]
From = Annotated[str | None, typer.Option("--from", metavar="MOMENT", help="RFC 3339, such as 2026-05-04T12:00:00Z.")]
To = Annotated[str | None, typer.Option("--to", metavar="MOMENT", help="RFC 3339.")]


def body(desk: Desk, kind: type[Body], fields: Sequence[str] | None, file: str | None = None) -> Body:
    """Return what is wished, to be sent as it is."""
    return as_body(kind, desk.wish(kind, fields or (), file))
