"""Calls what Lambda would call by the clock, as often as the template says: what is late there is late here, too."""

import threading
import time
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace

from functions.shared.telemetry.observations import logger
from infra.local.template import Template

Handler = Callable[[object, object], object]


class Schedules:
    """The functions with a schedule; each comes first when its time has passed once."""

    def __init__(self, template: Template, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._every = {import_module(module).handler: seconds for module, seconds in template.schedules()}
        self._due: dict[Handler, float] = {handler: clock() + seconds for handler, seconds in self._every.items()}

    def run(self, stopping: threading.Event) -> None:
        """Call each when it is due, until the end."""
        while self._due and not stopping.wait(max(0.0, min(self._due.values()) - self._clock())):
            self.run_once()

    def run_once(self) -> None:
        """Call what is due."""
        context = SimpleNamespace(
            function_name="local", memory_limit_in_mb=0, invoked_function_arn="local", aws_request_id="local"
        )
        for handler, due in list(self._due.items()):
            if due > self._clock():
                continue
            self._due[handler] = due + self._every[handler]
            try:
                handler({}, context)
            except Exception:  # noqa: BLE001  # whatever it is, logged; the loop lives
                # It runs again in its time, as on Lambda.
                logger.exception("a scheduled function failed")
