"""One FreeSWITCH with the node's own configuration, of which only the way to the directory changes."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from bench.registrations.telephones import DOMAIN, PASSWORD
from tests.live.processes import ROOT, wait_until
from tests.live.stack import LOOKUP_PASSWORD
from tests.live.switch import Switch

BINDING = re.compile(r'  <binding name="directory">.*?</binding>\n', re.DOTALL)
URL = "$${functions_url}/directory"
DIRECTORY = re.compile(r'(<section name="directory"[^>]*>).*?(</section>)', re.DOTALL)


class Node:
    """A switch; `asks` and `knows` say where it finds its users."""

    def __init__(self, binary: str, folder: Path, functions_url: str, authority: Path) -> None:
        self._conf = folder / "conf"
        shutil.copytree(ROOT / "freeswitch/conf", self._conf)
        self._binding, self._file = self._conf / "lookups/one.xml", self._conf / "freeswitch.xml"
        self._as_it_was = {path: path.read_text() for path in (self._binding, self._file)}
        environ = {"CONF_DIR": str(self._conf), "XML_CURL_CA_FILE": str(authority), "LOG_LEVEL": "warning"}
        self.switch = Switch(binary, folder, functions_url, LOOKUP_PASSWORD, **environ)

    @property
    def pid(self) -> int:
        assert self.switch.program
        return self.switch.program.process.pid

    def asks(self, url: str) -> None:
        """Have it ask `url` for its users from now on; everything else it asks as before."""
        binding = self._as_it_was[self._binding].replace(URL, url)
        self._with({self._binding: binding, self._file: self._as_it_was[self._file]})

    def knows(self, users: Sequence[str]) -> None:
        """Have it ask nobody for users: they stand in its own configuration."""
        written = "".join(
            f"<user id={quoteattr(user)}><params><param name='password' value={quoteattr(PASSWORD)}/></params></user>"
            for user in users
        )
        domain = rf"\1<domain name='{DOMAIN}'><users>{written}</users></domain>\2"
        binding = BINDING.sub("", self._as_it_was[self._binding], count=1)
        self._with({self._binding: binding, self._file: DIRECTORY.sub(domain, self._as_it_was[self._file])})

    def _with(self, files: dict[Path, str]) -> None:
        for path, text in files.items():
            path.write_text(text)
        assert "+OK" in self.switch.api("reloadxml")
        assert "+OK" in self.switch.api("reload mod_xml_curl")
        self.switch.api("xml_flush_cache")

    def counts(self, registered: int) -> None:
        """Wait until the switch itself counts so many registrations.

        Raises:
            TimeoutError: it counts others.
        """
        wait_until(lambda: self._registered() == registered, f"the switch counts {registered}", within=20)

    def _registered(self) -> int:
        found = re.match(r"\s*(\d+) total", self.switch.api("show registrations count"))
        assert found
        return int(found[1])
