"""SIP over TLS and WSS: the node's certificate is shown, and nothing older than TLS 1.2 is spoken."""

import socket
import ssl
import warnings

import pytest

from tests.live.switch import HOST, Switch


def shake_hands(port: int, context: ssl.SSLContext) -> tuple[str | None, bytes | None]:
    """The protocol that both agreed on and the certificate; an SSLError if they did not agree."""
    with socket.create_connection((HOST, port), timeout=10) as plain, context.wrap_socket(plain) as secured:
        return secured.version(), secured.getpeercert(binary_form=True)


def trusting_anybody() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


@pytest.mark.parametrize("port", ["sip_tls", "wss"])
def test_the_certificate_of_the_node_is_shown(switch: Switch, port: str) -> None:
    version, shown = shake_hands(switch.ports[port], trusting_anybody())

    made = (switch.folder / "state/tls/wss.pem").read_text(encoding="ascii").split("-----END CERTIFICATE-----")[0]
    assert shown == ssl.PEM_cert_to_DER_cert(made + "-----END CERTIFICATE-----\n")
    assert version in {"TLSv1.2", "TLSv1.3"}


def test_sip_over_tls_speaks_nothing_old(switch: Switch) -> None:
    context = trusting_anybody()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what is tested
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")

    with pytest.raises((ssl.SSLError, ConnectionError)):
        shake_hands(switch.ports["sip_tls"], context)


def test_plain_web_sockets_are_on_loopback_only(switch: Switch) -> None:
    assert switch.websocket.startswith("ws://127.0.0.1:")
    assert f"<ws-bind-url>sip:mod_sofia@{HOST}:" in switch.api("sofia xmlstatus profile internal")
