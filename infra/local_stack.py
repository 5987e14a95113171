"""`make run`: every part of the system on this machine, from one terminal, gone when it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from functions.shared.settings import LocalStackSettings, RelaySettings, SettingError, read
from infra.local.announcement import Running, announcement
from infra.local.children import ROOT, Children
from infra.local.credentials import STACK_NAME, client_environment, environment, make_credentials
from infra.local.pages import PAGES
from infra.local.ports import HOST, PortTaken, free_port, listen, port_of, wait_for_http, wait_until_ready
from infra.local.resources import create_resources
from infra.local.template import Template

START_SECONDS = 30.0
# For the demo's operator: everything in the demo's domain, for a day.
TOKEN = (
    "--domain",
    "example.com",
    "--conferences",
    "*",
    "--can",
    "view,control,record,stream,call,admin",
    "--ttl",
    "1d",
)


class Stopped(BaseException):
    """Somebody wants it to end; not an Exception, so that nothing on the way takes it for an error."""


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main(relay: Sequence[str] = ("freeswitch.relay",)) -> int:
    """Run until somebody wants it to end; `relay` is the program beside FreeSWITCH, a module and its arguments."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    try:
        with TemporaryDirectory(prefix="freeswitch-functions-") as folder, Children() as children:
            start(read(LocalStackSettings), children, Path(folder), relay)
            ended = children.wait()
            print(
                f"\nthe {ended.name} ended with status {ended.process.returncode}; stopping the rest", file=sys.stderr
            )
            return 1
    except Stopped:
        print("\nstopped; the data are gone")
        return 0
    except (PortTaken, SettingError, TimeoutError) as error:
        print(error, file=sys.stderr)
        return 1


def start(settings: LocalStackSettings, children: Children, folder: Path, relay: Sequence[str]) -> None:
    """Start everything, each part when what it needs is there, and say so."""
    web, aws = listen(settings.port, "PORT"), listen(settings.aws_port, "LOCAL_AWS_PORT")
    port, aws_port = port_of(web), port_of(aws)
    url = f"http://{HOST}:{port}"
    template = Template(name=STACK_NAME, region=settings.region, parameters={"NodeNames": settings.node})
    credentials = make_credentials(settings)
    environ = environment(settings, credentials, template, aws_port)
    # A real FreeSWITCH has its own; the stand-in's end with this process.
    recordings = str(folder) if not settings.esl_host else environ.get("RECORDINGS_ROOT", RelaySettings.recordings_root)
    # Where RECORDINGS_BUCKET is empty they stay there, and the API serves them.
    environ |= {"RECORDINGS_ROOT": recordings, "RECORDINGS_SERVED_ROOT": recordings}

    children.start("embedded AWS", "infra.local.aws_services", environ, [str(aws.fileno())])
    provisioned, tell_provisioned = os.pipe()
    os.set_inheritable(provisioned, True)
    children.start("functions", "infra.local.functions_server", environ, [str(web.fileno()), str(provisioned)])
    os.close(provisioned)
    # Only the children hold the ports now: if one ends, its port is closed.
    aws.close()
    web.close()
    wait_for_http(aws_port, "/moto-api/data.json", START_SECONDS)
    queues = create_resources(template, region=settings.region, endpoint=f"http://{HOST}:{aws_port}")
    run("infra.provision", environ, "infra/demo.yaml", "--yes")
    with os.fdopen(tell_provisioned, "wb") as gate:
        gate.write(b".")

    esl_host, esl_port = settings.esl_host or HOST, settings.esl_port
    if not settings.esl_host:
        esl_port = free_port()
    node = {
        **environ,
        "ESL_HOST": esl_host,
        "ESL_PORT": str(esl_port),
        "ESL_PASSWORD": credentials.esl_password,
        "FUNCTIONS_URL": url,
        "NODE_NAME": settings.node,
        "COMMAND_QUEUE_URL": queues[f"CommandQueue{settings.node}"],
        "RELAY_HEALTH_PORT": "0",
        **({} if settings.esl_host else stand_in_folders(folder)),
    }
    log = folder / "relay.log"
    if not settings.esl_host:
        children.start("stand-in FreeSWITCH", "infra.fake_freeswitch", node, log=folder / "stand-in.log")
    children.start("relay", relay[0], node, relay[1:], log=log)
    wait_until_ready(port, "/healthz", START_SECONDS)
    stand_in = "" if settings.esl_host else f"a stand-in, event socket password {credentials.esl_password}, "
    running = Running(
        url=url,
        switch=f"{stand_in}{esl_host}:{esl_port}",
        stand_in=not settings.esl_host,
        xml_curl_user=environ["XML_CURL_USER"],
        # While rotating there are two.
        xml_curl_password=credentials.xml_curl_password.partition(",")[0],
        token=run("infra.token", environ, *TOKEN).strip(),
        log=log,
        has_pages=PAGES.is_dir(),
        environment=client_environment(settings, credentials, aws_port),
    )
    print(announcement(running), flush=True)


def stand_in_folders(folder: Path) -> dict[str, str]:
    """Where the stand-in writes to."""
    return {
        "STILLS_ROOT": str(folder / "stills"),
        "STAND_IN_WRITES_RECORDINGS": "1",
    }


def run(module: str, environ: dict[str, str], *arguments: str) -> str:
    """Run a program of this repository to its end; what it says on stderr is for the terminal."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environ,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=START_SECONDS,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SettingError(f"python -m {module} ended with status {done.returncode}:\n{done.stdout}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
