"""What mod_xml_curl asks, and the XML it accepts: every value in XML is written by `text` below."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import unquote_plus

from functions.shared.grammars.variables import TRUNK_SECRET

# mod_xml_curl writes these five first, as it has them; what follows can repeat a name with a caller's words
# (docs/freeswitch.md, "Look-ups: the request"), so of these the first counts and of all others the last.
# `key_value` is not among them: it may be the realm that the client sent.
BASE_FIELDS = frozenset({"hostname", "section", "tag_name", "key_name"})

# A look-up has 8 to 17 kB.
MAX_BODY_BYTES = 256 * 1024
FREESWITCH_DECLINES = (
    '<document type="freeswitch/xml"><section name="result"><result status="not found"/></section></document>'
)

# Dropped: `<`, control characters but line breaks, surrogates. FreeSWITCH's pre-processor reads line by line, before
# any parser: `$${x}`, `<!--#set`, `X-PRE-PROCESS` and `<?` act there, hence the references for `$` and `-`.
_DROPPED_CHARACTERS = "<\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
_REFERENCED_CHARACTERS = "&>\"'$\\-\n\r"
_DROPPED = re.compile(f"[{_DROPPED_CHARACTERS}]")
_WRITTEN_AS_REFERENCE = re.compile(f"[{_REFERENCED_CHARACTERS}]")
_UNSAFE = re.compile(f"[{_DROPPED_CHARACTERS}{_REFERENCED_CHARACTERS}]")

_CACHEABLE = re.compile(rb' cacheable="[0-9]*"')
_GLOBAL_NAME = re.compile("[^0-9A-Za-z_]")


def request_fields(body: bytes) -> dict[str, str]:
    """Return the form's fields by the first-or-last rule; bytes that are not UTF-8 become U+FFFD.

    The same as `urllib.parse.parse_qsl` with blank values, which decodes every name and value of a look-up's 35 to 300
    whether anything in it is encoded or not (measured: twice the time).
    """
    fields: dict[str, str] = {}
    for pair in body.decode("utf-8", "replace").split("&"):
        name, _, value = pair.partition("=")
        if "%" in pair or "+" in pair:
            name, value = unquote_plus(name, errors="replace"), unquote_plus(value, errors="replace")
        if pair and (name not in BASE_FIELDS or name not in fields):
            fields[name] = value
    return fields


def text(value: str) -> str:
    """Write any text so that it stands between two double quotes and means only itself."""
    # Letters, digits and `_` mean themselves; nearly every value is made of them (measured: 6 times faster).
    if value.isidentifier() or value.isalnum() or not _UNSAFE.search(value):
        return value
    return _WRITTEN_AS_REFERENCE.sub(_reference, _DROPPED.sub("", value))


# Names of params and variables repeat in every answer and come from provisioning, not from a caller.
_name = lru_cache(maxsize=1024)(text)


def _reference(character: re.Match[str]) -> str:
    return f"&#{ord(character[0])};"


def document(section: str, content: str) -> str:
    """Wrap a section's content; no XML declaration, FreeSWITCH drops the line that holds one.

    Source: docs/freeswitch.md, "Look-ups: the answer".
    """
    return f'<document type="freeswitch/xml"><section name="{section}">{content}</section></document>'


def domain(name: str, inherited: str, content: str) -> str:
    """Write a domain; `inherited` is what `params` wrote for all its users."""
    return f'<domain name="{text(name)}">{inherited}{content}</domain>'


def users(content: str = "") -> str:
    return f"<users>{content}</users>"


def user(
    user_id: str, own_params: Mapping[str, str], variables: Mapping[str, str], number_alias: str, cacheable: int
) -> str:
    """Write one user; `cacheable` is in milliseconds, 0 leaves it out."""
    alias = f' number-alias="{text(number_alias)}"' if number_alias else ""
    kept = f' cacheable="{cacheable}"' if cacheable else ""
    return f'<user id="{text(user_id)}"{alias}{kept}>{params(own_params)}{_variables(variables)}</user>'


def without_cacheable(answer: bytes) -> bytes:
    """Take away for how long FreeSWITCH may keep what stands in an answer of ours: it asks again the next time.

    A quote in a value is written as a reference, so nothing else looks like that attribute.
    """
    return _CACHEABLE.sub(b"", answer)


def user_at(user_id: str, networks: Iterable[str]) -> str:
    """Write a user by whom calls from these networks are; nothing else is read of it."""
    return f'<user id="{text(user_id)}" cidr="{text(",".join(networks))}"/>'


def pointers(group: str, members: Iterable[str]) -> str:
    """Write a group whose members FreeSWITCH looks up one by one."""
    pointed = "".join(f'<user id="{text(member)}" type="pointer"/>' for member in members)
    return f'<groups><group name="{text(group)}"><users>{pointed}</users></group></groups>'


def gateway(
    name: str, params: Mapping[str, str], secret: str, *, outbound: Mapping[str, str], inbound: Mapping[str, str]
) -> str:
    """Write a gateway; `outbound` is set on the channel of every call through it, `inbound` of every call from it.

    `secret` names the global variable of the node that holds the password: FreeSWITCH's pre-processor puts it in, so
    that it never leaves the node. A name that is not one for trunks gives no password.
    """
    password = _from_global(secret) if TRUNK_SECRET.fullmatch(secret) else ""
    described = "".join(_pairs("param", params)) + password
    variables = "".join(
        f'<variable name="{_name(variable)}" value="{text(value)}" direction="{direction}"/>'
        for direction, values in (("outbound", outbound), ("inbound", inbound))
        for variable, value in values.items()
    )
    return f'<gateway name="{text(name)}">{described}<variables>{variables}</variables></gateway>'


def gateways(written: Iterable[str]) -> str:
    """Write gateways below a user that cannot log in, outside `users`: there mod_sofia looks for them."""
    return f'<user id="gateways" type="pointer"><gateways>{"".join(written)}</gateways></user>'


def _from_global(variable: str | None, param: str = "password") -> str:
    return f'<param name="{_name(param)}" value="$${{{_GLOBAL_NAME.sub("", variable)}}}"/>' if variable else ""


def context(name: str, content: str = "") -> str:
    return f'<context name="{text(name)}">{content}</context>'


def extension(name: str, actions: Iterable[tuple[str, str]]) -> str:
    """Write an extension that always matches; an action is (application, data)."""
    written = "".join(
        f'<action application="{text(application)}" data="{text(data)}"/>' for application, data in actions
    )
    return f'<extension name="{text(name)}"><condition>{written}</condition></extension>'


def configuration(name: str, content: str) -> str:
    return f'<configuration name="{text(name)}">{content}</configuration>'


def profile(name: str, values: Mapping[str, str], from_node: Mapping[str, str]) -> str:
    """Write a conference profile; `from_node` names, by parameter, the global variable of the node that chooses it."""
    chosen = "".join(_from_global(variable, param) for param, variable in from_node.items())
    written = "".join(_pairs("param", values))
    return f'<profiles><profile name="{text(name)}">{written}{chosen}</profile></profiles>'


def caller_controls(group: str, keys: Iterable[tuple[str, str, str]]) -> str:
    """Write what the keys of a telephone do: digits, action, and the action's data, which most have none of."""
    written = "".join(
        f'<control action="{text(action)}" digits="{text(digits)}"{_data(data)}/>' for digits, action, data in keys
    )
    return f'<caller-controls><group name="{text(group)}">{written}</group></caller-controls>'


def _data(data: str) -> str:
    return f' data="{text(data)}"' if data else ""


def params(values: Mapping[str, str]) -> str:
    """Write params of a domain or a user."""
    return f"<params>{''.join(_pairs('param', values))}</params>"


def _variables(values: Mapping[str, str]) -> str:
    return f"<variables>{''.join(_pairs('variable', values))}</variables>"


def _pairs(element: str, values: Mapping[str, str]) -> Iterable[str]:
    return [f'<{element} name="{_name(name)}" value="{text(value)}"/>' for name, value in values.items()]
