"""What the API does not do, for it needs the tables or the node: which command of the operator's machine does it."""

from shlex import join
from typing import Annotated, NoReturn

import typer

from ffctl.desk import desk_of
from ffctl.endings import ELSEWHERE
from ffctl.printing import print_exact, print_json, say

PASSED_ON = {"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []}
app = typer.Typer(help="Why a call or a login went as it did: on the operator's machine.", no_args_is_help=True)
Words = Annotated[list[str] | None, typer.Argument(help="As that command takes them.")]


@app.command("call", context_settings=PASSED_ON)
def call(context: typer.Context, words: Words = None) -> None:
    """Where a call goes: 999 --user 1002@example.com."""
    say_where(context, ["python", "-m", "infra.explain", "call", *(words or ())], TABLES)


@app.command("user", context_settings=PASSED_ON)
def user(context: typer.Context, words: Words = None) -> None:
    """What the directory says of a user: 1000@example.com."""
    say_where(context, ["python", "-m", "infra.explain", "user", *(words or ())], TABLES)


@app.command("request", context_settings=PASSED_ON)
def request(context: typer.Context, words: Words = None) -> None:
    """A request that was kept: FILE LINE."""
    say_where(context, ["python", "-m", "infra.explain", "request", *(words or ())], TABLES)


def requests(context: typer.Context) -> None:
    """What FreeSWITCH asks the functions: on the operator's machine."""
    why = "it stands between FreeSWITCH and the functions, on a machine that both reach"
    say_where(context, ["python", "-m", "infra.record"], why)


def token(context: typer.Context) -> None:
    """Make a token: where its secret is."""
    command = ["python", "-m", "infra.token", "--domain", "example.com", "--can", "view,control", "--ttl", "1h"]
    say_where(context, command, "tokens are signed with API_TOKEN_SECRET, or by the issuer behind API_JWKS_URL")


TABLES = "the routes and users are in the tables, and the API tells nobody which of them a call meets"


def say_where(context: typer.Context, command: list[str], why: str) -> NoReturn:
    """Print what to type, and end with the code that says so."""
    if desk_of(context).as_json:
        print_json({"command": command, "why": why})
    else:
        say(f"not over the API: {why}. In the folder of freeswitch-functions:")
        print_exact(join(command))
    raise typer.Exit(ELSEWHERE)
