"""Where streams may go: every trick with an address is seen through."""

from collections.abc import Iterable

import pytest

from functions.shared.commands import Meeting, redact
from functions.shared.commands.outputs.streams import StartStream
from functions.shared.outputs.stream_reach import check_reach
from functions.shared.outputs.stream_targets import PRESETS, TargetRefused, check_key, read_target, split_key
from functions.shared.settings import SettingError, StreamSettings, read

PUBLIC = "93.184.215.14"


def reason_of(url: str, *addresses: str, allowed: tuple[str, ...] = (), ports: tuple[range, ...] = ()) -> str:
    """Why the address is refused; empty if it is not."""

    def resolve(host: str, _port: int) -> Iterable[str]:
        if not addresses:
            raise OSError(f"{host} is unknown")
        return addresses

    try:
        check_reach(read_target(url), StreamSettings(allowed_targets=allowed, allowed_ports=ports), resolve)
    except TargetRefused as refusal:
        return refusal.reason
    return ""


@pytest.mark.parametrize("url", [*PRESETS.values(), "rtmp://live.example.com/app", "rtmp://live.example.com:80/a/b"])
def test_a_public_host_is_taken(url: str) -> None:
    assert reason_of(url, PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c") == ""


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/live",
        "file:///etc/passwd",
        "rtmp://user:secret@example.com/live",
        "rtmp://example.com@127.0.0.1/live",
        "rtmp://127.1/live",
        "rtmp://2130706433/live",
        "rtmp://0x7f000001/live",
        "rtmp://0x7f.0.0.1/live",
        "rtmp://0177.0.0.1/live",
        "rtmp://127.0.0.1./live",
        "rtmp://1.2.3/live",
        "rtmp://[::1/live",
        "rtmp://[fe80::1%25eth0]/live",
        "rtmp://[1.2.3.4]/live",
        "rtmp://-a.example.com/live",
        "rtmp://a..example.com/live",
        "rtmp://exämple.com/live",
        "rtmp://example.com:0/live",
        "rtmp://example.com:70000/live",
        "rtmp://example.com/a b",
        "rtmp://example.com/{timeout=1}x",
        "rtmp://example.com/a,vw=1",
        "rtmp://example.com/a$b",
        "rtmp://example.com/a'b",
        "rtmp://example.com/a\nb",
        "{modname=x}rtmp://example.com/live",
        "rtmp://example.com/live?key=1",
        "rtmp://example.com/" + "a" * 2000,
        "",
    ],
)
def test_an_odd_address_is_refused(url: str) -> None:
    with pytest.raises(TargetRefused) as refusal:
        read_target(url)

    assert refusal.value.reason == "bad_address"
    assert len(str(refusal.value)) < 120


SERVICES = [
    ("rtmp://p-ep1.i.akamaientrypoint.net/EntryPoint", "live_1_300@12345", "/EntryPoint/live_1_300@12345"),
    ("rtmp://live.example.com/live", "Zz!^*%@hk", "/live/Zz!^*%@hk"),
    ("rtmp://b.rtmp.youtube.com/live2?backup=1", "abcd-efgh", "/live2?backup=1/abcd-efgh"),
    ("rtmp://b.rtmp.youtube.com/live2?backup=1/abcd-efgh", None, "/live2?backup=1/abcd-efgh"),
    ("rtmp://media.example.com/?id=1234", None, "/?id=1234"),
    (
        "rtmps://live-api-s.facebook.com:443/rtmp/FB-1-0-Ab?s_bl=1&s_psm=1&a=AbC",
        None,
        "/rtmp/FB-1-0-Ab?s_bl=1&s_psm=1&a=AbC",
    ),
    ("rtmp://a.example.com/app/inst", "x?token=s", "/app/inst/x?token=s"),
]


@pytest.mark.parametrize(("url", "key", "sent"), SERVICES)
def test_addresses_and_keys_are_taken_as_services_print_them_and_no_query_is_left_in_sight(
    url: str, key: str | None, sent: str
) -> None:
    address, secret = split_key(url, key)

    assert "?" not in address
    assert secret is not None
    read_target(address)
    check_key(secret)
    command = StartStream(stream="s1", url=address)
    path = command.path(Meeting("internal", stream_keys={"s1": secret}))
    assert path == url.partition("://")[0] + "://" + url.partition("://")[2].partition("/")[0] + sent
    assert (key or "abcd-efgh") not in redact(f"+OK Record file {path} canvas 1")


@pytest.mark.parametrize(
    "character", [" ", ",", "|", "'", "\\", "{", "}", "$", '"', "[", "]", "<", ">", "\n", "é", "\x7f"]
)
def test_what_would_break_freeswitchs_grammar_is_refused_and_shown(character: str) -> None:
    with pytest.raises(TargetRefused, match=f"U\\+{ord(character):04X}"):
        check_key(f"abc{character}def")
    with pytest.raises(TargetRefused, match=f"U\\+{ord(character):04X}") as refused:
        read_target(f"rtmp://example.com/secret{character}path")

    assert "secret" not in refused.value.problem


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]", "[ff02::1]", "localhost", "LOCALHOST", "printer",
        "a.localhost", "db.internal", "nas.local",
        # Cloud hosts, documentation, benchmarks, carriers, relays, reserved and multicast ranges.
        "168.63.129.16", "100.100.100.200", "100.127.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.9", "239.255.255.250", "240.0.0.1", "0.1.2.3",
        "[fec0::1]", "[feff::1]", "[3fff::1]", "[3fff:fff::1]", "[2001:db8::1]", "[2001:2::1]", "[2001::1]",
        "[2001:10::1]", "[2001:20::1]", "[5f00::1]", "[100::1]", "[fd00:ec2::254]", "[fdff::1]", "[ff0e::1]",
        "[4000::1]", "[::ffff:169.254.169.254]", "[::ffff:168.63.129.16]", "[::ffff:0:10.0.0.1]",
        # Addresses in addresses: NAT64 (local, too), 6to4, Teredo, compatible.
        "[64:ff9b::a9fe:a9fe]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::808:808]", "[64:ff9b:1:ffff::808:808]",
        "[2002:a9fe:a9fe::1]", "[2002:808:808::1]", "[2001:0:808:808::f5f5:f5f5]", "[::8.8.8.8]",
    ],
)  # fmt: skip
def test_a_private_host_is_refused(host: str) -> None:
    assert reason_of(f"rtmp://{host}/live", PUBLIC) == "private_target"


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%eth0"])
def test_a_name_that_leads_to_a_private_address_is_refused_even_if_another_is_public(address: str) -> None:
    assert reason_of("rtmp://rebind.example.com/live", PUBLIC, address) == "private_target"


@pytest.mark.parametrize(
    "host", ["[64:ff9b::808:808]", "[::ffff:8.8.8.8]", "[2606:4700::1111]", "100.128.0.1", "172.32.0.1"]
)
def test_what_lies_beside_a_private_range_is_taken(host: str) -> None:
    assert reason_of(f"rtmp://{host}/live", PUBLIC) == ""


@pytest.mark.parametrize(
    "host",
    [
        "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518", "169.16689662", "0xa9.254.169.254",
        "0X7F.1", "00000177.1", "1.", "0x", "127.0.0.0x1", "[::ffff:0x7f.1]", "[0:0:0:0:0:ffff:127.1]", "１２７.0.0.1",
        "127。0。0。1", "①②⑦.0.0.1", "127%2e0.0.1", "[fe80::1%25lo]", "127.0.0.1%00.example.com",
    ],
)  # fmt: skip
def test_no_unusual_way_of_writing_an_address_gets_through(host: str) -> None:
    assert reason_of(f"rtmp://{host}/live", PUBLIC) in {"bad_address", "private_target"}


@pytest.mark.parametrize("port", [22, 25, 53, 111, 1934, 3306, 5432, 6379, 8021, 8080, 9200, 11211, 27017, 65535])
def test_a_stream_cannot_be_made_to_knock_at_other_services(port: int) -> None:
    for host in ("live.example.com", "8.8.8.8", "127.0.0.1"):
        assert reason_of(f"rtmp://{host}:{port}/live", PUBLIC, allowed=("127.0.0.0/8",)) == "port_refused"
    assert reason_of(f"rtmp://live.example.com:{port}/live", PUBLIC, ports=(range(port, port + 1),)) == ""


@pytest.mark.parametrize("text", ["x", "0", "65536", "20-10", "1-2-3", "-1"])
def test_a_port_that_is_none_stops_the_start(text: str) -> None:
    with pytest.raises(SettingError, match="STREAM_ALLOWED_PORTS"):
        read(StreamSettings, {"STREAM_ALLOWED_PORTS": f"1936,{text}"})


def test_ports_are_read_as_numbers_and_ranges() -> None:
    settings = read(StreamSettings, {"STREAM_ALLOWED_PORTS": "1936, 20000-20001"})

    assert [port for ports in settings.allowed_ports for port in ports] == [1936, 20000, 20001]


def test_a_name_without_address_is_told_apart() -> None:
    assert reason_of("rtmp://nobody.example.com/live") == "host_unknown"


@pytest.mark.parametrize(
    ("host", "allowed"), [("127.0.0.1", "127.0.0.0/8"), ("10.1.2.3", "10.1.2.3"), ("rtmp.lan", "RTMP.lan")]
)
def test_settings_may_allow_a_private_host(host: str, allowed: str) -> None:
    assert reason_of(f"rtmp://{host}/live", allowed=("192.168.0.0/16", allowed)) == ""
    assert reason_of(f"rtmp://{host}/live", "10.9.9.9") == "private_target"


@pytest.mark.parametrize(
    ("url", "key", "split"),
    [
        ("rtmp://a.example/live/abcd-1234", None, ("rtmp://a.example/live", "abcd-1234")),
        ("rtmp://a.example/rtmp/FB-1?s_bl=1", None, ("rtmp://a.example/rtmp", "FB-1?s_bl=1")),
        ("rtmp://a.example/abcd-1234", None, ("rtmp://a.example/", "abcd-1234")),
        ("rtmp://a.example/abcd?token=1", None, ("rtmp://a.example/", "abcd?token=1")),
        ("rtmp://a.example/live/", None, ("rtmp://a.example/", "live/")),
        ("rtmp://a.example/live", "key", ("rtmp://a.example/live", "key")),
        ("rtmp://a.example", None, ("rtmp://a.example", None)),
        ("rtmp://a.example/", None, ("rtmp://a.example/", None)),
        ("rtmp://a.example/live/room", "key", ("rtmp://a.example/live/room", "key")),
        ("http://a.example/live/abcd", None, ("http://a.example/live/abcd", None)),
    ],
)
def test_a_key_that_was_pasted_into_the_address_is_taken_out(
    url: str, key: str | None, split: tuple[str, str | None]
) -> None:
    assert split_key(url, key) == split


@pytest.mark.parametrize("key", ["", "a b", "a{b", "a,b", "a'b", "a\nb", "k" * 501])
def test_a_key_that_freeswitch_would_misread_is_refused(key: str) -> None:
    with pytest.raises(TargetRefused, match="character"):
        check_key(key)
