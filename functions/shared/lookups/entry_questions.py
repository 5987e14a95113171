"""What FreeSWITCH asks the directory: all that the answer depends on, and what a kept answer of it is known by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from functions.shared.encoders.dial_strings import DOMAIN, as_domain

# A telephone's proof of who it is.
SIP_AUTH = "sip_auth"


@dataclass(frozen=True, kw_only=True)
class EntryQuestion:
    """Two that are equal have the same answer for the same node at the same time.

    Attributes:
        domain: in small letters; empty where it is no name of a domain, and `realm` is what came.
        address: where a telephone's packets came from, empty where none asks; it decides on budgets only.
    """

    section: str = "directory"
    purpose: str = ""
    action: str = ""
    realm: str = ""
    domain: str = ""
    user: str = ""
    group: str = ""
    profile: str = ""
    of_voicemail: bool = False
    to_register: bool = False
    address: str = field(default="", compare=False)


def entry_question(fields: Mapping[str, str]) -> EntryQuestion:
    """Read the question from a directory request (see docs/freeswitch.md, "Directory")."""
    realm, action = fields.get("domain") or fields.get("key_value", ""), fields.get("action", "")
    return EntryQuestion(
        section=fields.get("section", ""),
        purpose=fields.get("purpose", ""),
        action=action,
        # The realm is the client's word: what is no host name is not looked up.
        realm=realm,
        domain=as_domain(realm) if DOMAIN.fullmatch(realm) else "",
        user=fields.get("user", ""),
        group=fields.get("group_name") or fields.get("group", ""),
        profile=fields.get("profile", ""),
        of_voicemail="VM-Action" in fields,
        to_register=action == SIP_AUTH and fields.get("sip_auth_method") == "REGISTER",
        address=fields.get("ip", "") if action == SIP_AUTH else "",
    )
