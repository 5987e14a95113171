"""The rule of a room that streams: its address taken apart, its key sealed beside it and in no other row."""

from collections.abc import Iterator

from msgspec.structs import replace

from functions.shared.outputs.sealed_keys import CannotOpen, CannotSeal, open_rule_key, seal_rule_key
from functions.shared.outputs.stream_hosts import trouble_by_now
from functions.shared.outputs.stream_targets import PRESETS, TargetRefused, check_key, read_target, split_key
from functions.shared.provisioning.findings import Finding
from functions.shared.settings import StreamSettings, read
from functions.shared.tables.provisioned.rooms import find_rules
from functions.shared.tables.provisioned.rules import Rules, StreamRule

_settings = read(StreamSettings)
_secrets = _settings.key_secrets


def check_stream_rule(rule: StreamRule) -> Iterator[Finding]:
    """Find what the rule may not say; places are within it."""
    if bool(rule.preset) == bool(rule.url):
        yield ["url"], f"or preset must be there, one of them: preset is one of {', '.join(PRESETS)}"
        return
    url, key = parted(rule)
    try:
        trouble = trouble_by_now(read_target(url), _settings)
    except TargetRefused as refusal:
        trouble = refusal.problem
    if trouble:
        yield ["url"], trouble
    if not key:
        return
    try:
        check_key(key)
    except TargetRefused as refusal:
        yield ["key" if rule.key else "url"], refusal.problem
    if not can_seal():
        yield ["key"], "cannot be kept here: this program has no STREAM_KEY_SECRET of 32 characters or more"


def can_seal() -> bool:
    """Whether keys can be kept at all."""
    try:
        seal_rule_key("", domain="", conference="", secrets=_secrets)
    except CannotSeal:
        return False
    return True


def parted(rule: StreamRule) -> tuple[str, str | None]:
    """The address without a key, and the key: the one that is said, else what stands in the address; None: nothing."""
    url = PRESETS[rule.preset] if rule.preset else rule.url
    if rule.key == "" or (rule.preset and rule.key is None):
        return url, rule.key
    return split_key(url, rule.key)


def kept_rules(rules: Rules, *, domain: str, conference: str) -> tuple[Rules, str]:
    """The rules as they are kept and shown, and the sealed key of the one that streams.

    A key that is left out stays the one that is there, as long as it goes to the same address.
    """
    if rules.stream is None:
        return rules, ""
    wish, found = rules.stream, find_rules(conference, domain)
    before = found.rules.stream
    if wish.key is None and before is not None and (wish.preset, wish.url) == (before.preset, before.url):
        # As it was shown: what stands in that address is no key.
        return rules, found.stream_key
    url, key = parted(wish)
    shown = replace(wish, url="" if wish.preset else url, key=None)
    same = before is not None and (before.preset, before.url) == (shown.preset, shown.url)
    sealed = found.stream_key if same else ""
    if key is not None and key != _opened(sealed, domain, conference):
        sealed = seal_rule_key(key, domain=domain, conference=conference, secrets=_secrets) if key else ""
    return replace(rules, stream=shown), sealed


def _opened(sealed: str, domain: str, conference: str) -> str:
    try:
        return open_rule_key(sealed, domain=domain, conference=conference, secrets=_secrets[:1]) if sealed else ""
    except CannotOpen:
        # Sealed with the secret before, or by nobody here: sealed anew.
        return ""
