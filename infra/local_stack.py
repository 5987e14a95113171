"""`make run`: every part of the system on this machine, from one terminal, gone when it ends.

With DATA=folder the data are there at the next start.
"""

import argparse
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
from infra.local.addresses import addresses
from infra.local.announcement import Running, announcement, everything
from infra.local.children import Children
from infra.local.credentials import STACK_NAME, client_environment, environment, make_credentials
from infra.local.data_folder import BadFolder, DataFolder
from infra.local.functions.pages import PAGES
from infra.local.functions_of_run import FunctionsOfRun
from infra.local.kept_credentials import Unreadable, kept_credentials
from infra.local.meeting.stage import CONFERENCE
from infra.local.ports import HOST, PortTaken, free_port, listen, port_of, wait_until_ready
from infra.local.prepared import Prepared
from infra.local.public_addresses import refuse_public_addresses
from infra.local.stand_in import StandIn
from infra.local.template import Template

START_SECONDS = 30.0


class Stopped(BaseException):
    """Somebody wants it to end; not an Exception, so that nothing on the way takes it for an error."""


def stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def main(relay: Sequence[str] = ("freeswitch.relay",), meeting: str = "") -> int:
    """Run until somebody wants it to end.

    Args:
        relay: the program beside FreeSWITCH, a module and its arguments.
        meeting: the module that plays something on the stand-in, in place of the callers who talk in turns.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    data: DataFolder | None = None
    try:
        settings = read(LocalStackSettings)
        refuse_public_addresses(settings)
        with ExitStack() as parts:
            folder = parts.enter_context(TemporaryDirectory(prefix="freeswitch-functions-"))
            if settings.data:
                data = parts.enter_context(DataFolder(Path(settings.data)))
            children = parts.enter_context(Children())
            start(settings, children, Path(folder), data, relay, meeting)
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


def start(  # noqa: PLR0917  # each is a part of its own
    settings: LocalStackSettings,
    children: Children,
    folder: Path,
    data: DataFolder | None,
    relay: Sequence[str],
    meeting: str,
) -> None:
    """Start everything, each part when what it needs is there, and say so.

    Args:
        settings: what the terminal says.
        children: where the parts run.
        folder: for what this run alone needs.
        data: for what outlives it, if anything does.
        relay: the program beside FreeSWITCH.
        meeting: what is played on the stand-in, if anything is.
    """
    stand_in = StandIn(folder, free_port(), meeting) if not settings.esl_host else None
    if meeting and stand_in is None:
        raise SettingError(f"the demo is played on the stand-in, and ESL_HOST={settings.esl_host} is another: unset it")
    web, aws = listen(settings.port, "PORT"), listen(settings.aws_port, "LOCAL_AWS_PORT")
    port, aws_port = port_of(web), port_of(aws)
    url, endpoint = f"http://{HOST}:{port}", f"http://{HOST}:{aws_port}"
    template = Template(name=STACK_NAME, region=settings.region, nodes=[settings.node])
    credentials = kept_credentials(settings, data.path) if data else make_credentials(settings)
    environ = environment(settings, credentials, template, aws_port)
    # A real FreeSWITCH has its own; the stand-in's end with this process, or are kept with the data.
    here = str(data.recordings if data else folder)
    recordings = here if not settings.esl_host else environ.get("RECORDINGS_ROOT", RelaySettings.recordings_root)
    # Where RECORDINGS_BUCKET is empty they stay there, and the API serves them.
    environ |= {"RECORDINGS_ROOT": recordings, "RECORDINGS_SERVED_ROOT": recordings}
    environ |= addresses(environ, settings, template, url)

    kept = [str(data.descriptor), str(data.services)] if data else []
    children.start("embedded AWS", "infra.local.aws.services", environ, [str(aws.fileno()), *kept])
    preparing = children.start("preparation", "infra.local.prepare", environ, [endpoint], log=folder / "prepared.json")
    # All of them are started at once and told when there is something to work with: what they import takes longest.
    told, tell = os.pipe()
    os.set_inheritable(told, True)
    children.start("functions", "infra.local.functions.server", environ, [str(web.fileno()), str(told)])
    esl_host, esl_port = (settings.esl_host, settings.esl_port) if stand_in is None else (HOST, free_port())
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
        **(stand_in.environment if stand_in else {}),
    }
    log = folder / "relay.log"
    when_told = "infra.local.when_told"
    if stand_in:
        program = [str(told), *stand_in.program]
        children.start("stand-in FreeSWITCH", when_told, node, program, log=folder / "stand-in.log")
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
        conference=CONFERENCE if meeting else "",
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
    if meeting and stand_in:
        children.start("meeting", meeting, node, [url, stand_in.control])


def _prepared(children: Children, preparing: subprocess.Popen[bytes], told: Path) -> Prepared:
    if children.finish(preparing, 2 * START_SECONDS) != 0:
        raise SettingError("the tables and the demo's data could not be made")
    return msgspec.json.decode(told.read_bytes(), type=Prepared)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m infra.local_stack", description=__doc__)
    parser.add_argument("--demo", action="store_true", help="a minute of a meeting happens by itself")
    sys.exit(main(meeting="infra.local.meeting" if parser.parse_args().demo else ""))
