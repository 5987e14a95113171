"""What every request passes is tried on the API that controls conferences."""

from tests.functions.mux_control.conftest import api, queue

__all__ = ("api", "queue")
