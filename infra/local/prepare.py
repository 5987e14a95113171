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
from functions.shared.tables.base import TablesUnavailable
from functions.shared.tables.fleet.leases import release_lease
from functions.shared.tables.nodes import all_nodes
from functions.shared.tables.provisioned.identities import all_identities
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
    template = Template(name=STACK_NAME, region=settings.region, nodes=[settings.node])
    wait_for_http(urlsplit(endpoint).port or 80, "/", START_SECONDS)
    queues = create_resources(template, region=settings.region, endpoint=endpoint)
    _end_leases()
    provision_demo(settings)
    # For the demo's operator: everything in the demo's domain, for a day.
    return Prepared(queues, token.mint(read(ApiSettings), domain="example.com", seconds=24 * 3600))


def _end_leases() -> None:
    """Whoever served a node in an earlier run is gone, also where it was killed: the tables are one run's."""
    for node in all_nodes():
        if node.lease_owner:
            release_lease(node.name, owner=node.lease_owner)


def provision_demo(settings: LocalStackSettings) -> None:
    """Apply the demo's file where it never was, and this node with the password that this run has for it.

    The node comes last: where there is one, the demo is there, with whatever was changed in it since.
    """
    demo = Source.read(DEMO)
    credentials = tuple(node_passwords.hashed(password) for password in settings.xml_curl_passwords)
    nodes = {node.name: node for node in all_identities()}
    if not nodes:
        _apply(DEMO.read_text(encoding="utf-8"))
    here = nodes.get(settings.node)
    if here is None or set(here.credentials) != set(credentials):
        domains = list(here.domains) if here else _domains(demo)
        node = {"name": settings.node, "domains": domains, "credentials": list(credentials)}
        _apply(yaml.safe_dump({"nodes": [node]}))


def _apply(text: str) -> None:
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as told:
        file = Path(folder, "demo.yaml")
        file.write_text(text, encoding="utf-8")
        status = provision.main([str(file), "--yes"])
    if status != 0:
        sys.exit(f"the demo was not provisioned:\n{told.getvalue()}")


def _domains(demo: Source) -> list[str]:
    return [domain.name for domain in provision.load(demo).domains]


def main() -> int:
    try:
        told = prepared(read(LocalStackSettings), sys.argv[1])
    except (SettingError, TablesUnavailable, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
