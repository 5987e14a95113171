"""`make run`: every part of the system on this machine, from one terminal, gone when it ends.

With DATA=folder the data are there at the next start.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

import msgspec

from functions.shared.settings import LocalStackSettings, RelaySettings, SettingError, read
from infra.local.announcement import Running, announcement, everything
from infra.local.children import ROOT, Children
from infra.local.credentials import STACK_NAME, client_environment, environment, make_credentials
from infra.local.data_folder import BadFolder, DataFolder
from infra.local.functions.pages import PAGES
from infra.local.functions_of_run import FunctionsOfRun
from infra.local.kept_credentials import Unreadable, kept_credentials
from infra.local.ports import HOST, PortTaken, free_port, listen, port_of, wait_until_ready
from infra.local.prepared import Prepared
from infra.local.template import Template

START_SECONDS = 30.0


class Stopped(BaseException):
    """Somebody wants it to end; not an Exception, so that nothing on the way takes it for an error."""


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main(relay: Sequence[str] = ("freeswitch.relay",)) -> int:
    """Run until somebody wants it to end; `relay` is the program beside FreeSWITCH, a module and its arguments."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    data: DataFolder | None = None
    try:
        settings = read(LocalStackSettings)
        with ExitStack() as parts:
            folder = parts.enter_context(TemporaryDirectory(prefix="freeswitch-functions-"))
            if settings.data:
                data = parts.enter_context(DataFolder(Path(settings.data)))
            children = parts.enter_context(Children())
            start(settings, children, Path(folder), data, relay)
            ended = children.wait()
            print(
                f"\nthe {ended.name} ended with status {ended.process.returncode}; stopping the rest", file=sys.stderr
            )
            return 1
    except Stopped:
        print(f"\nstopped; the data are kept in {data.path}" if data else "\nstopped; the data are gone")
        return 0
    except (BadFolder, PortTaken, SettingError, TimeoutError, Unreadable) as error:
        print(error, file=sys.stderr)
        return 1


# Where a FreeSWITCH of one's own takes browsers, as web/servers.ts has it.
SERVER_HERE = "ws://127.0.0.1:5066"


def start(
    settings: LocalStackSettings, children: Children, folder: Path, data: DataFolder | None, relay: Sequence[str]
) -> None:
    """Start everything, each part when what it needs is there, and say so.

    Args:
        settings: what the terminal says.
        children: where the parts run.
        folder: for what this run alone needs.
        data: for what outlives it, if anything does.
        relay: the program beside FreeSWITCH.
    """
    web, aws = listen(settings.port, "PORT"), listen(settings.aws_port, "LOCAL_AWS_PORT")
    port, aws_port = port_of(web), port_of(aws)
    url, endpoint = f"http://{HOST}:{port}", f"http://{HOST}:{aws_port}"
    template = Template(name=STACK_NAME, region=settings.region, parameters={"NodeNames": settings.node})
    credentials = kept_credentials(settings, data.path) if data else make_credentials(settings)
    environ = environment(settings, credentials, template, aws_port)
    # A real FreeSWITCH has its own; the stand-in's end with this process.
    here = str(data.recordings if data else folder)
    recordings = here if not settings.esl_host else environ.get("RECORDINGS_ROOT", RelaySettings.recordings_root)
    # Where RECORDINGS_BUCKET is empty they stay there, and the API serves them.
    environ |= {"RECORDINGS_ROOT": recordings, "RECORDINGS_SERVED_ROOT": recordings}
    # Clients open a WebSocket where they asked for its ticket.
    _, stage = template.websocket()
    environ |= {"LIVE_URL": f"/{stage}", "LIVE_CONNECTIONS_URL": f"{url}/{stage}"}
    # Links into rooms lead to the page of this stack, and from there to the first server that it may call.
    environ["CALL_PAGE_URL"] = environ["CALL_PAGE_URL"] or f"{url}/call/"
    environ["SIP_WEBSOCKET_URL"] = environ["SIP_WEBSOCKET_URL"] or (*settings.call_servers, SERVER_HERE)[0]
    environ.setdefault("STILLS_BUCKET", str(template.resolve({"Ref": "Stills"})))

    kept = [str(data.descriptor), str(data.services)] if data else []
    children.start("embedded AWS", "infra.local.aws.services", environ, [str(aws.fileno()), *kept])
    preparing = children.start("preparation", "infra.local.prepare", environ, [endpoint], log=folder / "prepared.json")
    # All of them are started at once and told when there is something to work with: what they import takes longest.
    told, tell = os.pipe()
    os.set_inheritable(told, True)
    children.start("functions", "infra.local.functions.server", environ, [str(web.fileno()), str(told)])
    esl_host, esl_port = settings.esl_host or HOST, settings.esl_port if settings.esl_host else free_port()
    queue = f"CommandQueue{settings.node}"
    node = {
        **environ,
        "ESL_HOST": esl_host,
        "ESL_PORT": str(esl_port),
        "ESL_PASSWORD": credentials.esl_password,
        "FUNCTIONS_URL": url,
        "NODE_NAME": settings.node,
        "COMMAND_QUEUE_URL": template.queue_url(queue, endpoint),
        "RELAY_HEALTH_PORT": "0",
        **({} if settings.esl_host else stand_in_folders(folder)),
    }
    log = folder / "relay.log"
    when_told = "infra.local.when_told"
    if not settings.esl_host:
        stand_in = [str(told), "infra.fake_freeswitch"]
        children.start("stand-in FreeSWITCH", when_told, node, stand_in, log=folder / "stand-in.log")
    children.start("relay", when_told, node, [str(told), *relay], log=log)
    # Only the children hold the ports now: if one ends, its port is closed.
    for mine in (aws, web):
        mine.close()
    os.close(told)

    prepared = _prepared(children, preparing, folder / "prepared.json")
    if prepared.queues[queue] != node["COMMAND_QUEUE_URL"]:
        raise SettingError(f"the queue is at {prepared.queues[queue]}, not where the relay was told")
    os.write(tell, b"..." if not settings.esl_host else b"..")
    os.close(tell)
    wait_until_ready(port, "/healthz", START_SECONDS)
    functions = template.of_type("AWS::Serverless::Function").values()
    password = f"a stand-in, event socket password {credentials.esl_password}, "
    running = Running(
        url=url,
        switch=f"{'' if settings.esl_host else password}{esl_host}:{esl_port}",
        stand_in=not settings.esl_host,
        xml_curl_user=environ.get("XML_CURL_USER") or settings.node,
        # While rotating there are two.
        xml_curl_password=credentials.xml_curl_passwords[0],
        token=prepared.token,
        log=log,
        data=data.path if data else None,
        has_pages=PAGES.is_dir(),
        environment=client_environment(settings, credentials, aws_port)
        | {name: environ[name] for name in ("ENDING_QUEUE_URL", "ASSETS_BUCKET")},
    )
    declared = {name for one in functions for name in template.declared_settings(one)}
    left = FunctionsOfRun(
        {name: environ[name] for name in sorted(declared)},
        settings.region,
        prepared.token,
        credentials.aws,
        f"{running.xml_curl_user}:{running.xml_curl_password}",
    )
    left.write(folder)
    # The folder is this user's only.
    more = folder / "everything.txt"
    more.write_text(everything(running), encoding="utf-8")
    print(announcement(running, more), flush=True)


def _prepared(children: Children, preparing: subprocess.Popen[bytes], told: Path) -> Prepared:
    if children.finish(preparing, 2 * START_SECONDS) != 0:
        raise SettingError("the tables and the demo's data could not be made")
    return msgspec.json.decode(told.read_bytes(), type=Prepared)


def stand_in_folders(folder: Path) -> dict[str, str]:
    """Where the stand-in writes to, and where the pictures lie that it can show."""
    return {
        "IMAGES_ROOT": str(ROOT / "freeswitch" / "images"),
        "ASSETS_ROOT": str(folder / "assets"),
        "STILLS_ROOT": str(folder / "stills"),
        "STAND_IN_WRITES_RECORDINGS": "1",
    }


if __name__ == "__main__":
    sys.exit(main())
