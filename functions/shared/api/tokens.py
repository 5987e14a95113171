"""Who calls and what they may do: bearer tokens (JWT), one algorithm family per installation."""

from typing import Annotated, Literal

import jwt
import msgspec
from msgspec import Meta

from functions.shared.api.problems import Problem
from functions.shared.api.public_keys import KeysUnavailable, PublicKeys
from functions.shared.dial_strings import as_domain
from functions.shared.grammars.names import trouble_with
from functions.shared.observations import count
from functions.shared.settings import ApiSettings, SettingError

Ability = Literal["view", "control", "record", "stream", "call", "admin"]

MIN_SECRET_BYTES = 32
# A token of ours has a few hundred bytes; what is longer is not worth a signature check.
MAX_TOKEN_LENGTH = 8192
# Clocks of two machines differ.
LEEWAY_SECONDS = 5
SYMMETRIC = ("HS256",)
ASYMMETRIC = ("RS256", "ES256", "EdDSA")


class Grant(msgspec.Struct, frozen=True):
    """What a token says, once its signature holds."""

    sub: Annotated[str, Meta(min_length=1, max_length=256)]
    domain: Annotated[str, Meta(min_length=1, max_length=253)]
    conferences: tuple[str, ...] = ()
    can: tuple[Ability, ...] = ()

    def __post_init__(self) -> None:
        # Rows and logs tell who it was. Another one must not look the same.
        if trouble := trouble_with(self.sub):
            raise ValueError(f"sub {trouble}")

    def covers(self, conference: str) -> bool:
        return "*" in self.conferences or conference in self.conferences

    def may(self, ability: Ability) -> bool:
        return ability in self.can or "admin" in self.can

    def require(self, ability: Ability) -> None:
        """Raise 403 without the ability."""
        if not self.may(ability):
            held = ", ".join(self.can) or "nothing"
            raise Problem("missing_ability", f"this needs the ability {ability!r}; the token has {held}")

    def require_conference(self, conference: str) -> None:
        """Raise 404 for an ungranted conference, as for one that does not exist."""
        if not self.covers(conference):
            raise no_conference(conference)


def no_conference(name: str) -> Problem:
    return Problem("conference_not_found", f"there is no conference {name[:64]!r} for this token")


class Tokens:
    """Checks the `Authorization` header."""

    def __init__(self, settings: ApiSettings) -> None:
        self._issuer = settings.token_issuer or None
        self._audience = settings.token_audience or None
        self._keys = PublicKeys(settings.jwks_url) if settings.jwks_url else None
        self._secret = settings.token_secret
        if not self._keys and len(self._secret.encode()) < MIN_SECRET_BYTES:
            raise SettingError(
                f"set API_JWKS_URL, or API_TOKEN_SECRET to {MIN_SECRET_BYTES} bytes or more "
                f"(it has {len(self._secret.encode())})"
            )

    def authenticate(self, authorization: str | None) -> Grant:
        """Return what the bearer may do.

        Raises:
            Problem: 401, or 503 while the public keys cannot be had.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise _refuse("send the header Authorization: Bearer <token>", "")
        if len(token) > MAX_TOKEN_LENGTH:
            raise _refuse("the token is too long")
        return self._grant(token.strip())

    def _grant(self, token: str) -> Grant:
        try:
            claims = jwt.decode(
                token,
                self._keys.key_of(token) if self._keys else self._secret,
                algorithms=list(ASYMMETRIC if self._keys else SYMMETRIC),
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "sub"], "verify_aud": self._audience is not None},
            )
            grant = msgspec.convert(claims, Grant)
            return msgspec.structs.replace(grant, domain=as_domain(grant.domain))
        except KeysUnavailable as error:
            raise Problem(
                "unavailable", "the keys that tokens are checked with cannot be had now", headers={"Retry-After": "5"}
            ) from error
        except jwt.ExpiredSignatureError:
            raise _refuse("the token has expired; ask for a new one") from None
        except jwt.MissingRequiredClaimError as error:
            raise _refuse(f"the token lacks the claim {error.claim!r}") from None
        except jwt.PyJWTError:
            raise _refuse("the token is not valid here: signature, algorithm, issuer, audience or times") from None
        except msgspec.ValidationError as error:
            raise _refuse(f"a claim of the token cannot be used: {error}") from None


def _refuse(detail: str, error: str = ' error="invalid_token"') -> Problem:
    count("Refused")
    return Problem("invalid_token", detail, headers={"WWW-Authenticate": f'Bearer realm="freeswitch-functions"{error}'})
