"""A real FreeSWITCH with freeswitch/conf, on loopback, with folders and ports of its own."""

import os
import re
import shutil
import socket
from collections.abc import Mapping
from pathlib import Path

from tests.live.processes import ROOT, Program, free_ports, wait_until

HOST = "127.0.0.1"
ESL_PASSWORD = "event-socket-of-the-live-tests"
TRUNK_PASSWORD = "trunk-of-the-live-tests"
RTP_PORTS = (40000, 40998)


class Switch:
    """One node; `api` asks its event socket."""

    def __init__(self, binary: str, folder: Path, functions_url: str, lookup_password: str, **environ: str) -> None:
        self.folder = folder
        names = ("sip", "sip_tls", "ws", "wss", "trunk", "trunk_tls", "esl", "nodes")
        self.ports = dict(zip(names, free_ports(len(names)), strict=True))
        self.environ = {
            "PATH": os.environ["PATH"],
            "FREESWITCH": binary,
            "SIP_DOMAIN": "example.com",
            "NODE_NAME": "fs1",
            "XML_CURL_URL": functions_url,
            "XML_CURL_PASSWORD": lookup_password,
            "LISTEN_IP": HOST,
            "SIP_PORT": str(self.ports["sip"]),
            "SIP_TLS_PORT": str(self.ports["sip_tls"]),
            "WS_BINDING": f"{HOST}:{self.ports['ws']}",
            "WSS_BINDING": f"{HOST}:{self.ports['wss']}",
            "TRUNK_PORT": str(self.ports["trunk"]),
            "TRUNK_TLS_PORT": str(self.ports["trunk_tls"]),
            "TRUNK_NETWORKS": "127.0.0.0/8",
            "TRUNK_PASSWORD": TRUNK_PASSWORD,
            "NODES_PORT": str(self.ports["nodes"]),
            "NODES_NETWORKS": "127.0.0.0/8",
            "CANDIDATE_ACL": "loopback.auto",
            "ESL_PORT": str(self.ports["esl"]),
            "ESL_PASSWORD": ESL_PASSWORD,
            "RTP_START_PORT": str(RTP_PORTS[0]),
            "RTP_END_PORT": str(RTP_PORTS[1]),
            "LOG_LEVEL": "info",
            "STATE_DIR": str(folder / "state"),
            "RUN_DIR": str(folder / "run"),
            "LOG_DIR": str(folder / "log"),
            "STILLS_ROOT": stills_root(folder),
        } | environ
        self.program: Program | None = None

    @property
    def websocket(self) -> str:
        return f"ws://{HOST}:{self.ports['ws']}"

    def start(self) -> None:
        self.program = Program([ROOT / "freeswitch/start.sh", "-np"], self.environ, self.folder / "output")
        wait_until(self._ready, "FreeSWITCH is ready", within=60)

    def stop(self) -> None:
        if self.program:
            self.program.stop()
        shutil.rmtree(self.environ["STILLS_ROOT"], ignore_errors=True)

    def log(self) -> str:
        return (self.folder / "log/freeswitch.log").read_text(encoding="utf-8", errors="replace")

    def api(self, command: str) -> str:
        """Run one command on a connection of its own and give the reply's text."""
        with socket.create_connection((HOST, self.ports["esl"]), timeout=10) as connection:
            connection.settimeout(30)
            with connection.makefile("rwb") as stream:
                _frame(stream)
                stream.write(f"auth {ESL_PASSWORD}\n\n".encode())
                stream.flush()
                headers, _ = _frame(stream)
                assert headers["Reply-Text"] == "+OK accepted"
                stream.write(f"api {command}\n\n".encode())
                stream.flush()
                return _frame(stream)[1]

    def members(self, conference: str) -> list[dict[str, str]]:
        """The members of a conference as `list` tells them; none if there is no such conference."""
        names = ("number", "channel", "uuid", "name", "caller", "flags")
        lines = self.api(f"conference {conference} list").splitlines()
        return [dict(zip(names, line.split(";"), strict=False)) for line in lines if re.match(r"\d+;", line)]

    def _ready(self) -> bool:
        assert self.program
        assert self.program.process.poll() is None, self.program.text()
        try:
            profiles = self.api("sofia status")
            # the SIP ports open a little before calls are taken
            address = self.environ["LISTEN_IP"]
            listening = all(f"{address}:{self.ports[name]}" in profiles for name in ("sip", "trunk"))
            return listening and "is ready" in self.api("status")
        except (OSError, AssertionError, KeyError):
            return False


def stills_root(folder: Path) -> str:
    """In memory, and of this run only."""
    return f"/dev/shm/{folder.name}-{os.getpid()}-stills"


def _frame(stream: object) -> tuple[Mapping[str, str], str]:
    headers = {}
    while (line := stream.readline()) not in {b"\n", b""}:  # type: ignore[attr-defined]
        name, _, value = line.decode().rstrip("\n").partition(": ")
        headers[name] = value
    body = stream.read(int(headers.get("Content-Length", 0)))  # type: ignore[attr-defined]
    return headers, body.decode("utf-8", "replace")
