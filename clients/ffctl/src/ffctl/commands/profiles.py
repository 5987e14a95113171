"""Profiles: names for addresses, each with its token in the keyring."""

import sys
from typing import Annotated

import typer

from ffctl.desk import desk_of
from ffctl.endings import USAGE, Unable
from ffctl.keys import place_of
from ffctl.place import checked
from ffctl.printing import print_out, say
from ffctl.profiles import Profiles

app = typer.Typer(no_args_is_help=True, help="Names for addresses; each token is in the system's keyring.")
Profile = Annotated[str, typer.Argument(help="The profile's name.")]


@app.command("list")
def list_(context: typer.Context) -> None:
    """All of them."""
    desk = desk_of(context)
    known = Profiles(desk.surroundings.folder).read()
    items = [{"name": name, "url": one.url, "chosen": name == known.chosen} for name, one in known.profiles.items()]
    desk.tell_items(items, ("name", "url", "chosen"))


@app.command()
def add(context: typer.Context, name: Profile) -> None:
    """Write down --url, and keep its token, which is asked for or read from standard input."""
    desk = desk_of(context)
    if desk.url is None:
        raise Unable("say where the API is: ffctl profiles add NAME --url https://api.example.com", USAGE)
    url = checked(desk.url)
    token = (desk.surroundings.ask("token") if sys.stdin.isatty() else sys.stdin.read()).strip()
    if not token:
        raise Unable("no token was given", USAGE)
    desk.surroundings.keys.keep(place_of(name, url), token)
    Profiles(desk.surroundings.folder).add(name, url)
    print_out(f"{name} is {url}; its token is in the keyring")


@app.command()
def choose(context: typer.Context, name: Profile) -> None:
    """Let it count where none is named."""
    Profiles(desk_of(context).surroundings.folder).choose(name)
    print_out(f"{name} counts where none is named")


@app.command()
def remove(context: typer.Context, name: Profile) -> None:
    """Forget it, and its token."""
    surroundings = desk_of(context).surroundings
    profiles = Profiles(surroundings.folder)
    url = profiles.find(name).url
    try:
        surroundings.keys.forget(place_of(name, url))
    except Unable as unable:
        say(f"ffctl: {unable}")
    profiles.remove(name)
    print_out(f"{name} is forgotten")
