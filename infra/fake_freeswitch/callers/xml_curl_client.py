"""How mod_xml_curl asks the functions, and what it makes of an answer."""

import base64
import http.client
import logging
import re
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from infra.fake_freeswitch.state.event import url_encode
from infra.fake_freeswitch.state.switch import Switch

TIMEOUT_SECONDS = 5.0
PATHS = {"directory": "/directory", "dialplan": "/dialplan", "configuration": "/configuration"}
_GLOBAL = re.compile(r"\$\$\{([^}]*)\}")
log = logging.getLogger(__name__)


class XmlCurl:
    def __init__(self, switch: Switch, url: str, user: str, password: str) -> None:
        self._switch = switch
        self._address = urlsplit(url)
        token = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {
            "User-Agent": "freeswitch-xml/1.0",
            "Accept": "*/*",
            "Authorization": f"Basic {token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def ask(
        self,
        section: str,
        lookup: tuple[str, str, str],
        source: tuple[str, str, str],
        fields: Iterable[tuple[str, str]],
        event: str = "REQUEST_PARAMS",
    ) -> Element | None:
        """Ask for a document; None means that FreeSWITCH would fall back to its own static XML."""
        base = zip(("tag_name", "key_name", "key_value"), lookup, strict=True)
        with self._switch.lock:
            headers = self._switch.new_event(event, source, fields).headers
        # The first five go out as they are; of the rest only the values are encoded.
        parts = [
            f"hostname={self._switch.hostname}",
            f"section={section}",
            *(f"{name}={value}" for name, value in base),
        ]
        parts += [f"{name}={url_encode(value)}" for name, value in headers]
        answer = self.post(PATHS[section], "&".join(parts))
        return None if answer is None else self._section(answer, section)

    def post(self, path: str, body: str) -> str | None:
        """Send a form on a connection of its own; anything but 200 with a body is no answer."""
        connection = http.client.HTTPConnection(self._address.netloc, timeout=TIMEOUT_SECONDS)
        try:
            connection.request("POST", self._address.path.rstrip("/") + path, body.encode(), self._headers)
            response = connection.getresponse()
            text = response.read(1_048_577).decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            log.warning("asking %s failed: %s", path, error)
            return None
        finally:
            connection.close()
        if response.status != 200 or not text or len(text) > 1_048_576:
            log.warning("received HTTP %d with %d characters from %s", response.status, len(text), path)
            return None
        return text

    def _section(self, text: str, section: str) -> Element | None:
        kept = [line for line in text.splitlines(keepends=True) if "<?" not in line]
        text = _GLOBAL.sub(lambda match: self._switch.globals.get(match[1], ""), "".join(kept))
        try:
            root = ET.fromstring(text)  # noqa: S314  # the functions of this repository wrote it
        except ET.ParseError as error:
            log.warning("the answer for %s is no XML: %s", section, error)
            return None
        return next((found for found in root.findall("section") if found.get("name", "").lower() == section), None)
