"""Every function of template.yaml under one uvicorn, as a process of its own, given a listening socket and a pipe."""

import sys
import threading
from collections.abc import Sequence
from functools import partial
from importlib import import_module

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from functions.shared.known_structs import know_structs
from functions.shared.settings import EmbeddedAwsSettings, LocalStackSettings, read
from infra.local.aws.key import AwsKey
from infra.local.credentials import STACK_NAME
from infra.local.functions.gate import Gate
from infra.local.functions.gateway import FRAME_BYTES, Gateway
from infra.local.functions.gateway_routes import gateway_routes
from infra.local.functions.pages import page_routes
from infra.local.functions.queues import start_queue_readers
from infra.local.functions.schedules import Schedules
from infra.local.functions.threads import FunctionThreads
from infra.local.neighbours import OnlyNeighbours
from infra.local.template import Template

# A request of mux_control may wait 20 s for its command; the others answer at once or not at all.
THREADS = {"functions.mux_control.app": 8, "functions.live.app": 4}
THREADS_OF_OTHERS = 2


def functions_app(template: Template, call_servers: Sequence[str] = ()) -> Starlette:
    """Put every function behind its path of the HTTP API, and the web pages behind the rest."""
    functions: dict[str, FunctionThreads] = {}
    routes: list[BaseRoute] = []
    for path, module in template.routes():
        if module not in functions:
            threads = THREADS.get(module, THREADS_OF_OTHERS)
            functions[module] = FunctionThreads(import_module(module).app, module.split(".")[1], threads)
        routes.append(Route(path.replace("{proxy+}", "{proxy:path}"), functions[module]))
    return Starlette(routes=[*routes, *live_routes(template), *page_routes(call_servers)])


def live_routes(template: Template) -> list[BaseRoute]:
    """The WebSocket API, its function behind it, and the way back for who has this run's key."""
    module, stage = template.websocket()
    aws = read(EmbeddedAwsSettings)
    return gateway_routes(
        Gateway(import_module(module).handler, stage=stage), stage, AwsKey(aws.access_key, aws.secret_key)
    )


def main() -> None:
    settings = read(LocalStackSettings)
    template = Template(name=STACK_NAME, region=settings.region)
    stopping, schedules = threading.Event(), Schedules(template)
    listening, told_when_provisioned = (int(argument) for argument in sys.argv[1:])
    # A FreeSWITCH of your own may be started only when this is ready.
    gate = Gate(
        functions_app(template, settings.call_servers), node=settings.node, waits_for_switch=not settings.esl_host
    )
    # Before the first thread.
    know_structs()
    threading.Thread(target=schedules.run, args=(stopping,), name="schedules", daemon=True).start()
    gate.when_open(partial(start_queue_readers, template, settings.region, stopping))
    gate.open_when_told(told_when_provisioned)
    server = uvicorn.Server(
        uvicorn.Config(
            OnlyNeighbours(gate, names=settings.names, origins=settings.cors_origins),
            fd=listening,
            log_level="warning",
            lifespan="off",
            # The same where the edge's packages are installed, too.
            loop="asyncio",
            http="h11",
            # API Gateway asks for no sign of life, and larger messages it refuses.
            ws_ping_interval=None,
            ws_max_size=FRAME_BYTES,
            ws_per_message_deflate=False,
            # A request that waits for a command does not keep the process from ending.
            timeout_graceful_shutdown=2,
            server_header=False,
        )
    )
    server.run()
    stopping.set()


if __name__ == "__main__":
    main()
