"""Dial strings and the data of dialplan applications: the only maker of them."""

import re
from collections.abc import Sequence

# What may enter from outside: no blank, quote, brace, comma, slash, colon, dollar or `@`, so nothing that ends one
# argument and begins another, names a second endpoint or starts an option block.
WORD = re.compile(r"[0-9A-Za-z*#+_.-]{1,64}")
DOMAIN = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]{0,251}[0-9A-Za-z])?")
SLOT = re.compile(r"[0-9A-Za-z_.-]{1,64}")
# Without a dash: on the switch one stands between the domain and the name, and the last one must be that.
GATEWAY_NAME = re.compile(r"[0-9A-Za-z_.]{1,64}")

# FreeSWITCH takes these words after `conference` for a command of its own (docs/freeswitch.md, "Words of a command").
CONFERENCE_WORDS = frozenset({"list", "count", "xml_list", "json_list", "help", "commands"})
# Of the causes that FreeSWITCH's `hangup` takes, those that say something to a caller.
CAUSES = frozenset(
    {
        "NORMAL_CLEARING", "CALL_REJECTED", "USER_BUSY", "NO_ANSWER", "UNALLOCATED_NUMBER", "NO_ROUTE_DESTINATION",
        "NUMBER_CHANGED", "SERVICE_UNAVAILABLE", "INCOMING_CALL_BARRED", "OUTGOING_CALL_BARRED",
        "NORMAL_TEMPORARY_FAILURE",
    }
)  # fmt: skip

# Variables of a call: the user whom the API called, and whether who is on hold is to hear nothing afterwards.
CALLED_USER = "called_user"
DEAF_AFTER_HOLD = "deaf_after_hold"

_DROPPED = re.compile("[$\\\\{}\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class UnsafeWord(ValueError):
    """A value that may not stand in a dial string; the text names the field and the value."""


def as_domain(text: str) -> str:
    """Write a domain in small letters, as everywhere here: to a realm, a hash and a table `Example.com` differs."""
    return text.lower()


def word(field: str, value: str) -> str:
    """Return the value if it may stand in application data.

    Raises:
        UnsafeWord: it holds anything but `0-9 A-Z a-z * # + _ . -`, or not 1 to 64 of them.
    """
    if not WORD.fullmatch(value):
        raise UnsafeWord(f"{field} is {value[:80]!r}; it must be 1 to 64 of 0-9 A-Z a-z * # + _ . -")
    return value


def conference_name(value: str) -> str:
    """Return the value if FreeSWITCH takes it for a conference's name.

    Raises:
        UnsafeWord: a character that it would cut at, one of its own words, or `say` as a word (mod_conference: text
            commands look for their own name in the whole line).
    """
    if not re.fullmatch(r"[0-9A-Za-z_.-]{1,64}", value):
        raise UnsafeWord(f"conference is {value[:80]!r}; it must be 1 to 64 of 0-9 A-Z a-z _ . -")
    if value.lower() in CONFERENCE_WORDS or "say" in re.split(r"[_.-]", value.lower()):
        raise UnsafeWord(f"conference is {value!r}; FreeSWITCH uses list, count, help, say … as commands")
    return value


# A callee's 302 would send the caller's call, or a new one, wherever the callee says (docs/freeswitch.md, "Calls").
NO_REDIRECT = "outbound_redirect_fatal"

# The domain's `dial-string`, where a registered user is reached. Only an answer counts: the first device that sends a
# tone would silence the others. `more_contacts_…` is what the script contacts.lua of the node has found:
# empty, or several devices and the beginning of an endpoint that fails. So without the script one device rings.
_SETTINGS = "sip_invite_domain=${dialed_domain}:presence_id=${dialed_user}@${dialed_domain}:ignore_early_media=true"
_DEVICES = "${more_contacts_${dialed_user}@${dialed_domain}}"


def user_dial_string(profile: str) -> str:
    """Return the domain's `dial-string`: every device of a user.

    Not `${sofia_contact(…)}`: that is an API call, and our nodes have them switched off (`api-expansion=false`).
    """
    one = "sofia/" + word("profile", profile) + "/${dialed_user}%${dialed_domain}"
    return f"{{^^:{_SETTINGS}:{NO_REDIRECT}=true}}{_DEVICES}{one}"


# A registered device as `sofia_contact` shows it. The text is the device's own: nothing that ends an address in a dial
# string, begins another or expands.
_CONTACT = re.compile(r"sofia/[0-9A-Za-z_.-]{1,64}/sip:(?!.*:_:)[0-9A-Za-z_.!~*%;:@=+?/&\[\]-]{1,1000}")
# As many as may be registered (max-registrations-per-extension).
MOST_CONTACTS = 10


def contacts_script(users: Sequence[str], domain: str) -> str:
    """Data of `lua`: the script that asks for all devices of these users, before they are called."""
    return " ".join(["contacts.lua", *(_address(user, domain) for user in users)])


def contacts_in(answer: str) -> tuple[str, ...]:
    """The devices in an answer of `sofia_contact`; none for who is not registered."""
    return tuple(found for found in answer.strip().split(",") if _CONTACT.fullmatch(found))[:MOST_CONTACTS]


def _address(user: str, domain: str) -> str:
    if not DOMAIN.fullmatch(domain):
        raise UnsafeWord(f"domain is {domain[:80]!r}; it must be a host name")
    return f"{word('user', user)}@{domain}"


def join(conference: str, profile: str, flags: Sequence[str] = ()) -> str:
    """Data of `conference`: NAME@PROFILE, and the member's flags, beside those of `conference_member_flags`."""
    written = f"+flags{{{'|'.join(word('flag', flag) for flag in flags)}}}" if flags else ""
    return f"{conference_name(conference)}@{word('profile', profile)}{written}"


def bridge_to_user(user: str, domain: str) -> str:
    """Data of `bridge`: a user of a domain of ours."""
    return f"user/{_address(user, domain)}"


def bridge_to_all(users: Sequence[str], domain: str, legs: Sequence[str] = ()) -> str:
    """Data of `bridge`: all devices of several users at once, as the script found them, and `legs` beside them.

    Not `user/…` for each: of one among several FreeSWITCH calls one device only (docs/freeswitch.md, "Directory").
    """
    devices = (f"${{all_contacts_{_address(user, domain)}}}" for user in users)
    return f"{{ignore_early_media=true,sip_invite_domain={domain},{NO_REDIRECT}=true}}{','.join((*devices, *legs))}"


# `forward_USER_BUSY` and the like, by what became of the call before.
FORWARD_BY_CAUSE = "${forward_${originate_disposition}}"


def transfer(number: str, context: str) -> str:
    """Data of `transfer`: a number, our own or that of the last cause, looked up in a context."""
    dialled = number if number == FORWARD_BY_CAUSE else word("number", number)
    return f"{dialled} XML {word('context', context)}"


# RFC 3323: From says nothing, Privacy asks to hide what the identity header says. `screen`: that we vouch for it.
ANONYMOUS = (
    "{origination_privacy=screen:hide_name:hide_number,sip_from_display=Anonymous,"
    "sip_invite_from_uri=sip:anonymous@anonymous.invalid}"
)


def gateway_on_switch(domain: str, name: str) -> str:
    """Return what a domain's gateway is called on FreeSWITCH, where all domains' gateways are together.

    Raises:
        UnsafeWord: the name could be that of another domain's.
    """
    if not DOMAIN.fullmatch(domain):
        raise UnsafeWord(f"domain is {domain[:80]!r}; it must be a host name")
    if not GATEWAY_NAME.fullmatch(name):
        raise UnsafeWord(f"gateway is {name[:80]!r}; it must be 1 to 64 of 0-9 A-Z a-z _ .")
    return f"{domain}-{name}"


def bridge_to_gateway(domain: str, gateway: str, number: str, *, anonymous: bool = False) -> str:
    """Data of `bridge`: a number through a gateway of a domain."""
    shown = ANONYMOUS if anonymous else ""
    return f"{shown}sofia/gateway/{gateway_on_switch(domain, gateway)}/{word('number', number)}"


def assignment(variable: str, value: str) -> str:
    """Data of `set`: one variable; of the value, `$`, braces, control characters and surrogates are dropped.

    The variable's name is our own. What is dropped could expand (`${…}`) or open an option block (`{font_scale=…}`).
    """
    return f"{variable}={_DROPPED.sub('', value)}"


def from_node(variable: str, node_variable: str) -> str:
    """Data of `set`: one variable, with a value that the node's own configuration gives; both names are our own."""
    return f"{variable}=${{{node_variable}}}"


def cause(value: str) -> str:
    """Data of `hangup`: a cause that FreeSWITCH knows."""
    if value not in CAUSES:
        raise UnsafeWord(f"cause is {value[:80]!r}; it must be one of {', '.join(sorted(CAUSES))}")
    return value


def hang_up_after(seconds: int) -> str:
    """Data of `sched_hangup`: so many seconds from now."""
    return f"+{max(1, seconds)} allotted_timeout"


def dial_in_script(language: str | None) -> str:
    """Data of `lua`: the dial-in script and, if the number has one, the language of its prompts."""
    return f"dial_in.lua {word('language', language)}" if language else "dial_in.lua"
