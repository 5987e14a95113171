"""What an entry's secrets are and how they are kept: of a code only a hash, a password not at all.

A code has 128 bits, so that a plain hash gives nothing away; half of its SHA-256 is the entry's id. The SIP password is
made of the id with a key, so that it stands nowhere and whoever comes again gets the same.
"""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from functions.shared.provisioning.documents import a1_hash
from functions.shared.tables.provisioned.domain_items import ENTRY_PREFIX

CODE_BYTES = 16
CODE = re.compile(r"[0-9A-Za-z_-]{22}")
# What a browser calls itself by: of its own making or of ours, 128 bits or more.
BROWSER = re.compile(r"[0-9A-Za-z_-]{22,128}")
ID = re.compile(r"[0-9a-f]{32}")
PASSWORD_BYTES = 18


def new_code() -> str:
    return secrets.token_urlsafe(CODE_BYTES)


def entry_id(code: str) -> str:
    """The id of the entry that a code opens: half of its SHA-256, in hex."""
    return hashlib.sha256(code.encode()).hexdigest()[:32]


def user_of(entry: str) -> str:
    """The SIP user of an entry."""
    return ENTRY_PREFIX + entry


def browser_hash(secret: str) -> str:
    """How a browser's secret is kept: 128 bits of its SHA-256."""
    return base64.urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()[:16]).decode().rstrip("=")


def resume_of(entry: str, browser: str) -> str:
    """What a browser comes again with."""
    return f"{entry}.{browser}"


def read_resume(text: str) -> tuple[str, str] | None:
    """The entry and the browser's secret; None where it is no such text."""
    entry, _, browser = text.partition(".")
    return (entry, browser) if ID.fullmatch(entry) and BROWSER.fullmatch(browser) else None


def password(key: str, domain: str, entry: str) -> str:
    """The SIP password: 24 characters, 144 bits."""
    made = hmac.digest(key.encode(), f"entry password {domain} {entry}".encode(), "sha256")
    return base64.urlsafe_b64encode(made[:PASSWORD_BYTES]).decode()


def password_of(keys: Sequence[str], domain: str, entry: str, hashed: str) -> str | None:
    """The password that an a1-hash was made of; None where its key is gone."""
    made = (password(key, domain, entry) for key in keys)
    return next((one for one in made if hmac.compare_digest(a1_hash(user_of(entry), domain, one), hashed)), None)
