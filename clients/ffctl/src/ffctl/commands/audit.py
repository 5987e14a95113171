"""Who changed, fetched or erased what."""

from typing import Annotated

import typer

from ffctl.arguments import From, Most, To
from ffctl.desk import desk_of

app = typer.Typer(no_args_is_help=True, help="Who changed, fetched or erased what.")
COLUMNS = (
    "at", "operation", "result", "subject", "address", "conference", "object", "about", "fields", "kinds", "reason",
    "detail", "id",
)  # fmt: skip


@app.command("list")
def list_(
    context: typer.Context,
    *,
    conference: Annotated[str | None, typer.Option(help="Only of this conference.")] = None,
    subject: Annotated[str | None, typer.Option(help="Only of this person.")] = None,
    from_: From = None,
    to: To = None,
    most: Most = 200,
) -> None:
    """The entries, the latest first; --json has every field."""
    desk_of(context).show_all(
        lambda api: api.all_audit(conference=conference, subject=subject, from_=from_, to=to), COLUMNS, most=most
    )
