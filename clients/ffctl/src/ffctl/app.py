"""The commands, and what stands before them."""

from typing import Annotated

import typer

from ffctl.commands import (
    audit,
    conferences,
    doctor,
    elsewhere,
    entries,
    layouts,
    meetings,
    members,
    nodes,
    profiles,
    provisioned,
    recordings,
    scenes,
    stage,
    streams,
    tokens,
    waiting,
    webhooks,
)
from ffctl.desk import Desk
from ffctl.root import Root
from ffctl.surroundings import Surroundings, of_this_machine
from ffctl.watch import command as watch
from freeswitch_functions_client import VERSION

EPILOG = "--json, --curl, --profile and --url may stand anywhere. docs/ffctl.md has the exit codes."

app = typer.Typer(cls=Root, no_args_is_help=True, pretty_exceptions_enable=False, epilog=EPILOG)


def _version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"ffctl {VERSION}")
        raise typer.Exit


@app.callback()
def before(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="What the API answers, for programs.")] = False,
    as_curl: Annotated[bool, typer.Option("--curl", help="Print the request and send nothing.")] = False,
    profile: Annotated[str | None, typer.Option(help="Which profile (or FFCTL_PROFILE).")] = None,
    url: Annotated[str | None, typer.Option(help="Where the API is (or FFCTL_URL); with FFCTL_TOKEN.")] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Of ffctl.")] = False,
) -> None:
    """freeswitch-functions from a terminal."""
    del version  # Its callback has answered.
    surroundings = context.obj if isinstance(context.obj, Surroundings) else of_this_machine()
    context.obj = Desk(surroundings, profile=profile, url=url, as_json=as_json, as_curl=as_curl)


NOUNS = {
    "conferences": conferences.app,
    "members": members.app,
    "waiting": waiting.app,
    "layouts": layouts.app,
    "stage": stage.app,
    "scenes": scenes.app,
    "record": recordings.app,
    "stream": streams.app,
    **provisioned.NOUNS,
    "entries": entries.app,
    "nodes": nodes.app,
    "meetings": meetings.app,
    "audit": audit.app,
    "webhooks": webhooks.app,
    "tokens": tokens.app,
    "profiles": profiles.app,
    "explain": elsewhere.app,
}
for name, noun in NOUNS.items():
    app.add_typer(noun, name=name)
app.command("watch")(watch.watch)
app.command("doctor")(doctor.doctor)
app.command("command")(conferences.command)
