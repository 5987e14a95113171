"""API commands about registrations and the directory's cache."""

import time

from infra.fake_freeswitch.state.gateways import listed
from infra.fake_freeswitch.state.switch import Switch


def xml_flush_cache(switch: Switch, argument: str) -> str:
    """Without words the whole cache, else one user by key; the domain defaults to the global one."""
    words = argument.split()
    if len(words) < 2:
        gone = len(switch.cached_users)
        switch.cached_users.clear()
    else:
        key = "".join([*words[:2], words[2] if len(words) > 2 else switch.domain])
        gone = int(switch.cached_users.pop(key, None) is not None)
    return f"+OK cleared {gone} entr{'y' if gone == 1 else 'ies'}\n"


def sofia(switch: Switch, argument: str) -> str:
    words = argument.split()
    if words[:1] == ["profile"] and len(words) < 3:
        return "Invalid Args!\n"
    if words[:1] == ["profile"]:
        if words[1] not in ("internal", "external"):
            return f"Invalid Profile [{words[1]}]"
        if words[2] == "flush_inbound_reg":
            return _flush(switch, words[3] if len(words) > 3 else "", reboot="reboot" in words[4:])
        return "-ERR Unknown command!\n"
    if words[:2] == ["status", "profile"] and words[3:4] == ["user"] and len(words) > 4:
        return _registrations(switch, words[4])
    if words[:2] == ["xmlstatus", "gateway"]:
        return listed(switch)
    if words[:1] == ["status"]:
        count = len(switch.sip_profiles)
        names = "".join(
            f"{name:>25}\tprofile\t      sip:mod_sofia@{switch.domain}:{port}\tRUNNING (0)\n"
            for name, port in switch.sip_profiles.items()
        )
        return (
            f"{'Name':>25}\t   Type\t{'Data':>40}\tState\n{'=' * 100}\n{names}{'=' * 100}\n{count} profile 0 aliases\n"
        )
    return "USAGE:\n" + "-" * 80 + "\nsofia <help|jsonstatus|xmlstatus|status|profile>\n"


def sofia_contact(switch: Switch, argument: str) -> str:
    """Where all devices of [profile/]user@domain are reached."""
    found = switch.contacts_of(argument.rpartition("/")[2])
    return ",".join(f"sofia/internal/{contact}" for contact in found) or "error/user_not_registered"


def _registrations(switch: Switch, address: str) -> str:
    """The registrations of user@host; only their number is told apart by anybody."""
    found = [(one, *told) for one, told in switch.registrations.items() if one == address]
    rows = "".join(
        f"Call-ID:    \t{call_id}\nUser:       \t{one}\nContact:    \t{contact}\n\n" for one, call_id, contact in found
    )
    bar = "=" * 97
    return f"\nRegistrations:\n{bar}\n{rows}Total items returned: {len(found)}\n{bar}\n"


def _flush(switch: Switch, which: str, *, reboot: bool) -> str:
    """A call id or user@host ends that registration; FreeSWITCH answers the same whether there was one."""
    gone = [address for address, (call_id, _) in switch.registrations.items() if which in ("", address, call_id)]
    for address in gone:
        call_id, contact = switch.registrations.pop(address)
        user, _, host = address.partition("@")
        headers = [
            ("profile-name", "internal"),
            ("call-id", call_id),
            ("user", user),
            ("username", user),
            ("host", host),
            ("contact", contact),
            ("expires", str(int(time.time()))),
            ("realm", host),
        ]
        source = ("sofia_reg.c", "sofia_reg_del_callback", "726")
        switch.fire("CUSTOM", source, headers, subclass="sofia::expire")
    if not which:
        return "+OK flushing all registrations\n"
    return f"+OK {'rebooting' if reboot else 'flushing'} all registrations matching specified call_id\n"
