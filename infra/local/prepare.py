"""Tables, queues, the demo's data and a token for its operator, as a program that ends; tells them as JSON.

A process of its own, so that what it imports is read while the embedded AWS is still starting.
"""

import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from functions.shared.settings import ApiSettings, LocalStackSettings, SettingError, read
from infra import provision, token
from infra.local.aws.resources import create_resources
from infra.local.credentials import STACK_NAME
from infra.local.ports import wait_for_http
from infra.local.prepared import Prepared
from infra.local.template import Template

START_SECONDS = 30.0
DEMO = Path(__file__).parents[1] / "demo.yaml"


def prepared(settings: LocalStackSettings, endpoint: str) -> Prepared:
    """Make everything that the other parts need; a file that is refused, or tables that do not answer, end it."""
    template = Template(name=STACK_NAME, region=settings.region, parameters={"NodeNames": settings.node})
    wait_for_http(urlsplit(endpoint).port or 80, "/", START_SECONDS)
    queues = create_resources(template, region=settings.region, endpoint=endpoint)
    with redirect_stdout(StringIO()) as told:
        status = provision.main([str(DEMO), "--yes"])
    if status != 0:
        sys.exit(f"the demo was not provisioned:\n{told.getvalue()}")
    # For the demo's operator: everything in the demo's domain, for a day.
    return Prepared(queues, token.mint(read(ApiSettings), domain="example.com", seconds=24 * 3600))


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
