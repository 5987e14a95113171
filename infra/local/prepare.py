"""Tables, queues, the demo's data and a token for its operator, as a program that ends; tells them as JSON.

A process of its own, so that what it imports is read while the embedded AWS is still starting.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import msgspec
import yaml

from functions.shared.nodes import passwords as node_passwords
from functions.shared.settings import ApiSettings, LocalStackSettings, SettingError, read
from infra import provision, token
from infra.local.aws.resources import create_resources
from infra.local.credentials import STACK_NAME
from infra.local.ports import wait_for_http
from infra.local.prepared import Prepared
from infra.local.template import Template
from infra.provisioning.source import Source

START_SECONDS = 30.0
DEMO = Path(__file__).parents[1] / "demo.yaml"


def prepared(settings: LocalStackSettings, endpoint: str) -> Prepared:
    """Make everything that the other parts need; a file that is refused, or tables that do not answer, end it."""
    template = Template(name=STACK_NAME, region=settings.region, parameters={"NodeNames": settings.node})
    wait_for_http(urlsplit(endpoint).port or 80, "/", START_SECONDS)
    queues = create_resources(template, region=settings.region, endpoint=endpoint)
    provision_demo(settings)
    # For the demo's operator: everything in the demo's domain, for a day.
    return Prepared(queues, token.mint(read(ApiSettings), domain="example.com", seconds=24 * 3600))


def provision_demo(settings: LocalStackSettings) -> None:
    """Apply the demo's file, and this node beside it with the password that this run has made for it."""
    credentials = [node_passwords.hashed(password) for password in settings.xml_curl_passwords]
    demo = Source.read(DEMO)
    nodes = {"nodes": [{"name": settings.node, "domains": _domains(demo), "credentials": credentials}]}
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as told:
        file = Path(folder, "demo.yaml")
        file.write_text(f"{DEMO.read_text(encoding='utf-8')}\n{yaml.safe_dump(nodes)}", encoding="utf-8")
        status = provision.main([str(file), "--yes"])
    if status != 0:
        sys.exit(f"the demo was not provisioned:\n{told.getvalue()}")


def _domains(demo: Source) -> list[str]:
    return [domain.name for domain in provision.load(demo).domains]


def main() -> int:
    try:
        told = prepared(read(LocalStackSettings), sys.argv[1])
    except (SettingError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
