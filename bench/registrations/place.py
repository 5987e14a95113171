"""All that takes part: a switch, the functions with their tables, PHP, and an edge for each way to the functions."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.request import urlopen

import yaml

from bench.edge.certificates import Authority
from bench.edge.distance import distance
from bench.edge.running import Edge, edge
from bench.registrations.node import Node
from bench.registrations.processes import helper
from bench.registrations.telephones import HOST, PASSWORD, Telephones
from bench.registrations.web import Web, web
from tests.live.processes import ROOT, free_ports
from tests.live.stack import Stack

# The round trip between the node and the functions, in seconds.
FAR = 0.02
# Memory, as /run of a node is, where its registrations are.
MEMORY = Path("/dev/shm")
AGAIN = tuple(f"20{number:02}" for number in range(40))
KEPT = tuple(f"40{number:02}" for number in range(40))
ONCE = tuple(f"3{number:04}" for number in range(2000))


@dataclass
class Place:
    """What is measured, and what is told to register."""

    node: Node
    stack: Stack
    web: Web
    near: Edge
    far: Edge
    # Its functions are away.
    alone: Edge
    # The functions over TLS and 20 ms away.
    far_url: str
    telephones: Telephones

    @property
    def functions(self) -> int:
        assert self.stack.program
        return self.stack.program.process.pid


@contextmanager
def place(binary: str) -> Iterator[Place]:
    """Start everything, and end it with the block."""
    with ExitStack() as parts:
        where = MEMORY if MEMORY.is_dir() else None
        folder = Path(parts.enter_context(tempfile.TemporaryDirectory(prefix="registrations-", dir=where)))
        port, aws_port = free_ports(2)
        authority = Authority(folder)
        node = Node(binary, folder, f"http://{HOST}:{port}", authority.file)
        stack = Stack(folder, port, aws_port, node.switch.ports["esl"])
        stack.environ["LOCAL_LOG_LEVEL"] = "WARNING"
        parts.callback(stack.stop)
        parts.callback(node.switch.stop)
        stack.start()
        node.switch.start()
        _make_users(stack, folder)
        served = parts.enter_context(web(folder, port, authority.certificate("localhost"), _tables(stack)))
        far_url = f"https://localhost:{parts.enter_context(helper('bench.registrations.far', served.tls, FAR))}"
        near = parts.enter_context(edge(f"http://{HOST}:{port}"))
        far = parts.enter_context(edge(far_url, ca_file=authority.file))
        way = parts.enter_context(ExitStack())
        alone = parts.enter_context(edge(f"http://{HOST}:{way.enter_context(distance(port, 0))}"))
        telephones = Telephones(node.switch.ports["sip"])
        parts.callback(telephones.close)
        made = Place(node, stack, served, near, far, alone, far_url, telephones)
        _lose(made, way.close)
        yield made


def _lose(made: Place, cut: Callable[[], None]) -> None:
    """Have everybody register once through an edge, and take the functions away from it for good."""
    made.node.asks(f"{made.alone.url}/directory")
    told = made.telephones.register(cycle(AGAIN), 3, 4)
    assert told.users == set(AGAIN), told
    cut()
    with urlopen(f"{made.alone.url}/healthz", timeout=5) as answer:
        assert answer.status == 200


def _make_users(stack: Stack, folder: Path) -> None:
    """Provision users whom FreeSWITCH may not keep, and some whom it may, as the demo's domain has it."""
    told = yaml.safe_load((ROOT / "infra/demo.yaml").read_text(encoding="utf-8"))
    told["domains"][0]["users"] += [
        *({"id": user, "password": PASSWORD, "cacheable": 0} for user in (*AGAIN, *ONCE)),
        *({"id": user, "password": PASSWORD} for user in KEPT),
    ]
    file = folder / "users.yaml"
    file.write_text(yaml.safe_dump(told), encoding="utf-8")
    stack.provision(file)


def _tables(stack: Stack) -> dict[str, str]:
    said = stack.exported()
    return {
        "TABLES_URL": said["AWS_ENDPOINT_URL"],
        "TABLES_PREFIX": "freeswitch-functions-",
        "TABLES_REGION": said["AWS_DEFAULT_REGION"],
        "TABLES_KEY": said["AWS_ACCESS_KEY_ID"],
        "TABLES_SECRET": said["AWS_SECRET_ACCESS_KEY"],
    }
