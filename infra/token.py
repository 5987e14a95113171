"""Mints tokens for the API: `python -m infra.token --domain example.com --can view,control --ttl 1h`.

`python -m infra.token revoke` refuses them before they end.
"""

import argparse
import re
import secrets
import sys
import time
from collections.abc import Sequence

import jwt

from functions.shared.api.token_secrets import MIN_SECRET_BYTES, secret_id
from functions.shared.grammars.names import trouble_with
from functions.shared.rights import ABILITIES
from functions.shared.settings import ApiSettings, SettingError, read
from infra import revocation

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def mint(
    settings: ApiSettings,
    *,
    domain: str,
    conferences: Sequence[str] = ("*",),
    can: Sequence[str] = ABILITIES,
    subject: str = "operator",
    name: str = "",
    seconds: int = 3600,
    now: float | None = None,
) -> str:
    """Sign a token with the first secret of API_TOKEN_SECRET.

    Raises:
        SettingError: the secret is missing or too short, tokens come from an issuer with a JWKS URL, the subject or the
            name is none, or the token would live longer than API_TOKEN_MAX_SECONDS.
    """
    if settings.jwks_url:
        raise SettingError(f"tokens come from the issuer behind API_JWKS_URL ({settings.jwks_url}); ask it for one")
    secret = settings.token_secrets[0] if settings.token_secrets else ""
    if len(secret.encode()) < MIN_SECRET_BYTES:
        raise SettingError(f"set API_TOKEN_SECRET to {MIN_SECRET_BYTES} bytes or more")
    for what, text in (("subject", subject), ("name", name)):
        if trouble := trouble_with(text):
            raise SettingError(f"the {what} {text!r} {trouble}")
    if seconds > settings.token_max_seconds:
        raise SettingError(
            f"a token of {seconds} seconds would be refused: API_TOKEN_MAX_SECONDS is {settings.token_max_seconds}"
        )
    issued = int(time.time() if now is None else now)
    claims: dict[str, object] = {
        "sub": subject,
        "jti": secrets.token_hex(12),
        "iat": issued,
        "exp": issued + seconds,
        "domain": domain,
        "conferences": list(conferences),
        "can": list(can),
    }
    claims |= {"name": name} if name else {}
    claims |= {"iss": settings.token_issuer} if settings.token_issuer else {}
    claims |= {"aud": settings.token_audience} if settings.token_audience else {}
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": secret_id(secret)})


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _abilities(text: str) -> list[str]:
    unknown = sorted(set(_words(text)) - set(ABILITIES))
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: not one of {', '.join(ABILITIES)}")
    return _words(text)


def _seconds(text: str) -> int:
    match = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r}: a number and s, m, h or d, such as 1h")
    return int(match[1]) * UNITS[match[2]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a token, or revoke some."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] == "revoke":
        return revocation.main(arguments[1:])
    parser = argparse.ArgumentParser(
        prog="python -m infra.token", description="Make a token for the API. `revoke` refuses tokens (revoke -h)."
    )
    parser.add_argument("--domain", required=True, help="the domain whose conferences it is for, such as example.com")
    parser.add_argument("--conferences", type=_words, default=["*"], help="names, comma separated, or * (all)")
    parser.add_argument(
        "--can",
        type=_abilities,
        default=["view"],
        help=f"what it allows, comma separated: {', '.join(ABILITIES)} (view)",
    )
    parser.add_argument("--subject", default="operator", help="who will use it (operator)")
    parser.add_argument("--name", default="", help="what they are called in messages and lists of who is there")
    parser.add_argument("--ttl", type=_seconds, default=3600, help="how long it is valid: 30m, 1h, 7d (1h)")
    options = parser.parse_args(arguments)
    try:
        token = mint(
            read(ApiSettings),
            domain=options.domain,
            conferences=options.conferences,
            can=options.can,
            subject=options.subject,
            name=options.name,
            seconds=options.ttl,
        )
    except SettingError as error:
        print(f"infra.token: {error}", file=sys.stderr)
        return 2
    print(token)
    return 0


if __name__ == "__main__":
    sys.exit(main())
