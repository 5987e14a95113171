"""An address of a webhook is one that can be sent to as it is written."""

from ipaddress import ip_network

import pytest

from functions.shared.settings import SettingError, WebhookSettings, read
from functions.shared.webhooks.addresses import TargetRefused, reachable, read_target


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://crm.example.com", "crm.example.com", "/"),
        ("https://CRM.example.com./a/b?c=d&e=%20", "crm.example.com", "/a/b?c=d&e=%20"),
        ("https://crm.example.com:8443/", "crm.example.com:8443", "/"),
        ("https://crm.example.com:443/", "crm.example.com", "/"),
        ("https://[2606:4700::1111]:8443/x", "[2606:4700::1111]:8443", "/x"),
        ("http://10.1.2.3:8000/x", "10.1.2.3:8000", "/x"),
    ],
)
def test_an_address_is_taken_apart(url: str, authority: str, path: str) -> None:
    target = read_target(url)

    assert (target.authority, target.path) == (authority, path)


@pytest.mark.parametrize(
    "url",
    [
        "", "crm.example.com", "https://", "https:///x", "https://a b/", "https://a/ü", "https://a/\n", "https://-a/",
        "https://a..b/", "https://u@a/", "https://a/#b", "https://0x7f.1/", "https://127.1/", "https://[fe80::1%25lo]/",
        "https://a:0/", "https://a:99999/", "https://a:25/", "https://a\\@b/", "ws://a/", "https://" + "a" * 2050,
    ],
)  # fmt: skip
def test_what_is_none_is_refused_without_its_path_in_the_text(url: str) -> None:
    with pytest.raises(TargetRefused) as refused:
        read_target(url)

    assert refused.value.reason == "bad_address"
    assert "/" not in refused.value.problem.replace("https://host/path", "")


def test_without_tls_only_to_networks_that_are_allowed() -> None:
    allowed = [ip_network("10.0.0.0/8")]
    inside = read_target("http://crm.internal/")

    assert [str(one) for one in reachable(inside, allowed, lambda _host, _port: ["10.1.2.3"])] == ["10.1.2.3"]
    for addresses in (["8.8.8.8"], ["10.1.2.3", "8.8.8.8"], ["192.168.1.1"], []):
        with pytest.raises(TargetRefused):
            reachable(inside, allowed, lambda _host, _port, found=addresses: found)  # type: ignore[misc]  # the default binds it
    with pytest.raises(TargetRefused) as refused:
        reachable(read_target("http://crm.example.com/"), allowed, lambda _host, _port: ["8.8.8.8"])
    assert refused.value.reason == "needs_https"


def test_an_allowed_target_that_is_no_network_stops_the_start() -> None:
    with pytest.raises(SettingError, match="WEBHOOK_ALLOWED_TARGETS"):
        read(WebhookSettings, {"WEBHOOK_ALLOWED_TARGETS": "10.0.0.0/8, printer.lan"})
