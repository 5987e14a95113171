"""The stand-in's gateways: their states, and the events that tell of a change."""

from infra.fake_freeswitch.state.switch import Switch


def set_gateway(switch: Switch, name: str, state: str, status: str, *said: str) -> None:
    """A gateway comes, or is in another state by now; `said` is the carrier's status and phrase."""
    with switch.lock:
        if name not in switch.gateways:
            headers = [("Gateway", name), ("profile-name", "external")]
            switch.fire("CUSTOM", ("sofia_reg.c", "sofia_reg_add_gateway", "3717"), headers, "sofia::gateway_add")
        switch.gateways[name] = state, status
        headers = [("Gateway", name), ("State", state), ("Ping-Status", status)]
        if said:
            headers += [("Phrase", " ".join(said[1:])), ("Status", said[0])]
        source = ("sofia_reg.c", "sofia_reg_fire_custom_gateway_state_event", "171")
        switch.fire("CUSTOM", source, headers, "sofia::gateway_state")


def remove_gateway(switch: Switch, name: str) -> None:
    with switch.lock:
        del switch.gateways[name]
        headers = [("profile-name", "external"), ("Gateway", name)]
        switch.fire("CUSTOM", ("sofia_reg.c", "sofia_reg_check_gateway", "347"), headers, "sofia::gateway_delete")


def listed(switch: Switch) -> str:
    """What `sofia xmlstatus gateway` answers, as far as anybody reads it."""
    written = "".join(
        f"  <gateway>\n    <name>{name}</name>\n    <profile>external</profile>\n    <realm>a&b<c</realm>\n"
        f"    <state>{state}</state>\n    <status>{status}</status>\n  </gateway>\n"
        for name, (state, status) in switch.gateways.items()
    )
    return f'<?xml version="1.0" encoding="ISO-8859-1"?>\n<gateways>\n{written}</gateways>\n'
