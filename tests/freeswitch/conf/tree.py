"""Reads freeswitch/conf the way FreeSWITCH does: variables, includes, then XML."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[3]
CONF = ROOT / "freeswitch/conf"
NODE = {
    "SIP_DOMAIN": "example.com",
    "XML_CURL_URL": "https://functions.example",
    "XML_CURL_PASSWORD": "lookups",
    "ESL_PASSWORD": "0123456789abcdef",
}

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_COMMAND = re.compile(r'<X-PRE-PROCESS cmd="([a-z-]+)" data="([^"]*)"/>')


class Reader:
    """The pre-processor's four commands that we use, and `$${name}`."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        # what FreeSWITCH sets by itself before it reads the configuration
        self.variables = {"local_ip_v4": "192.0.2.2", "certs_dir": "/certs", "recordings_dir": "/recordings"}

    def read(self, file: Path) -> str:
        lines = _COMMENT.sub("", file.read_text(encoding="utf-8")).splitlines()
        return "\n".join(self._line(line, file.parent) for line in lines)

    def _line(self, line: str, folder: Path) -> str:
        line = re.sub(r"\$\$\{([^}]*)\}", lambda found: self.variables.get(found[1], ""), line)
        if "<include>" in line or "</include>" in line or "<?" in line:
            return ""
        command = _COMMAND.search(line)
        if not command:
            return line
        verb, data = command[1], command[2]
        if verb == "include":
            wanted = folder / data
            return "\n".join(self.read(found) for found in sorted(wanted.parent.resolve().glob(wanted.name)))
        name, _, value = data.partition("=")
        if verb == "set":
            self.variables[name] = value
        elif verb == "env-set" and value[1:] in self.environ:
            self.variables[name] = self.environ[value[1:]]
        return ""


def document(**environ: str) -> ET.Element:
    """The whole tree of a node whose environment has `environ` on top of the mandatory variables."""
    return ET.fromstring(Reader({**NODE, **environ}).read(CONF / "freeswitch.xml"))


def configuration(name: str, **environ: str) -> ET.Element:
    found = document(**environ).find(f"section[@name='configuration']/configuration[@name='{name}']")
    assert found is not None, f"no {name}"
    return found


def params(parent: ET.Element) -> dict[str, str]:
    """The `param` elements below `parent`, at any depth."""
    return {param.attrib["name"]: param.attrib["value"] for param in parent.iter("param")}


def profile(name: str, **environ: str) -> ET.Element:
    found = configuration("sofia.conf", **environ).find(f"profiles/profile[@name='{name}']")
    assert found is not None, f"no profile {name}"
    return found
