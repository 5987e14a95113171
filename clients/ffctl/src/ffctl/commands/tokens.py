"""Tokens: what one's own says, and which are good no more."""

import base64
import time
from typing import Annotated

import msgspec
import typer

from ffctl.commands.elsewhere import token
from ffctl.desk import Desk, desk_of
from ffctl.endings import NOWHERE, USAGE, Unable
from ffctl.fields import as_body
from ffctl.place import token_for
from freeswitch_functions_client.schemas import RevocationBody

app = typer.Typer(no_args_is_help=True, help="Tokens: what one's own says, and which are good no more.")
Jti = Annotated[str | None, typer.Option(help="One token, by its id.")]
Sub = Annotated[str | None, typer.Option(help="All of a subject.")]
COLUMNS = ("jti", "sub", "before", "until")


@app.command("list")
def list_(context: typer.Context) -> None:
    """Which are refused."""
    desk_of(context).show_all(lambda api: api.list_revocations().items, COLUMNS)


@app.command()
def revoke(
    context: typer.Context,
    jti: Jti = None,
    sub: Sub = None,
    before: Annotated[str | None, typer.Option(help="What the subject got before this moment; or now.")] = None,
) -> None:
    """Refuse a token, or a subject's."""
    _one_of(jti, sub)
    given = {"jti": jti, "sub": sub, "before": before}
    wish = as_body(RevocationBody, {name: value for name, value in given.items() if value is not None})
    desk_of(context).show(lambda api: api.revoke_tokens(wish))


@app.command()
def allow(context: typer.Context, jti: Jti = None, sub: Sub = None) -> None:
    """Take a revocation back."""
    _one_of(jti, sub)
    desk_of(context).do(lambda api: api.allow_tokens(jti=jti, sub=sub), "it is refused no more")


@app.command()
def show(context: typer.Context) -> None:
    """What the token that would be used says of itself; nothing is sent, and the token is not shown."""
    desk = desk_of(context)
    desk.tell(claims_of(desk))


def claims_of(desk: Desk) -> dict[str, object]:
    """Return what a token says, unproven, and for how many seconds it is good.

    Raises:
        Unable: it is no JWT.
    """
    found = token_for(desk.surroundings, desk.place).split(".")
    try:
        middle = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))
        claims = msgspec.json.decode(middle, type=dict[str, object])
    except (IndexError, ValueError) as error:
        raise Unable("the token is no JWT; ffctl tokens mint says how one is made", NOWHERE) from error
    end = claims.get("exp")
    return claims | ({"seconds_left": int(end - time.time())} if isinstance(end, int | float) else {})


def _one_of(jti: str | None, sub: str | None) -> None:
    if (jti is None) == (sub is None):
        raise Unable("give either --jti or --sub", USAGE)


app.command("mint")(token)
