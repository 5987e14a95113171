"""How tests ask the look-ups: as FreeSWITCH does, through the app."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element, fromstring

from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from functions.shared.tables.provisioned.users import forget_domains
from infra.provision import changes_of, load
from infra.provisioning.applying import apply
from infra.provisioning.source import Source
from tests.nodes import NEW_PASSWORD, NODE, serve
from tests.permissions import As

CREDENTIALS = (NODE, NEW_PASSWORD)
DEMO = Path(__file__).parents[2] / "infra" / "demo.yaml"
FUNCTIONS = {
    "/directory": "DirectoryFunction",
    "/dialplan": "DialplanFunction",
    "/configuration": "ConfigurationFunction",
    "/pin-check": "PinCheckFunction",
}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def provision(text: str | None = None) -> None:
    """Put a provisioning file into the tables; without one, the demo. The node that asks serves its domains."""
    source = Source("test.yaml", f"allow_weak_passwords: true\n{text}") if text is not None else Source.read(DEMO)
    apply(changes_of(source, prune=False))
    # What was read on the way is not what a look-up remembers.
    forget_domains()
    entries = load(source)
    serve("example.com", *(domain.name for domain in entries.domains), *(room.domain for room in entries.rooms))


def ask(app: Starlette, path: str, fields: Mapping[str, str] | None = None, **options: Any) -> Response:
    """Post a form with the right credentials, unless the options say otherwise."""
    options = {"auth": CREDENTIALS, "headers": FORM, "content": urlencode(fields or {}), **options}
    acting = As(app, FUNCTIONS[path]) if path in FUNCTIONS else app
    return TestClient(acting).post(path, **options)


def document(answer: Response) -> Element:
    """Parse an answer that must be XML."""
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    return fromstring(answer.text)


def declines(answer: Response) -> bool:
    """Tell whether FreeSWITCH is sent on to its static configuration."""
    result = document(answer).find("section[@name='result']/result")
    return result is not None and result.get("status") == "not found"
