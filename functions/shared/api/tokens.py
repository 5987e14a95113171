"""Who calls and what they may do: bearer tokens (JWT), one algorithm family per installation."""

import time
from collections.abc import Callable, Collection
from typing import Annotated

import jwt
import msgspec
from msgspec import Meta

from functions.shared.api.entry_tokens import EntryTokens
from functions.shared.api.problems import Problem
from functions.shared.api.public_keys import KeysUnavailable, PublicKeys
from functions.shared.api.token_secrets import TokenSecrets
from functions.shared.encoders.dial_strings import as_domain
from functions.shared.feed.domain_feed import is_domains
from functions.shared.grammars.names import one_line, trouble_with
from functions.shared.rights import ABILITIES, Ability, Needs, may, worded
from functions.shared.rooms.waiting import is_waiting_room
from functions.shared.settings import ApiSettings, SettingError
from functions.shared.tables.known.revocations import known_revocations
from functions.shared.telemetry.observations import count

# A token of ours has a few hundred bytes; what is longer is not worth a signature check.
MAX_TOKEN_LENGTH = 8192
# Clocks of two machines differ.
LEEWAY_SECONDS = 5


class Grant(msgspec.Struct, frozen=True):
    """What a token says, once its signature holds."""

    sub: Annotated[str, Meta(min_length=1, max_length=256)]
    domain: Annotated[str, Meta(min_length=1, max_length=253)]
    conferences: tuple[str, ...] = ()
    can: tuple[Ability, ...] = ()
    # The token's own id, by which it can be revoked; empty where its issuer gave it none.
    jti: Annotated[str, Meta(max_length=256)] = ""
    # When it was issued, if its issuer says so, and when it ends (seconds since 1970).
    issued: float | None = None
    ends: float = 0.0
    # What the holder is called, for people; it proves nothing.
    name: str = ""
    # Whether a link gave it.
    by_entry: bool = False

    def __post_init__(self) -> None:
        # Rows and logs tell who it was. Another one must not look the same.
        if trouble := trouble_with(self.sub):
            raise ValueError(f"sub {trouble}")
        if self.jti and (trouble := trouble_with(self.jti)):
            raise ValueError(f"jti {trouble}")

    def covers(self, conference: str) -> bool:
        """Whether it is for this conference. Who waits is asked for by what they wait for, under no other name.

        What happens in the domain itself has a feed, and no name of a conference.
        """
        return not (is_waiting_room(conference) or is_domains(conference)) and self._names(conference)

    def _names(self, conference: str) -> bool:
        return "*" in self.conferences or conference in self.conferences

    @property
    def is_guests(self) -> bool:
        """Whether a participant's link gave it: its holder waits where there is a lobby, and is shown nothing then."""
        return self.by_entry and not self.may("host")

    def may(self, *needs: Ability) -> bool:
        """Whether it has one of these abilities."""
        return may(self.can, needs)

    def require(self, needs: Needs, what: str = "this") -> None:
        """Raise 403 without one of these abilities."""
        require(self.can, needs, what)

    def require_conference(self, conference: str) -> None:
        """Raise 404 for an ungranted conference, as for one that does not exist."""
        if not self.covers(conference):
            raise no_conference(conference)


def require(can: Collection[str], needs: Needs, what: str = "this") -> None:
    """Raise 403 where these abilities are not enough for something."""
    if not may(can, needs):
        held = ", ".join(can) or "nothing"
        raise Problem("missing_ability", f"{what} needs the ability {worded(needs)}; the token has {held}")


def no_conference(name: str) -> Problem:
    return Problem("conference_not_found", f"there is no conference {name[:64]!r} for this token")


class RefusedToken(Problem):
    """A token that one of our keys signed and that is good no more, or never was; whose it is is known."""

    def __init__(self, detail: str, grant: Grant, reason: str) -> None:
        refusal = _refuse(detail)
        super().__init__(refusal.code, detail, headers=refusal.headers, reason=reason)
        self.grant = grant


class Tokens:
    """Checks the `Authorization` header."""

    def __init__(self, settings: ApiSettings, clock: Callable[[], float] = time.time) -> None:
        self._issuer = settings.token_issuer or None
        self._audience = settings.token_audience or None
        self._longest = settings.token_max_seconds
        self._clock = clock
        if settings.jwks_url and not (self._issuer and self._audience):
            raise SettingError(
                "with API_JWKS_URL set API_TOKEN_ISSUER and API_TOKEN_AUDIENCE, too: an issuer signs tokens for others"
                " as well, with the same keys"
            )
        self._keys: PublicKeys | TokenSecrets = (
            PublicKeys(settings.jwks_url) if settings.jwks_url else TokenSecrets(settings.token_secrets)
        )

        # Beside whoever issues the others.
        self._entries = EntryTokens(settings.entry_secrets)

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
            by_entry = self._entries.are_of(token)
            claims = self._entries.claims(token, leeway=LEEWAY_SECONDS) if by_entry else self._claims(token)
            issued = claims.get("iat")
            named, known = claims.get("name"), _known(claims.get("can", ()))
            told = {
                "name": one_line(named) if isinstance(named, str) else "",
                "issued": None if issued is None else float(str(issued)),
                "ends": float(str(claims["exp"])),
                "can": known,
                # Another issuer's claim of this name says nothing here.
                "by_entry": by_entry,
            }
            grant = msgspec.convert({**claims, **told}, Grant)
            grant = msgspec.structs.replace(grant, domain=as_domain(grant.domain))
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
        self._check_life(claims, grant)
        if known_revocations(grant.domain).refuse(grant.jti, grant.sub, claims.get("iat")):
            raise RefusedToken("the token was revoked; ask for a new one", grant, "revoked")
        return grant

    def _claims(self, token: str) -> dict[str, object]:
        """What the token says, if one of the keys that it can be signed with signed it."""
        keys, algorithms = self._keys.candidates(token)
        for key in keys:
            try:
                claims: dict[str, object] = jwt.decode(
                    token,
                    key,
                    algorithms=list(algorithms),
                    issuer=self._issuer,
                    audience=self._audience,
                    leeway=LEEWAY_SECONDS,
                    options={"require": ["exp", "sub"], "verify_aud": self._audience is not None},
                )
            except jwt.InvalidSignatureError:
                continue  # signed with the other key of a rotation, or by somebody else
            return claims
        raise jwt.InvalidSignatureError("no key of ours signed it")

    def _check_life(self, claims: dict[str, object], grant: Grant) -> None:
        """Refuse what lives longer than allowed; PyJWT has seen that the times are numbers."""
        now, ends, issued = self._clock(), float(str(claims["exp"])), claims.get("iat")
        # Without `iat` nobody knows how long it has lived, but still for how long it would.
        if ends - (now if issued is None else float(str(issued))) > self._longest + LEEWAY_SECONDS:
            raise RefusedToken(
                f"the token lives longer than {self._longest} seconds (API_TOKEN_MAX_SECONDS); ask for a shorter one",
                grant,
                "too_long",
            )


def _known(can: object) -> object:
    """Leave out abilities that a later version may know; what is no list of words stays, to be refused."""
    if not isinstance(can, list):
        return can
    return [each for each in can if not isinstance(each, str) or each in ABILITIES]


def _refuse(detail: str, error: str = ', error="invalid_token"') -> Problem:
    count("Refused")
    return Problem("invalid_token", detail, headers={"WWW-Authenticate": f'Bearer realm="freeswitch-functions"{error}'})
