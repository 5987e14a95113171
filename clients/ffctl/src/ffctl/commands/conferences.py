"""Conferences that are going on."""

from typing import Annotated

import typer

from ffctl.arguments import BodyFile, Conference, Fields, IfMatch, body
from ffctl.desk import WAIT_SECONDS, desk_of
from ffctl.fields import as_body
from freeswitch_functions_client.schemas import CommandWish, ConferencePatch, MoveWish, Mute, Prompt, SceneBody, Speech

app = typer.Typer(no_args_is_help=True, help="Conferences that are going on.")
COLUMNS = ("name", "member_count", "layout", "locked", "node", "node_state", "started_at")


@app.command("list")
def list_(context: typer.Context) -> None:
    """All of them."""
    desk_of(context).show_all(lambda api: api.all_conferences(), COLUMNS)


@app.command()
def get(context: typer.Context, conference: Conference) -> None:
    """What is happening in one."""
    desk_of(context).show(lambda api: api.get_conference(conference))


@app.command()
def patch(
    context: typer.Context,
    conference: Conference,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Change it: locked=true, layout=2x2, max_members=8, video_floor=UUID, music=false and more."""
    desk = desk_of(context)
    wish = body(desk, ConferencePatch, fields, file)
    desk.command(lambda api: api.update_conference(conference, wish, wait=WAIT_SECONDS, if_match=if_match))


@app.command()
def end(context: typer.Context, conference: Conference) -> None:
    """End it for all: it is locked, then everybody's call ends."""
    desk_of(context).command(lambda api: api.end_conference(conference, wait=WAIT_SECONDS))


@app.command()
def move(
    context: typer.Context, conference: Conference, node: Annotated[str, typer.Argument(help="to which node")]
) -> None:
    """Bring it with its people to another node, without a new call; needs the ability `operate`."""
    wish = MoveWish(node=node)
    desk_of(context).command(lambda api: api.move_conference(conference, wish, wait=WAIT_SECONDS))


@app.command("hang-up-all")
def hang_up_all(context: typer.Context, conference: Conference) -> None:
    """End everybody's call."""
    desk_of(context).command(lambda api: api.hang_up_all(conference, wait=WAIT_SECONDS))


@app.command("clear-slots")
def clear_slots(context: typer.Context, conference: Conference) -> None:
    """Take everybody's place in the picture away."""
    desk_of(context).command(lambda api: api.clear_slots(conference, wait=WAIT_SECONDS))


@app.command("resume-rules")
def resume_rules(context: typer.Context, conference: Conference) -> None:
    """Let the room's rules keep the picture again."""
    desk_of(context).command(lambda api: api.resume_rules(conference, wait=WAIT_SECONDS))


@app.command()
def play(context: typer.Context, conference: Conference, prompt: str, fields: Fields = None) -> None:
    """Play a prompt to everybody, or to member=UUID."""
    desk = desk_of(context)
    wish = as_body(Prompt, {"prompt": prompt, **desk.wish(Prompt, fields or ())})
    desk.command(lambda api: api.play(conference, wish, wait=WAIT_SECONDS))


@app.command("stop-playing")
def stop_playing(context: typer.Context, conference: Conference) -> None:
    """Stop what is played."""
    desk_of(context).command(lambda api: api.stop_playing(conference, wait=WAIT_SECONDS))


@app.command()
def say(context: typer.Context, conference: Conference, text: str, fields: Fields = None) -> None:
    """Say a text: language=de, member=UUID."""
    desk = desk_of(context)
    wish = as_body(Speech, {"text": text, **desk.wish(Speech, fields or ())})
    desk.command(lambda api: api.say(conference, wish, wait=WAIT_SECONDS))


@app.command()
def run(
    context: typer.Context, conference: Conference, kind: str, fields: Fields = None, file: BodyFile = None
) -> None:
    """Give any command of docs/commands.md by its kind, such as send_dtmf member=UUID digits=1."""
    desk = desk_of(context)
    # The struct says nothing here: the API looks at `kind`.
    wish = as_body(Mute, {**desk.wish(CommandWish, fields or (), file), "kind": kind})
    desk.command(lambda api: api.run_command(conference, wish, wait=WAIT_SECONDS))


@app.command("run-scene")
def run_scene(
    context: typer.Context,
    conference: Conference,
    fields: Fields = None,
    file: BodyFile = None,
    if_match: IfMatch = None,
) -> None:
    """Give several commands as one, up to the first that fails: steps:='[{"kind": "clear_slots"}]'."""
    desk = desk_of(context)
    wish = body(desk, SceneBody, fields, file)
    desk.command(lambda api: api.run_scene(conference, wish, wait=WAIT_SECONDS, if_match=if_match))


def command(
    context: typer.Context, command: Annotated[str, typer.Argument(metavar="ID", help="As its answer shows it.")]
) -> None:
    """A command's end, waited for."""
    desk_of(context).command(lambda api: api.get_command(command, wait=WAIT_SECONDS))
