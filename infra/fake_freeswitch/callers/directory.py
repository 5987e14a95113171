"""The registrar's half: asks ``/directory`` for a user and compares the digest as sofia does."""

import time
from xml.etree.ElementTree import Element

from infra.fake_freeswitch.callers.xml_curl_client import XmlCurl
from infra.fake_freeswitch.state.account import Account
from infra.fake_freeswitch.state.switch import Switch

SOURCE = ("sofia_reg.c", "sofia_reg_parse_auth", "3124")


class Directory:
    def __init__(self, switch: Switch, xml_curl: XmlCurl) -> None:
        self._switch = switch
        self._xml_curl = xml_curl

    def find(self, user: str, domain: str, fields: list[tuple[str, str]]) -> Account | None:
        """Look a user up; a cached answer costs no request."""
        key = f"id{user}{domain}"
        with self._switch.lock:
            cached = self._switch.cached_users.get(key)
        if cached and cached.cache_until > time.time():
            return cached
        lookup = [*fields, ("key", "id"), ("user", user), ("domain", domain), ("ip", "127.0.0.1")]
        section = self._xml_curl.ask("directory", ("domain", "name", domain), SOURCE, lookup)
        account = _account(section, user, domain) if section is not None else None
        if account and account.cache_until:
            with self._switch.lock:
                self._switch.cached_users[key] = account
        return account


def _account(section: Element, user: str, domain: str) -> Account | None:
    found = next((item for item in section.iter("domain") if item.get("name", "").lower() == domain.lower()), None)
    if found is None:
        return None
    element = next((item for item in found.iter("user") if _is(item, user)), None)
    if element is None:
        return None
    params, variables = _pairs(found, "params", "param"), _pairs(found, "variables", "variable")
    cacheable = element.get("cacheable", "")
    seconds = int(cacheable) / 1000 if cacheable.isdecimal() else 10_000_000.0 if cacheable else 0.0
    return Account(
        element.get("id", user),
        domain,
        params | _pairs(element, "params", "param"),
        variables | _pairs(element, "variables", "variable"),
        element.get("number-alias", ""),
        time.time() + seconds if seconds else 0.0,
    )


def _is(element: Element, user: str) -> bool:
    """The finder takes the first user of which any tested attribute fits: the id, the alias, or a foreign ``type``."""
    names = (element.get("id", "").lower(), element.get("number-alias", "").lower())
    return user.lower() in names or element.get("type", "pointer") != "pointer"


def _pairs(element: Element, container: str, name: str) -> dict[str, str]:
    return {
        item.get("name", ""): item.get("value", "")
        for holder in element.findall(container)
        for item in holder.findall(name)
    }
