"""A node in answers: what FreeSWITCH 1.10.12 says with our configuration, and how to plant a fault in it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from freeswitch.relay.doctor import diagnose
from freeswitch.relay.doctor.examined import Host, Node, examine
from freeswitch.relay.doctor.findings import Finding
from tests.freeswitch.conf.tree import CONF, NODE, Reader, configuration

NOW = 1_795_432_041.0
ENVIRON = NODE | {"ESL_PASSWORD": "0123456789abcdef0123456789abcdef"}
SEEN = Host(
    now=NOW,
    esl_password=ENVIRON["ESL_PASSWORD"],
    esl_listeners=frozenset({"127.0.0.1"}),
    free_share=0.5,
    stills_file_system="tmpfs",
    speech="1.51",
    functions_ahead=0.2,
    ahead_of_tables=1.9,
)
# What lists of FreeSWITCH's own let through, by how the address begins.
OPEN_LISTS = {"any_v4.auto": ("",), "rfc1918.auto": ("10.", "172.16.", "192.168."), "loopback.auto": ("127.",)}
MODULES = [load.attrib["module"] for load in configuration("modules.conf").iter("load")]
CODECS = ("G.711 alaw", "G.711 ulaw", "H264 Video", "OPUS (STANDARD)", "VP8 Video")
FORMATS = ("mkv", "mp4", "rtmp", "rtmps", "wav")


def gateways(**states: str) -> str:
    """What `sofia xmlstatus gateway` answers; each is said as "STATE STATUS"."""
    listed = "".join(
        f"  <gateway>\n    <name>example.com-{name}</name>\n    <state>{said.split()[0]}</state>\n"
        f"    <status>{said.split()[1]}</status>\n  </gateway>\n"
        for name, said in states.items()
    )
    return f"<gateways>\n{listed}</gateways>\n"


@dataclass
class Canned:
    """Answers by command; change them to plant a fault."""

    text: str = field(default_factory=lambda: Reader(ENVIRON).read(CONF / "freeswitch.xml"))
    answers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.answers = {
            "version": "FreeSWITCH Version 1.10.12-release+git~20240802T210227Z~a88d069d6f~64bit (git a88d069)\n",
            "hostname": "node.example",
            "global_getvar": (
                "domain=example.com\nbrowser_media_timeout=40000\nmedia_timeout_audio=1800000\n"
                "fonts_dir=/usr/share/freeswitch/fonts\n"
            ),
            "show modules": table("type,name,ikey,filename", [f"api,x,{name},/mod/{name}.so" for name in MODULES]),
            "show api": table(
                "name,description,syntax,ikey", ["acl,Compare an ip, or a list,<ip> <list>,mod_commands"]
            ),
            "show application": table("name,description,syntax,ikey", ["answer,Answer the call,,mod_dptools"]),
            "show codec": table("type,name,ikey", [f"codec,{name},mod_av" for name in CODECS]),
            "show file": table("type,name,ikey", [f"file,{name},mod_av" for name in FORMATS]),
            "eval ${hostname()}": "<API execute Permission Denied>",
            "file_exists /usr/share/freeswitch/fonts/FreeSans.ttf": "true",
            "strepoch": f"{NOW:.0f}",
            "sofia xmlstatus gateway": gateways(),
        }

    def change(self, old: str, new: str) -> None:
        assert old in self.text
        self.text = self.text.replace(old, new)

    def set(self, profile: str, name: str, value: str | None) -> None:
        """Give a parameter of a SIP profile another value, or take it away."""
        tree = ET.fromstring(self.text)
        settings = tree.find(f".//configuration[@name='sofia.conf']/profiles/profile[@name='{profile}']/settings")
        assert settings is not None
        for param in settings.findall(f"param[@name='{name}']"):
            settings.remove(param)
        if value is not None:
            ET.SubElement(settings, "param", name=name, value=value)
        self.text = ET.tostring(tree, encoding="unicode")

    def __call__(self, command: str) -> str:
        if command.startswith("acl "):
            _, address, name = command.split()
            return "true" if address.startswith(OPEN_LISTS.get(name, ("nowhere",))) else "false"
        return self.text if command == "xml_locate root" else self.answers[command]


def table(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows, "", f"{len(rows)} total.", ""])


def findings(plant: Callable[[Canned], None] = lambda _: None, **seen: object) -> list[Finding]:
    """What the doctor says of our configuration with something changed."""
    canned = Canned()
    plant(canned)
    node: Node = examine(canned)
    return diagnose(node, replace(SEEN, **seen))  # type: ignore[arg-type]  # a test's shorthand


def complaints(plant: Callable[[Canned], None] = lambda _: None, **seen: object) -> list[str]:
    """Status and subject of all that is not in order."""
    found = findings(plant, **seen)
    assert all(finding.mend for finding in found if finding.status != "ok"), "each says how to mend it"
    return [f"{finding.status} {finding.subject}" for finding in found if finding.status != "ok"]
