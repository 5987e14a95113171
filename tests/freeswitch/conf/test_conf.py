"""The shipped configuration is complete, closed and relocatable."""

import re
from ipaddress import ip_address, ip_network
from xml.etree.ElementTree import Element

import pytest

from tests.freeswitch.conf.tree import CONF, NODE, Reader, configuration, document, params, profile

FILES = sorted(CONF.rglob("*.xml"))


def test_the_directory_on_disk_knows_nobody() -> None:
    directory = document().find("section[@name='directory']")

    assert directory is not None
    assert list(directory) == []


def test_the_dialplan_on_disk_refuses_every_call_whatever_its_context() -> None:
    contexts = document().findall("section[@name='dialplan']/context")

    assert [context.attrib["name"] for context in contexts] == ["global"]
    assert [action.attrib for action in contexts[0].iter("action")] == [
        {"application": "respond", "data": "503 Service Unavailable"}
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CONF)))
def test_no_file_names_a_place_on_the_disk(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]

    # the authorities of the system are the one exception, and an environment variable replaces them
    assert not re.findall(r'"(?!/etc/ssl/certs/)/[a-z][^"]*"', text)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(CONF)))
def test_no_file_holds_a_password(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]

    assert "ClueCon" not in text
    assert all(value.startswith("$${") for value in re.findall(r'name="[a-z-]*password" value="([^"]*)"', text))


def test_only_what_conferencing_needs_is_loaded_and_the_sip_ports_open_last() -> None:
    modules = [load.attrib["module"] for load in configuration("modules.conf").iter("load")]

    assert modules[-2:] == ["mod_xml_curl", "mod_sofia"]
    assert not {"mod_shell_stream", "mod_system", "mod_curl", "mod_python3", "mod_v8", "mod_verto", "mod_xml_rpc"} & {
        *modules
    }
    assert len(modules) == len(set(modules))


def test_the_three_switches_against_command_execution_are_on_before_any_module() -> None:
    lines = (CONF / "vars.xml").read_text(encoding="utf-8")

    assert 'data="disable_system_api_commands=true"' in lines
    assert 'data="disable_system_app_commands=true"' in lines
    assert params(configuration("switch.conf"))["api-expansion"] == "false"


@pytest.mark.parametrize("section", ["directory", "dialplan", "configuration"])
def test_a_lookup_is_posted_with_a_password_a_time_out_and_checked_certificates(section: str) -> None:
    (binding,) = [found for found in configuration("xml_curl.conf").iter("binding") if found.attrib["name"] == section]

    url = binding.find("param[@name='gateway-url']")
    assert url is not None
    assert url.attrib["value"] == f"https://functions.example/{section}"
    assert url.attrib["bindings"] == section
    assert params(binding) | {"gateway-url": ""} == {
        "gateway-url": "",
        "gateway-credentials": "fs1:lookups",
        "method": "POST",
        "timeout": "2",
        "enable-cacert-check": "true",
        "enable-ssl-verifyhost": "true",
        "ssl-cacert-file": "/etc/ssl/certs/ca-certificates.crt",
        "response-max-bytes": "262144",
    }


def test_a_second_address_is_asked_after_the_first_for_each_section() -> None:
    bindings = configuration("xml_curl.conf", LOOKUPS="two", XML_CURL_URL_2="https://second.example")

    urls = [param.attrib["value"] for param in bindings.iter("param") if param.attrib["name"] == "gateway-url"]
    assert urls == [
        f"https://{host}.example/{section}"
        for section in ("directory", "dialplan", "configuration")
        for host in ("functions", "second")
    ]


def test_both_files_of_lookups_ask_the_first_address_in_the_same_way() -> None:
    one, two = configuration("xml_curl.conf"), configuration("xml_curl.conf", LOOKUPS="two", XML_CURL_URL_2="x")

    first = [params(binding) for binding in two.iter("binding") if not binding.attrib["name"].endswith(" again")]
    assert [params(binding) for binding in one.iter("binding")] == first


def test_users_prove_who_they_are_in_the_domain_of_the_node() -> None:
    settings = params(profile("internal", SIP_DOMAIN="calls.example"))

    assert settings["auth-calls"] == "true"
    assert settings["accept-blind-reg"] == settings["accept-blind-auth"] == "false"
    assert settings["log-auth-failures"] == "true"
    assert settings["inbound-reg-force-matching-username"] == "true"
    realm = ("challenge-realm", "force-register-domain", "force-register-db-domain", "force-subscription-domain")
    assert {settings[name] for name in realm} == {"calls.example"}


def test_the_trunk_takes_calls_from_listed_networks_only_and_into_its_own_context() -> None:
    settings = params(profile("external"))

    assert settings["context"] == "trunk"
    assert settings["apply-inbound-acl"] == "trunk"
    assert settings["auth-calls"] == "false"
    assert settings["disable-register"] == "true"


def test_nodes_take_calls_from_each_other_only_where_that_is_set_and_into_their_own_context() -> None:
    names = [one.get("name") for one in configuration("sofia.conf").findall("profiles/profile")]
    settings = params(profile("nodes", NODES_PROFILE="on", NODES_NETWORKS="10.0.0.0/28", NODES_PORT="5999"))

    assert "nodes" not in names
    assert (settings["context"], settings["apply-inbound-acl"], settings["sip-port"]) == ("nodes", "nodes", "5999")
    assert settings["auth-calls"] == settings["accept-blind-reg"] == "false"
    assert settings["disable-register"] == settings["disable-transfer"] == "true"
    (listed,) = configuration("acl.conf", NODES_NETWORKS="10.0.0.0/28").findall("network-lists/list[@name='nodes']")
    assert [(one.get("type"), one.get("cidr")) for one in listed] == [("allow", "10.0.0.0/28")]
    assert listed.get("default") == "deny"


def network_list(name: str) -> Element:
    (found,) = configuration("acl.conf").findall(f"network-lists/list[@name='{name}']")
    return found


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("203.0.113.9", True),
        ("10.1.2.3", False),
        ("192.168.0.1", False),
        ("172.31.255.1", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fd00::1", False),
    ],
)
def test_no_browser_has_its_media_sent_into_an_inner_network(address: str, allowed: bool) -> None:
    assert params(profile("internal"))["apply-candidate-acl"] == "candidates"
    candidates = network_list("candidates")
    denied = [ip_network(one) for node in candidates for one in node.attrib["cidr"].split(",")]

    assert candidates.get("default") == "allow"
    assert {node.get("type") for node in candidates} == {"deny"}
    assert any(ip_address(address) in network for network in denied) is not allowed


def test_without_trunk_networks_the_trunk_takes_no_call() -> None:
    acl = network_list("trunk")

    assert acl.attrib == {"name": "trunk", "default": "deny"}
    # an address of a documentation network: no packet can come from it
    assert [node.attrib["cidr"] for node in acl] == ["192.0.2.0/32"]


def test_the_event_socket_listens_on_loopback_and_no_variable_changes_that() -> None:
    settings = params(configuration("event_socket.conf", LISTEN_IP="198.51.100.1", ESL_PORT="9021"))

    assert settings["listen-ip"] == "127.0.0.1"
    assert settings["apply-inbound-acl"] == "loopback.auto"
    assert settings["listen-port"] == "9021"
    assert settings["password"] == "0123456789abcdef"


def test_behind_nat_both_profiles_tell_the_outer_address_for_sip_and_sound() -> None:
    for name in ("internal", "external"):
        settings = params(profile(name, LISTEN_IP="10.0.0.5", EXTERNAL_IP="198.51.100.1"))

        assert (settings["sip-ip"], settings["rtp-ip"]) == ("10.0.0.5", "10.0.0.5")
        assert (settings["ext-sip-ip"], settings["ext-rtp-ip"]) == ("198.51.100.1", "198.51.100.1")


def test_a_browser_and_a_telephone_find_a_codec() -> None:
    codecs = params(profile("internal"))["inbound-codec-prefs"]

    assert codecs.split(",") == ["OPUS", "PCMU", "PCMA", "VP8", "H264"]


def test_a_node_hears_all_its_telephones_when_they_register_at_once() -> None:
    settings = params(profile("internal"))

    # 1000 is what FreeSWITCH takes of itself, 0 no limit.
    assert int(settings["max-recv-requests-per-second"]) > 1000
    assert settings["inbound-reg-in-new-thread"] == "true"


def test_a_browser_that_vanished_is_gone_within_a_minute_and_a_silent_telephone_stays_longer() -> None:
    reader = Reader(NODE)
    reader.read(CONF / "vars.xml")

    assert 5_000 <= int(reader.variables["browser_media_timeout"]) < 60_000
    assert int(reader.variables["media_timeout_audio"]) >= 600_000


def test_what_both_ends_of_a_call_report_of_lost_packets_is_told() -> None:
    reader = Reader(NODE)
    reader.read(CONF / "vars.xml")
    settings = params(profile("internal"))

    # As a global variable: a channel that has none of its own finds it.
    assert reader.variables["fire_rtcp_events"] == "true"
    assert {int(settings[f"rtcp-{media}-interval-msec"]) for media in ("audio", "video")} == {5000}
