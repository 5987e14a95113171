"""`python -m freeswitch.edge` answers FreeSWITCH on loopback until TERM."""

import re
import signal
import ssl
import sys

import uvicorn

from freeswitch.edge.app import edge_app
from freeswitch.edge.at_once import answering_at_once
from freeswitch.edge.lookups import Lookups
from freeswitch.edge.regions import Regions
from freeswitch.relay.telemetry.logs import logger, start_logging
from freeswitch.relay.telemetry.metrics import Metrics
from functions.shared.settings import EdgeSettings, SettingError, read
from functions.shared.version import VERSION

HOST = "127.0.0.1"
SERVICE = "edge"
# A look-up holds a digest: in the clear it stays on this host.
URL = re.compile(r"(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost|\[::1\]))(:[0-9]{1,5})?(/[A-Za-z0-9._-]+)*/?")
MOST_AT_ONCE = 512
STOP_SECONDS = 3


def main() -> int:
    try:
        settings = read(EdgeSettings)
        addresses, trust = addresses_of(settings), trust_of(settings)
    except SettingError as problem:
        print(problem, file=sys.stderr)  # noqa: T201  # there is no log yet
        return 2
    start_logging(settings.node, [], settings.log_level, service=SERVICE)
    metrics = Metrics(settings.node, write_line, SERVICE)
    regions = Regions(addresses, trust, metrics)
    lookups = Lookups(regions, metrics, settings.outage_seconds)
    app = edge_app(lookups, regions, metrics)
    for number in (signal.SIGTERM, signal.SIGINT):
        # uvicorn ends at a signal, and raises it again when it has ended.
        signal.signal(number, lambda *_: None)
    logger.info("started", extra={"port": settings.port, "regions": len(addresses), "version": VERSION})
    uvicorn.run(
        app,
        host=HOST,
        port=settings.port,
        http=answering_at_once(lookups),
        log_config=None,
        # A line per look-up would name every caller.
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        proxy_headers=False,
        ws="none",
        limit_concurrency=MOST_AT_ONCE,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    logger.info("stopped")
    return 0


def addresses_of(settings: EdgeSettings) -> list[str]:
    """Return where the functions are, one address for each region.

    Raises:
        SettingError: an address cannot be used.
    """
    given = {"FUNCTIONS_URL": settings.functions_url, "FUNCTIONS_URL_2": settings.second_url}
    for name, url in given.items():
        if url and not URL.fullmatch(url):
            raise SettingError(f"{name} must be an https:// address without query, or http:// on this very host")
    return [url for url in given.values() if url]


def trust_of(settings: EdgeSettings) -> ssl.SSLContext:
    """Return by whom the functions are known, and what they know this node by.

    Raises:
        SettingError: a file cannot be read.
    """
    try:
        trust = ssl.create_default_context(cafile=settings.ca_file)
    except (OSError, ssl.SSLError) as problem:
        raise SettingError(f"EDGE_CA_FILE is {settings.ca_file}, which cannot be used: {problem}") from None
    if settings.client_certificate or settings.client_key:
        try:
            trust.load_cert_chain(settings.client_certificate, settings.client_key or None)
        except (OSError, ssl.SSLError) as problem:
            names = "EDGE_CLIENT_CERT and EDGE_CLIENT_KEY"
            raise SettingError(f"{names} cannot be used: {problem}") from None
    return trust


def write_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
