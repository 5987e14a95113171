"""Passwords and PINs of our making, told once; with an `Idempotency-Key` the same request makes the same."""

import base64
import hmac
import secrets
from dataclasses import dataclass, field

from functions.shared.entries.secrets_of_entries import CODE_BYTES
from functions.shared.settings import EntrySettings, read

PASSWORD_BYTES = 18
# Of a million PINs of six digits a guesser finds one in years, see docs/dial-in.md; nine are for ids.
PIN_DIGITS, ID_DIGITS = 6, 9


@dataclass
class Maker:
    """Makes the secrets of one request; `made` has each under the name of its field."""

    key: str
    # What names this request, where it may come twice.
    of_request: str | None
    made: dict[str, str] = field(default_factory=dict)

    def password(self, name: str) -> str:
        """24 characters, 144 bits."""
        self.made[name] = base64.urlsafe_b64encode(self._bytes(name)[:PASSWORD_BYTES]).decode()
        return self.made[name]

    def pin(self, name: str) -> str:
        self.made[name] = self.digits(name, PIN_DIGITS)
        return self.made[name]

    def code(self, name: str) -> str:
        """What a link holds: 22 characters, 128 bits."""
        self.made[name] = base64.urlsafe_b64encode(self._bytes(name)[:CODE_BYTES]).decode().rstrip("=")
        return self.made[name]

    def url(self, code: str) -> str:
        """The link itself; what stands behind `#` is sent to no server and stands in no log."""
        self.made["url"] = f"{read(EntrySettings).call_page}#entry={code}"
        return self.made["url"]

    def digits(self, name: str, length: int) -> str:
        """So many digits; 256 bits are far more than they need, so that each is as likely as any other."""
        return str(int.from_bytes(self._bytes(name), "big") % 10**length).zfill(length)

    def again(self, names: tuple[str, ...]) -> dict[str, str]:
        """Make what an earlier try of the same request has made."""
        return {name: self._again(name) for name in names}

    def _again(self, name: str) -> str:
        match name:
            case "code":
                return self.code(name)
            case "url":
                return self.url(self.code("code"))
            case _ if name.endswith("password"):
                return self.password(name)
        return self.pin(name)

    def _bytes(self, name: str) -> bytes:
        if self.of_request is None:
            return secrets.token_bytes(32)
        return hmac.digest(self.key.encode(), f"made {self.of_request} {name}".encode(), "sha256")
