"""Two network namespaces with a cable between them: a switch with the packet filter, and everybody else."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SWITCH = "10.9.0.1"
DEADLINE_S = 20

# Answers every datagram and takes every connection.
SERVER = """
import selectors, socket
selector = selectors.DefaultSelector()
for port in (5060, 5080):
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    udp.bind(("0.0.0.0", port))
    selector.register(udp, selectors.EVENT_READ, "udp")
kept = []
for port in (7443, 8021):
    tcp = socket.create_server(("0.0.0.0", port), backlog=512)
    selector.register(tcp, selectors.EVENT_READ, "tcp")
print("ready", flush=True)
while True:
    for key, _ in selector.select():
        if key.data == "udp":
            data, peer = key.fileobj.recvfrom(100)
            key.fileobj.sendto(data, peer)
        else:
            kept.append(key.fileobj.accept())
"""

# Sends count datagrams, or opens count connections, from one address; prints how many were answered.
CLIENT = """
import socket, sys, time
kind, source, target, port, count = sys.argv[1:4] + [int(value) for value in sys.argv[4:6]]
answered = 0
if kind == "udp":
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    udp.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
    udp.bind((source, 0))
    for number in range(count):
        udp.sendto(b"%d" % number, (target, port))
    udp.settimeout(0.5)
    try:
        while answered < count:
            udp.recvfrom(100)
            answered += 1
    except TimeoutError:
        pass
else:
    import select
    poll = select.poll()
    tcps = {}
    for number in range(count):
        tcp = socket.socket()
        tcp.setblocking(False)
        tcp.bind((source, 0))
        tcp.connect_ex((target, port))
        tcps[tcp.fileno()] = tcp
        poll.register(tcp, select.POLLOUT)
    deadline = time.monotonic() + 0.7
    while time.monotonic() < deadline and answered < count:
        for number, event in poll.poll(100):
            poll.unregister(number)
            answered += tcps[number].getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0
print(answered)
"""


class Missing(Exception):
    """This machine cannot make network namespaces or load a packet filter in one."""


class Hosts:
    """The two namespaces, each held by a sleeping process."""

    def __init__(self, switch: int, outside: int) -> None:
        self._switch = switch
        self._outside = outside

    @staticmethod
    def _inside(process: int, *command: str) -> list[str]:
        return ["nsenter", "-t", str(process), "-n", *command]

    def on_switch(self, *command: str) -> None:
        run = subprocess.run(
            self._inside(self._switch, *command), capture_output=True, text=True, timeout=DEADLINE_S, check=False
        )
        if run.returncode:
            raise Missing(f"{' '.join(command)}: {run.stderr.strip()}")

    def connect(self, *addresses: str) -> None:
        self.on_switch(
            "ip", "link", "add", "cable", "type", "veth", "peer", "name", "plug", "netns", str(self._outside)
        )
        self.on_switch("ip", "address", "add", f"{SWITCH}/24", "dev", "cable")
        self.on_switch("ip", "link", "set", "cable", "up")
        outside = Hosts(self._outside, self._switch)
        for address in addresses:
            outside.on_switch("ip", "address", "add", f"{address}/24", "dev", "plug")
        outside.on_switch("ip", "link", "set", "plug", "up")

    @contextmanager
    def serving(self) -> Iterator[None]:
        server = subprocess.Popen(
            self._inside(self._switch, sys.executable, "-c", SERVER), stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout
            assert server.stdout.readline() == "ready\n"
            yield
        finally:
            server.terminate()
            server.communicate(timeout=DEADLINE_S)

    def answered(self, kind: str, source: str, port: int, count: int) -> int:
        run = subprocess.run(
            self._inside(self._outside, sys.executable, "-c", CLIENT, kind, source, SWITCH, str(port), str(count)),
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=True,
        )
        return int(run.stdout)


@contextmanager
def two_hosts() -> Iterator[Hosts]:
    """Make the namespaces.

    Raises:
        Missing: they cannot be made here.
    """
    own = Path("/proc/self/ns/net").readlink()
    with ExitStack() as stack:
        processes = []
        for _ in range(2):
            try:
                process = stack.enter_context(
                    subprocess.Popen(["unshare", "-n", "sleep", "120"], stderr=subprocess.PIPE)
                )
            except FileNotFoundError as error:
                raise Missing("unshare is not installed") from error
            stack.callback(process.terminate)
            deadline = time.monotonic() + DEADLINE_S
            while Path(f"/proc/{process.pid}/ns/net").readlink() == own:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise Missing("network namespaces cannot be made here")
            processes.append(process.pid)
        yield Hosts(*processes)
