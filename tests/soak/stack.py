"""The local stack as processes that can be killed, ended and started again one by one, with proxies in between."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

from functions.shared.settings import ApiSettings, LocalStackSettings
from infra.fake_freeswitch.esl.kept_port import keep_port
from infra.local.aws.resources import create_resources
from infra.local.children import ROOT, Children
from infra.local.credentials import STACK_NAME, environment, make_credentials
from infra.local.ports import HOST, listen, port_of, wait_for_http
from infra.local.template import Template
from infra.local_stack import START_SECONDS
from infra.token import mint
from tests.soak.disk import Disk
from tests.soak.proxy import Proxy
from tests.soak.world import DOMAIN, NODE, provisioning

Part = Literal["relay", "functions"]
TURN_SECONDS = 0.05
# TERM to the end: 10 s for the relay.
END_SECONDS = 15.0


class Stack:
    """Everything of one run; all of it is started and ended from one thread, for the children live as long as that."""

    def __init__(self, folder: Path, children: Children, disk: Disk) -> None:
        self._folder, self._children, self._disk = folder, children, disk
        settings = LocalStackSettings(port=0, aws_port=0, node=NODE, log_level="INFO")
        self._web, aws = listen(0, "PORT"), listen(0, "LOCAL_AWS_PORT")
        self.port, self.aws_port = port_of(self._web), port_of(aws)
        template = Template(name=STACK_NAME, region=settings.region, nodes=[NODE])
        self._credentials = make_credentials(settings)
        self._environ = environment(settings, self._credentials, template, self.aws_port)
        children.start(
            "embedded AWS", "infra.local.aws.services", self._environ, [str(aws.fileno())], log=self.log("aws")
        )
        aws.close()
        wait_for_http(self.aws_port, "/", START_SECONDS)
        self.tables, self.queue = Proxy("tables", self.aws_port), Proxy("queue", self.aws_port)
        self.aws = f"http://{HOST}:{self.aws_port}"
        self.region = settings.region
        self.commands_table = self._environ["TABLE_PREFIX"] + "commands"
        self.queues = create_resources(template, region=settings.region, endpoint=self.aws, key=self._credentials.aws)
        self.aws_key = self._credentials.aws
        file = folder / "world.json"
        file.write_text(json.dumps(provisioning(self._credentials.xml_curl_passwords)))
        subprocess.run(
            [sys.executable, "-m", "infra.provision", str(file), "--yes"],
            env=self._environ,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            timeout=START_SECONDS,
            check=True,
        )
        # While a part is started again nobody else may get its port.
        self._kept = [keep_port() for _ in range(3)]
        self._esl_port, self.control_port, self.health_port = map(port_of, self._kept)
        self._node = self._node_environment()
        self.running: dict[Part, subprocess.Popen[bytes]] = {}
        self.deaths: list[str] = []

    def log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _node_environment(self) -> dict[str, str]:
        return {
            **self._environ,
            "AWS_ENDPOINT_URL_DYNAMODB": f"http://{HOST}:{self.tables.port}",
            "AWS_ENDPOINT_URL_SQS": f"http://{HOST}:{self.queue.port}",
            "ESL_HOST": HOST,
            "ESL_PORT": str(self._esl_port),
            "ESL_PASSWORD": self._credentials.esl_password,
            "FUNCTIONS_URL": f"http://{HOST}:{self.port}",
            "NODE_NAME": NODE,
            "COMMAND_QUEUE_URL": self.queues[f"CommandQueue{NODE}"],
            "RELAY_HEALTH_PORT": str(self.health_port),
            "STAND_IN_CONTROL_PORT": str(self.control_port),
            "STAND_IN_WRITES_RECORDINGS": "1",
            "RECORDINGS_ROOT": str(self._disk.folder),
            "RECORDINGS_SERVED_ROOT": str(self._disk.folder),
            "STILLS_ROOT": str(self._folder / "stills"),
        }

    @property
    def stills_root(self) -> str:
        return self._node["STILLS_ROOT"]

    def start_all(self) -> None:
        """Start everything and wait until the relay serves the node."""
        self.switch = self._children.start(
            "stand-in", "infra.fake_freeswitch", self._node, ["--no-callers"], log=self.log("stand-in")
        )
        self.start("functions")
        self.start("relay")
        self.wait_for_functions(START_SECONDS)
        self.wait_for_relay(START_SECONDS)

    def start(self, part: Part, **changes: str) -> None:
        """Start the relay or the functions."""
        environ = self._node | changes
        if part == "relay":
            self.running[part] = self._children.start(part, "freeswitch.relay", environ, log=self.log(part))
            return
        # The tables are filled: a pipe that says so at once.
        told, tell = os.pipe()
        os.set_inheritable(told, True)
        os.write(tell, b".")
        os.close(tell)
        arguments = [str(self._web.fileno()), str(told)]
        self.running[part] = self._children.start(
            part, "infra.local.functions.server", environ, arguments, log=self.log(part)
        )
        os.close(told)

    def end(self, part: Part, number: signal.Signals) -> None:
        """Send TERM or KILL and wait for the end; its own children end with it."""
        process = self.running[part]
        process.send_signal(number)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.deaths.append(f"the {part} did not end within {END_SECONDS:g} s of {number.name}")
            process.kill()
            process.wait()

    def look_for_deaths(self) -> None:
        """Start what has ended by itself, and remember that it did."""
        for part, process in list(self.running.items()):
            if process.poll() is not None:
                self.deaths.append(f"the {part} ended by itself with status {process.returncode}")
                self.start(part)
        if self.switch.poll() is not None:
            raise ChildProcessError(f"the stand-in ended with status {self.switch.returncode}")

    def pids(self) -> dict[str, int]:
        """Of what should not grow; the embedded AWS keeps every row, that is its work."""
        return {part: process.pid for part, process in self.running.items()} | {"stand-in": self.switch.pid}

    def health(self) -> dict[str, object] | None:
        """What the relay's /healthz shows; None where nobody answers."""
        connection = http.client.HTTPConnection(HOST, self.health_port, timeout=1)
        try:
            connection.request("GET", "/healthz")
            found: dict[str, object] = json.loads(connection.getresponse().read())
            return found
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            connection.close()

    def wait_for_relay(self, seconds: float) -> float:
        """Wait until the relay holds the lease and sees the switch; returns when that was, in seconds since 1970."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            facts = self.health()
            if facts is not None and facts.get("lease") and facts.get("switch"):
                return time.time()
            time.sleep(TURN_SECONDS)
        raise TimeoutError(f"the relay does not serve the node after {seconds:g} s; see {self.log('relay')}")

    def wait_for_functions(self, seconds: float) -> None:
        """Wait for an answer of the functions."""
        wait_for_http(self.port, "/docs", seconds)

    def token(self, subject: str) -> str:
        """A token that may do everything in our domain."""
        settings = ApiSettings(token_secrets=(self._credentials.token_secret,))
        return mint(settings, domain=DOMAIN, subject=subject, seconds=24 * 3600)

    def be_well(self) -> None:
        """Lift what lasts."""
        for proxy in (self.tables, self.queue):
            proxy.be("well")
        self._disk.free()

    def close(self) -> None:
        for proxy in (self.tables, self.queue):
            proxy.close()
        for kept in (self._web, *self._kept):
            kept.close()
