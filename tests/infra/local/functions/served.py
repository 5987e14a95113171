"""The local gateway on a real port, with a handler that writes down what it is told."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from starlette.applications import Starlette
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from infra.local.aws.key import AwsKey
from infra.local.functions.gateway import FRAME_BYTES, Gateway
from infra.local.functions.gateway_routes import gateway_routes
from infra.local.neighbours import OnlyNeighbours
from infra.local.ports import HOST, listen, port_of

KEY = AwsKey("GATEWAY", "for-these-tests")


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Told:
    """A function behind the gateway."""

    events: list[dict[str, Any]] = field(default_factory=list)
    admits: int = 200
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, event: Mapping[str, Any], _: Any) -> dict[str, Any]:
        with self.arrived:
            self.events.append(dict(event))
            self.arrived.notify_all()
        return {"statusCode": self.admits}

    def wait_for(self, kind: str, number: int = 1) -> list[dict[str, Any]]:
        """The events of a kind, once there are so many of them."""

        def found() -> list[dict[str, Any]]:
            return [one for one in self.events if one["requestContext"]["eventType"] == kind]

        with self.arrived:
            assert self.arrived.wait_for(lambda: len(found()) >= number, timeout=20), self.events
            return found()


@dataclass
class Served:
    port: int
    gateway: Gateway
    told: Told
    clock: Clock
    loop: asyncio.AbstractEventLoop
    sockets: ExitStack = field(default_factory=ExitStack)

    def dial(self, query: str = "", origin: str | None = None) -> ClientConnection:
        """A socket to the gateway, closed at the end."""
        dialled = connect(
            self.url + query, origin=None if origin is None else Origin(origin), open_timeout=20, close_timeout=1
        )
        return self.sockets.enter_context(dialled)

    @property
    def url(self) -> str:
        return f"ws://{HOST}:{self.port}/live"

    def on_its_loop(self, what: Any) -> Any:
        """What the gateway does when it is asked to, in its own loop."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(20)


@contextmanager
def served() -> Iterator[Served]:
    clock, told, listening = Clock(), Told(), listen(0, "PORT")
    gateway = Gateway(told, stage="live", clock=clock)
    app = OnlyNeighbours(Starlette(routes=gateway_routes(gateway, "live", KEY)), names=(), origins=())
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", lifespan="off", loop="asyncio", http="h11", ws_ping_interval=None,
            ws_max_size=FRAME_BYTES, timeout_graceful_shutdown=1,
        )
    )  # fmt: skip
    loops: list[asyncio.AbstractEventLoop] = []
    up = threading.Event()

    def run() -> None:
        loop = asyncio.new_event_loop()
        loops.append(loop)
        loop.call_soon(up.set)
        loop.run_until_complete(server.serve(sockets=[listening]))
        loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert up.wait(20)
    try:
        here = Served(port_of(listening), gateway, told, clock, loops[0])
        with here.sockets:
            yield here
    finally:
        server.should_exit = True
        thread.join(20)
        listening.close()
