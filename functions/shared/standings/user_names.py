"""How a user is named inside a conference: `1000` in one of their own domain, `1000@other.example` in any other.

Members, places, standings, hands, messages and stays go by this name: whoever compares two people compares it. A user's
name counts as it is written, as in the directory; a domain is the same in all letters, and told in small ones.
"""

from functions.shared.encoders.dial_strings import as_domain
from functions.shared.grammars.names import one_line

LONGEST_DOMAIN = 253


def whole_name(user: str, domain: str) -> str:
    """A user with their domain, whatever conference they are in."""
    return f"{user}@{as_domain(domain)}"


def authenticated(user: str | None, domain: str | None) -> str | None:
    """The whole name of whom FreeSWITCH has authenticated, which says both or neither (switch_ivr.c:3968).

    Who is of no domain is nobody: they could be taken for a user of the conference's own.
    """
    return whole_name(one_line(user), one_line(domain, LONGEST_DOMAIN)) if user and domain else None


def name_in(domain: str | None, user: str, *, of: str | None = None) -> str:
    """How a user is named in a conference of this domain; to ask it again of the answer changes nothing.

    Args:
        domain: whose the conference is; while nobody knows, nobody is taken for one of its own.
        user: `1000@some.example` is one of that domain, `1000` one of the conference's own.
        of: of which domain `1000` is, if they are named so in another conference.
    """
    name, _, theirs = (user if "@" in user or not of else whole_name(user, of)).rpartition("@")
    if not name:
        return user
    return name if domain and as_domain(theirs) == as_domain(domain) else whole_name(name, theirs)


def name_before(user: str) -> str:
    """How everybody was named before, whatever their domain: in a meeting that began then it stays so to its end."""
    return user.rpartition("@")[0] or user
